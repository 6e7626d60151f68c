import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { ByteReader } from './byte-reader.ts';
import { damaged, type Opened } from './envelope.ts';

/**
 * The sealed part of a backup: frames of AES-256-GCM, each bound to the header, to its place and to whether it is the
 * last (the STREAM construction), so that nothing can be cut off, left out, repeated or exchanged unnoticed.
 *
 * frame = length of the plain bytes (4, big endian) ‖ ciphertext ‖ tag (16); nonce = prefix (7) ‖ number (4) ‖ last (1).
 */
const FRAME_BYTES = 256 * 1024;
const TAG_BYTES = 16;

const nonceOf = ({ header }: Opened, number: number, last: boolean): Buffer => {
  const nonce = Buffer.alloc(12);
  Buffer.from(header.noncePrefix, 'base64url').copy(nonce);
  nonce.writeUInt32BE(number, 7);
  nonce[11] = last ? 1 : 0;
  return nonce;
};

const seal = (opened: Opened, number: number, plain: Buffer, last: boolean): Buffer => {
  const cipher = createCipheriv('aes-256-gcm', opened.key, nonceOf(opened, number, last));
  cipher.setAAD(opened.aad);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(plain.length);
  return Buffer.concat([length, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
};

/** Seals a stream of bytes. The last frame is always there, if need be empty. */
export async function* sealFrames(opened: Opened, plain: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let size = 0;
  let number = 0;
  for await (const piece of plain) {
    waiting.push(Buffer.from(piece));
    size += piece.length;
    // Strictly more than a frame: what is left behind is never nothing unless the stream was.
    while (size > FRAME_BYTES) {
      const all = Buffer.concat(waiting);
      yield seal(opened, number, all.subarray(0, FRAME_BYTES), false);
      number += 1;
      waiting = [all.subarray(FRAME_BYTES)];
      size -= FRAME_BYTES;
    }
  }
  yield seal(opened, number, Buffer.concat(waiting), true);
}

const open = (opened: Opened, number: number, sealed: Buffer, last: boolean): Buffer | null => {
  const decipher = createDecipheriv('aes-256-gcm', opened.key, nonceOf(opened, number, last));
  decipher.setAAD(opened.aad);
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]);
  } catch {
    return null;
  }
};

/** The plain bytes, each piece proved before it is given out. Errors: `backup-damaged`. */
export async function* openFrames(opened: Opened, reader: ByteReader): AsyncGenerator<Buffer> {
  let length = await reader.take(4);
  for (let number = 0; ; number += 1) {
    if (length === null) throw damaged('the backup is cut short');
    const size = length.readUInt32BE();
    if (size > FRAME_BYTES) throw damaged(`part ${number + 1} of the backup is damaged`);
    const sealed = await reader.take(size + TAG_BYTES);
    if (sealed === null) throw damaged('the backup is cut short');
    length = await reader.take(4);
    const last = length === null;
    if (last && (await reader.some(1)) !== null) throw damaged('there is something behind the end of the backup');
    const plain = open(opened, number, sealed, last);
    if (plain === null) {
      throw damaged(
        last && open(opened, number, sealed, false) !== null
          ? 'the backup is cut short'
          : `part ${number + 1} of the backup is damaged`,
      );
    }
    yield plain;
    if (last) return;
  }
}
