import { hash, randomBytes } from 'node:crypto';

/** An opaque 256-bit secret. Only its hash is stored: a copy of the database signs nobody in. */
export const newToken = (): string => randomBytes(32).toString('base64url');

export const hashToken = (token: string): string => hash('sha256', token, 'base64url');
