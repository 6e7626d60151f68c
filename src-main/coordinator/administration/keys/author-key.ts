import type { Keys } from './keys.ts';

/**
 * The secret by which a person's operations are known to be that person's: given at sign-in, kept on workstations only
 * under the person's own data key, and part of the key that seals each operation's body. Whoever else uses the same
 * computer, or holds its credential, cannot speak in that name. It is made of the master key, so that a restored
 * coordinator knows it again.
 */
export const authorKey = (keys: Keys, userId: string): string =>
  keys.derive(`author|${userId}`).export().toString('base64url');
