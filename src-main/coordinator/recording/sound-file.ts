import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { makeFolder } from '../make-folder.ts';

/**
 * The sound of one recording as it lies on the disk: sealed frames, each bound to its recording, to its place and to
 * whether it is the last, so that nothing can be exchanged, left out, repeated or cut off unnoticed.
 *
 * frame = length of the rest (4, big endian) ‖ iv (12, random) ‖ AES-256-GCM ciphertext ‖ tag (16). A closed recording ends
 * with an empty frame that says so.
 */
const LENGTH_BYTES = 4;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const FOLDER = 'recordings';
const NAME = /^([\da-f-]{36})\.sound$/u;

export const soundFile = (dataDir: string, recordingId: string): string =>
  path.join(dataDir, FOLDER, `${recordingId}.sound`);

/** The ids of the recordings that have a file. */
export const soundFiles = (dataDir: string): readonly string[] => {
  const folder = path.join(dataDir, FOLDER);
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => NAME.exec(name)?.[1] ?? []);
};

export const removeSound = (dataDir: string, recordingId: string): void =>
  rmSync(soundFile(dataDir, recordingId), { force: true });

const aadOf = (recordingId: string, no: number, last: boolean): Buffer =>
  Buffer.from(`sollecito recording|${recordingId}|${no}|${last ? 'last' : 'more'}`);

export const sealFrame = (key: KeyObject, recordingId: string, no: number, plain: Uint8Array, last = false): Buffer => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(aadOf(recordingId, no, last));
  const rest = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(rest.length);
  return Buffer.concat([length, rest]);
};

/**
 * Writes a frame at its place and waits for the disk. What a crash left behind the last frame that is known goes: the same
 * place is simply written again.
 */
export const writeFrame = async (file: string, at: number, frame: Buffer): Promise<void> => {
  makeFolder(path.dirname(file));
  const handle = await open(file, at === 0 ? 'w' : 'r+', 0o600);
  try {
    await handle.write(frame, 0, frame.length, at);
    await handle.truncate(at + frame.length);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

export type Sound = {
  readonly pieces: readonly Buffer[];
  /** Its last frame is there. */
  readonly closed: boolean;
};

const openFrame = (key: KeyObject, recordingId: string, no: number, rest: Buffer, last: boolean): Buffer | null => {
  const decipher = createDecipheriv('aes-256-gcm', key, rest.subarray(0, IV_BYTES));
  decipher.setAAD(aadOf(recordingId, no, last));
  decipher.setAuthTag(rest.subarray(rest.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(rest.subarray(IV_BYTES, rest.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
};

/** Proves and opens all frames; null where any byte is not what was written, or anything follows the last. */
export const openSound = (key: KeyObject, recordingId: string, bytes: Buffer): Sound | null => {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + LENGTH_BYTES > bytes.length) return null;
    const length = bytes.readUInt32BE(at);
    const end = at + LENGTH_BYTES + length;
    if (length < IV_BYTES + TAG_BYTES || end > bytes.length) return null;
    const rest = bytes.subarray(at + LENGTH_BYTES, end);
    const piece = openFrame(key, recordingId, pieces.length, rest, false);
    if (piece === null) {
      const last = openFrame(key, recordingId, pieces.length, rest, true);
      return last?.length === 0 && end === bytes.length ? { pieces, closed: true } : null;
    }
    pieces.push(piece);
    at = end;
  }
  return { pieces, closed: false };
};
