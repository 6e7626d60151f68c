import { randomBytes } from 'node:crypto';
import type { TextSeal } from './sealed-text.ts';
import { readFileIfThere, replaceFile } from './settings.ts';

const keyBytes = 32;
const sealedMark = 'sealed:';
const plainMark = 'plain:';

/** Thrown when the key is there and the system's key store no longer opens it; the journal itself is untouched. */
export class JournalKeyLost extends Error {
  constructor(cause: unknown) {
    super('The key of the journal file can no longer be opened.', { cause });
    this.name = 'JournalKeyLost';
  }
}

const readKey = (stored: string, seal: TextSeal): Buffer => {
  if (stored.startsWith(plainMark)) return Buffer.from(stored.slice(plainMark.length), 'base64');
  try {
    return Buffer.from(seal.open(stored.slice(sealedMark.length)), 'base64');
  } catch (cause) {
    throw new JournalKeyLost(cause);
  }
};

const writeKey = (file: string, key: Buffer, seal: TextSeal): void => {
  const text = key.toString('base64');
  replaceFile(file, seal.available ? `${sealedMark}${seal.seal(text)}` : `${plainMark}${text}`);
};

/**
 * The key that encrypts the journal file, made at first use and wrapped by the system's key store. Where there is no
 * key store the key lies beside the journal, readable by this user only: not losing a call counts for more there, and
 * the records are sealed for the coordinator before they come here. It is wrapped as soon as a key store appears.
 */
export const openJournalKey = (file: string, seal: TextSeal): Buffer => {
  const stored = readFileIfThere(file);
  if (stored === null) {
    const key = randomBytes(keyBytes);
    writeKey(file, key, seal);
    return key;
  }
  const key = readKey(stored, seal);
  if (stored.startsWith(plainMark) && seal.available) writeKey(file, key, seal);
  return key;
};
