import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { DATABASE_FILE } from '../../store/sqlite/open.ts';
import type { ByteReader } from './byte-reader.ts';
import { damaged } from './envelope.ts';

/**
 * What is sealed in a backup: files one after the other, then the manifest that names them with their hashes.
 *
 * file = length of the name (2) ‖ name ‖ size (8) ‖ bytes, all big endian. The manifest is a file and the last one.
 */
const MANIFEST = 'manifest.json';
const PIECE_BYTES = 256 * 1024;
/** Only what a workspace is made of: a name cannot lead out of the folder it is restored to. */
const MAY_STAND_IN = new RegExp(
  `^(${DATABASE_FILE.replace('.', '\\.')}|keys/[A-Za-z0-9][\\w.-]*|recordings/[\\da-f-]{36}\\.sound)$`,
);

export const Manifest = z.object({
  createdAt: z.string(),
  epoch: z.string(),
  schema: z.string(),
  version: z.string(),
  files: z.array(z.object({ name: z.string(), size: z.int().nonnegative(), sha256: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

export type Source = {
  readonly name: string;
  readonly path: string;
  /** It may grow or go while the archive is made: it is taken as it stands when its turn comes, or left out. */
  readonly lives?: boolean;
};

const opened = async ({ path, lives }: Source): Promise<FileHandle | null> => {
  try {
    return await open(path);
  } catch (error) {
    if (lives === true && (error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  }
};

const headOf = (name: string, size: number): Buffer => {
  const text = Buffer.from(name);
  const head = Buffer.alloc(2 + text.length + 8);
  head.writeUInt16BE(text.length);
  text.copy(head, 2);
  head.writeBigUInt64BE(BigInt(size), 2 + text.length);
  return head;
};

/** The files as one stream of bytes, each read once. */
export async function* packArchive(
  sources: readonly Source[],
  facts: Omit<Manifest, 'files'>,
): AsyncGenerator<Uint8Array> {
  const files: Manifest['files'] = [];
  for (const source of sources) {
    const file = await opened(source);
    if (file === null) continue;
    const { name, lives } = source;
    const { size } = await file.stat();
    yield headOf(name, size);
    const hash = createHash('sha256');
    let read = 0;
    // One that may grow is read as far as it reached when it was opened.
    const part = { highWaterMark: PIECE_BYTES, ...(lives === true ? { end: Math.max(0, size - 1) } : {}) };
    for await (const piece of file.createReadStream(part) as AsyncIterable<Buffer>) {
      hash.update(piece);
      read += piece.length;
      yield piece;
    }
    if (read !== size) throw new Error(`${name} changed while it was being read`);
    files.push({ name, size, sha256: hash.digest('hex') });
  }
  const manifest = Buffer.from(JSON.stringify({ ...facts, files } satisfies Manifest));
  yield headOf(MANIFEST, manifest.length);
  yield manifest;
}

/** Where the files of an archive go; a check alone lets them go nowhere. */
export type Sink = {
  readonly begin: (name: string) => Promise<{
    readonly write: (piece: Buffer) => Promise<unknown>;
    readonly end: () => Promise<void>;
  }>;
};

/** Reads an archive to its end and holds every file against the manifest. Errors: `backup-damaged`. */
export const unpackArchive = async (reader: ByteReader, sink: Sink): Promise<Manifest> => {
  const files: Manifest['files'] = [];
  for (;;) {
    const length = (await reader.take(2))?.readUInt16BE();
    const name = length === undefined ? null : await reader.take(length);
    const size = name === null ? null : await reader.take(8);
    if (name === null || size === null) throw damaged('the backup has no manifest');
    const bytes = Number(size.readBigUInt64BE());
    if (name.toString() === MANIFEST) {
      const text = await reader.take(bytes);
      if (text === null || (await reader.some(1)) !== null) throw damaged('the manifest of the backup is damaged');
      return agreed(text, files);
    }
    files.push({ name: name.toString(), size: bytes, sha256: await unpackFile(reader, name.toString(), bytes, sink) });
  }
};

const unpackFile = async (reader: ByteReader, name: string, size: number, sink: Sink): Promise<string> => {
  if (!MAY_STAND_IN.test(name)) throw damaged(`the backup holds what no workspace has: ${JSON.stringify(name)}`);
  const file = await sink.begin(name);
  const hash = createHash('sha256');
  try {
    for (let left = size; left > 0;) {
      const piece = await reader.some(Math.min(left, PIECE_BYTES));
      if (piece === null) throw damaged(`${name} is cut short in the backup`);
      hash.update(piece);
      await file.write(piece);
      left -= piece.length;
    }
  } finally {
    await file.end();
  }
  return hash.digest('hex');
};

const agreed = (text: Buffer, files: Manifest['files']): Manifest => {
  const manifest = Manifest.safeParse(JSON.parse(text.toString('utf8')));
  if (!manifest.success) throw damaged('the manifest of the backup is damaged');
  if (JSON.stringify(manifest.data.files) !== JSON.stringify(files)) {
    throw damaged('the files of the backup are not those of its manifest');
  }
  if (!files.some(({ name }) => name === DATABASE_FILE)) throw damaged('the backup holds no database');
  return manifest.data;
};
