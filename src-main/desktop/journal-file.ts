import { mkdir, open, readdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { JournalFile } from '../../src-shared/contract/host.ts';
import { decodeSegment, encodeFrame, encodeHeader, mostRecordBytes, type Segment } from './journal-frame.ts';

export type JournalOptions = {
  readonly directory: string;
  readonly key: Buffer;
  /** A segment that has grown beyond this many bytes is closed and a new one begun. */
  readonly segmentBytes?: number;
  /** Told of records that are damaged; the journal goes on with the others. */
  readonly onDamage?: (positions: readonly number[]) => void;
};

type Closable = { readonly close: () => Promise<void> };
type Waiting = {
  readonly record: Uint8Array;
  readonly kept: (position: number) => void;
  readonly lost: (cause: unknown) => void;
};

const usualSegmentBytes = 4 * 1024 * 1024;
const segmentName = (firstPosition: number): string => `journal-${String(firstPosition).padStart(14, '0')}.log`;
const isSegment = (name: string): boolean => /^journal-\d{14}\.log$/.test(name);
const firstOf = (name: string): number => Number(name.slice('journal-'.length, -'.log'.length));

/** A new or removed file is on the disk only when its folder is; Windows keeps folders itself and refuses to be asked. */
const syncFolder = async (directory: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const segmentsIn = async (directory: string): Promise<string[]> => (await readdir(directory)).filter(isSegment).sort();

/** Reads one segment; one whose very header is unreadable is set aside under another name, never deleted. */
const readSegment = async ({ directory, key }: JournalOptions, name: string): Promise<Segment | null> => {
  const file = path.join(directory, name);
  const segment = decodeSegment(key, await readFile(file));
  if (segment === null) await rename(file, `${file}.unreadable`);
  return segment;
};

type Tail = { file: FileHandle; bytes: number; next: number };

const beginSegment = async (directory: string, next: number): Promise<Tail> => {
  const file = await open(path.join(directory, segmentName(next)), 'w', 0o600);
  const header = encodeHeader(next);
  await file.write(header, 0, header.length, 0);
  await file.sync();
  await syncFolder(directory);
  return { file, bytes: header.length, next };
};

/** Opens the last segment for appending, cutting off what a power cut left half written. */
const openTail = async (options: JournalOptions): Promise<Tail> => {
  const names = await segmentsIn(options.directory);
  const name = names.at(-1);
  if (name === undefined) return beginSegment(options.directory, 1);
  const segment = await readSegment(options, name);
  // The header is written first and synced before anything is promised: without it, nothing was promised.
  if (segment === null) return beginSegment(options.directory, firstOf(name));
  const file = await open(path.join(options.directory, name), 'r+');
  await file.truncate(segment.soundBytes);
  await file.sync();
  return { file, bytes: segment.soundBytes, next: segment.nextPosition };
};

/**
 * The journal file: append-only segments of encrypted, checksummed records. An append resolves only after fsync;
 * appends that arrive while one is being written share the next write and the next fsync.
 */
export const openJournal = async (options: JournalOptions): Promise<JournalFile & Closable> => {
  const { directory, key, segmentBytes = usualSegmentBytes } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  let tail = await openTail(options);
  let waiting: Waiting[] = [];
  let pumping: Promise<void> | null = null;

  const writeBatch = async (batch: readonly Waiting[]): Promise<void> => {
    if (tail.bytes >= segmentBytes) {
      const fresh = await beginSegment(directory, tail.next);
      await tail.file.close();
      tail = fresh;
    }
    const first = tail.next;
    const bytes = Buffer.concat(batch.map(({ record }, index) => encodeFrame(key, first + index, record)));
    try {
      for (let written = 0; written < bytes.length;) {
        written += (await tail.file.write(bytes, written, bytes.length - written, tail.bytes + written)).bytesWritten;
      }
      await tail.file.sync();
    } catch (cause) {
      // What was half written must not stand before the next record; the next append would write over it anyway.
      await tail.file.truncate(tail.bytes).catch(() => undefined);
      throw cause;
    }
    tail = { ...tail, bytes: tail.bytes + bytes.length, next: first + batch.length };
    batch.forEach(({ kept }, index) => kept(first + index));
  };

  const pump = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await writeBatch(batch).catch((cause: unknown) => batch.forEach(({ lost }) => lost(cause)));
    }
    pumping = null;
  };

  return {
    append: (record) =>
      new Promise((kept, lost) => {
        if (record.length > mostRecordBytes) {
          lost(new RangeError(`A record of ${record.length} bytes is longer than the journal takes.`));
          return;
        }
        waiting.push({ record, kept, lost });
        pumping ??= pump();
      }),
    readAll: async () => {
      await pumping;
      const segments = [];
      for (const name of await segmentsIn(directory)) segments.push(await readSegment(options, name));
      const damaged = segments.flatMap((segment) => segment?.damaged ?? []);
      if (damaged.length > 0) options.onDamage?.(damaged);
      return segments.flatMap((segment) => segment?.entries ?? []);
    },
    truncateBefore: async (position) => {
      const names = await segmentsIn(directory);
      // A segment may go when the one behind it begins at or below the position; the last one always stays.
      const gone = names.filter((_, index) => {
        const behind = names[index + 1];
        return behind !== undefined && firstOf(behind) <= position;
      });
      for (const name of gone) await rm(path.join(directory, name));
      if (gone.length > 0) await syncFolder(directory);
    },
    close: async () => {
      await pumping;
      await tail.file.close();
    },
  };
};
