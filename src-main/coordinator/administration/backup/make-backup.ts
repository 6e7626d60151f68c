import { createReadStream, createWriteStream, existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Context } from '../../context.ts';
import { soundFile, soundFiles } from '../../recording/sound-file.ts';
import { newId } from '../../identity.ts';
import { readMeta } from '../../store/meta.ts';
import { DATABASE_FILE } from '../../store/sqlite/open.ts';
import { packArchive, type Manifest, type Source, unpackArchive } from './archive.ts';
import { createByteReader } from './byte-reader.ts';
import { readHeader, type Secret, unlock, writeEnvelope } from './envelope.ts';
import { openFrames, sealFrames } from './frames.ts';
import { translate } from '../../store/sqlite/errors.ts';

export type BackupReport = {
  readonly file: string;
  readonly bytes: number;
  readonly manifest: Manifest;
};

/** A database copied for a backup. One that did not end leaves it behind, in clear. */
const COPY = /^backup-[\w-]+\.copy$/;

/** Removes what a backup that was killed left in the data folder. */
export const removeCopies = (dataDir: string): void => {
  for (const name of readdirSync(dataDir).filter((one) => COPY.test(one))) rmSync(path.join(dataDir, name));
};

/**
 * Writes one sealed file with the whole workspace: the database as it stands at one moment, while work goes on, the keys,
 * and the recordings of calls. It is read back before it gets its name, so that a file of that name is a good backup.
 * Errors: `already-exists`, `not-found` (the folder of `out`), `disk-full`.
 */
export const makeBackup = async (context: Context, out: string, secret: Secret, by = ''): Promise<BackupReport> => {
  if (existsSync(out)) throw new AppError('already-exists', { params: { file: out } });
  if (!existsSync(path.dirname(out))) throw new AppError('not-found', { params: { folder: path.dirname(out) } });
  const copy = path.join(context.dataDir, `backup-${newId()}.copy`);
  const part = `${out}.part`;
  try {
    await context.store.copyTo(copy);
    const facts = {
      createdAt: context.clock.now(),
      schema: schemaOf(context),
      version: context.config.version,
    };
    const envelope = await writeEnvelope(facts, secret, context.config.scryptLog2N);
    const sources: Source[] = [{ name: DATABASE_FILE, path: copy }, ...keyFiles(context.dataDir), ...sounds(context)];
    const epoch = readMeta(context.store.sql, 'epoch') ?? '';
    const sealed = sealFrames(envelope, packArchive(sources, { ...facts, epoch }));
    await pipeline(Readable.from(prepended(envelope.bytes, sealed)), createWriteStream(part, { mode: 0o600 }));
    const manifest = await checkBackup(part, secret);
    await onDisk(part);
    await rename(part, out);
    await onDisk(path.dirname(out));
    context.store.transaction((tx) =>
      context.audit.record(tx, {
        userId: by,
        action: 'backup.make',
        subject: path.basename(out),
        detail: { bytes: statSync(out).size, sha256: manifest.files[0]?.sha256 ?? '' },
      }),
    );
    return { file: out, bytes: statSync(out).size, manifest };
  } catch (error) {
    throw translate(error);
  } finally {
    await rm(copy, { force: true });
    await rm(part, { force: true });
  }
};

/** Reads a backup from end to end and writes nothing. Errors: `backup-damaged`, `backup-key`. */
export const checkBackup = async (file: string, secret: Secret): Promise<Manifest> => {
  const stream = createReadStream(file);
  try {
    const reader = createByteReader(stream);
    const opened = await unlock(await readHeader(reader), secret);
    const nowhere = { begin: () => Promise.resolve({ write: () => Promise.resolve(), end: () => Promise.resolve() }) };
    return await unpackArchive(createByteReader(openFrames(opened, reader)), nowhere);
  } finally {
    stream.destroy();
  }
};

async function* prepended(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

const keyFiles = (dataDir: string): Source[] =>
  readdirSync(path.join(dataDir, 'keys'))
    .filter((name) => !name.endsWith('.new'))
    .map((name) => ({ name: `keys/${name}`, path: path.join(dataDir, 'keys', name) }));

/** Recordings, sealed as they lie there. Those that are destroyed meanwhile would be destroyed after a restore as well. */
const sounds = ({ dataDir }: Context): Source[] =>
  soundFiles(dataDir).map((id) => ({
    name: `recordings/${id}.sound`,
    path: soundFile(dataDir, id),
    lives: true,
  }));

const schemaOf = ({ store }: Context): string =>
  store.sql.get<{ name: string }>('SELECT name FROM kysely_migration ORDER BY name DESC LIMIT 1')?.name ?? '';

/** Flushes a file or a folder to the disk. */
export const onDisk = async (file: string): Promise<void> => {
  const handle = await open(file, 'r');
  try {
    await handle.sync();
  } catch (error) {
    // Some systems do not flush folders; the file's own bytes are there.
    if (!statSync(file).isDirectory()) throw error;
  } finally {
    await handle.close();
  }
};
