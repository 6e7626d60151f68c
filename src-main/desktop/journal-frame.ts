import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { JournalEntry } from '../../src-shared/contract/host.ts';

/**
 * The bytes of a journal segment: a header `SLJ1` + first position (u64), then frames. A frame is length (u32), CRC-32
 * of the payload (u32), payload = nonce (12) + AES-256-GCM ciphertext + tag (16). The position is authenticated with
 * the record, so frames cannot be moved, repeated or taken from another segment. All numbers are big-endian.
 */
const magic = Buffer.from('SLJ1', 'latin1');
export const headerBytes = magic.length + 8;
const frameHeaderBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;
/** No operation comes near this; a longer length is damage. */
export const mostRecordBytes = 16 * 1024 * 1024;

const positionBytes = (position: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(position));
  return bytes;
};

export const encodeHeader = (firstPosition: number): Buffer => Buffer.concat([magic, positionBytes(firstPosition)]);

/** The first position of a segment, or null when the bytes are no segment. */
export const decodeHeader = (bytes: Buffer): number | null =>
  bytes.length >= headerBytes && bytes.subarray(0, magic.length).equals(magic)
    ? Number(bytes.readBigUInt64BE(magic.length))
    : null;

export const encodeFrame = (key: Buffer, position: number, record: Uint8Array): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(positionBytes(position));
  const payload = Buffer.concat([nonce, cipher.update(record), cipher.final(), cipher.getAuthTag()]);
  const header = Buffer.alloc(frameHeaderBytes);
  header.writeUInt32BE(payload.length, 0);
  header.writeUInt32BE(crc32(payload), 4);
  return Buffer.concat([header, payload]);
};

const openPayload = (key: Buffer, position: number, payload: Buffer): Uint8Array | null => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, payload.subarray(0, nonceBytes))
      .setAAD(positionBytes(position))
      .setAuthTag(payload.subarray(payload.length - tagBytes));
    const body = payload.subarray(nonceBytes, payload.length - tagBytes);
    return new Uint8Array(Buffer.concat([decipher.update(body), decipher.final()]));
  } catch {
    return null;
  }
};

/** The end of the frame that starts at `offset`, or null when no whole frame with a good checksum starts there. */
const frameEnd = (bytes: Buffer, offset: number): { readonly end: number; readonly sound: boolean } | null => {
  if (offset + frameHeaderBytes > bytes.length) return null;
  const length = bytes.readUInt32BE(offset);
  const end = offset + frameHeaderBytes + length;
  if (length < nonceBytes + tagBytes || length > mostRecordBytes + nonceBytes + tagBytes || end > bytes.length)
    return null;
  return { end, sound: crc32(bytes.subarray(offset + frameHeaderBytes, end)) === bytes.readUInt32BE(offset + 4) };
};

export type Segment = {
  readonly firstPosition: number;
  readonly entries: readonly JournalEntry[];
  /** Positions whose record is damaged; they are never given out again. */
  readonly damaged: readonly number[];
  readonly nextPosition: number;
  /** Up to here the bytes are whole frames; what follows is a tail torn by a power cut. */
  readonly soundBytes: number;
};

/**
 * Reads a segment. A bad frame at the very end is a torn append, which was never reported as saved, and is left out. A
 * bad frame with sound ones behind it is damage to one record: the others are kept.
 */
export const decodeSegment = (key: Buffer, bytes: Buffer): Segment | null => {
  const firstPosition = decodeHeader(bytes);
  if (firstPosition === null) return null;
  const entries: JournalEntry[] = [];
  const damaged: number[] = [];
  let position = firstPosition;
  let offset = headerBytes;
  for (let frame = frameEnd(bytes, offset); frame !== null; frame = frameEnd(bytes, offset)) {
    if (!frame.sound && frameEnd(bytes, frame.end)?.sound !== true) break;
    const payload = bytes.subarray(offset + frameHeaderBytes, frame.end);
    const record = frame.sound ? openPayload(key, position, payload) : null;
    if (record === null) damaged.push(position);
    else entries.push({ position, record });
    position += 1;
    offset = frame.end;
  }
  return { firstPosition, entries, damaged, nextPosition: position, soundBytes: offset };
};
