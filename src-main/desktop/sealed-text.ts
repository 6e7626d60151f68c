import type { SafeStorage } from 'electron';

export type TextSeal = {
  /** False where the system has no key store; then nothing can be sealed. */
  readonly available: boolean;
  /** Encrypts under the system's key store; base64. */
  readonly seal: (text: string) => string;
  /** Throws when the text was sealed by another user, on another computer, or under a key store that is gone. */
  readonly open: (sealed: string) => string;
};

type Storage = Pick<SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString'> &
  Partial<Pick<SafeStorage, 'getSelectedStorageBackend'>>;

/**
 * Seals small texts with the operating system's key store. On Linux without a key store Electron would fall back to a
 * password that is the same on every computer; that is no seal and counts as not available.
 */
export const createTextSeal = (storage: Storage, platform: NodeJS.Platform): TextSeal => {
  const backend = platform === 'linux' ? storage.getSelectedStorageBackend?.() : undefined;
  return {
    available: storage.isEncryptionAvailable() && backend !== 'basic_text',
    seal: (text) => storage.encryptString(text).toString('base64'),
    open: (sealed) => storage.decryptString(Buffer.from(sealed, 'base64')),
  };
};
