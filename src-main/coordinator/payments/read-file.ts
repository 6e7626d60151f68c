import { createWriteStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { readRecords } from '../intake/reader/read-file.ts';
import { isBlank, sniffFile, type Sniff } from '../intake/reader/sniff.ts';
import { DAMAGED } from '../intake/reader/text.ts';
import type { RawLine } from './lines.ts';

/** About 200,000 lines; what is larger is no list of payments. */
const LIMIT = 16 * 1024 * 1024;
const FOLDER = 'payments-upload-';

export type RawFile = Pick<Sniff, 'scan' | 'dialect'> & { readonly lines: readonly RawLine[] };

/**
 * Takes an uploaded file in and cuts it into lines. Nothing of it stays on the disk.
 * Errors: `body-too-large`; those of `sniffFile`; `file-encoding` {line} where a byte is no character.
 */
export const takeFile = async (stream: Readable, dataDir: string): Promise<RawFile> => {
  const folder = mkdtempSync(path.join(dataDir, FOLDER));
  const file = path.join(folder, 'upload');
  try {
    await pipeline(stream, limited(), createWriteStream(file, { mode: 0o600 }));
    const { scan, dialect } = sniffFile(file);
    const lines: RawLine[] = [];
    readRecords(file, scan, dialect, (cells, line) => {
      if (isBlank(cells)) return;
      if (cells.some((cell) => DAMAGED.test(cell))) {
        throw new AppError('file-encoding', { params: { line, encoding: scan.encoding } });
      }
      lines.push({ line, cells });
    });
    return { scan, dialect, lines };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** What a coordinator killed in the middle of an upload left lying. */
export const dropLeftovers = (dataDir: string): void => {
  for (const name of readdirSync(dataDir).filter((entry) => entry.startsWith(FOLDER))) {
    rmSync(path.join(dataDir, name), { recursive: true, force: true });
  }
};

const limited = (): Transform => {
  let size = 0;
  return new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      size += chunk.length;
      if (size > LIMIT) done(new AppError('body-too-large', { params: { limit: LIMIT } }));
      else done(null, chunk);
    },
  });
};
