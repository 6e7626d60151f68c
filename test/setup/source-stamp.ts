import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './command.ts';

export type BuildPart = 'renderer' | 'coordinator' | 'desktop';

/** What each part is made of: when one byte of these changes, the part is stale. */
const sources: Readonly<Record<BuildPart, readonly string[]>> = {
  renderer: ['src-renderer', 'src-shared', 'vite.config.ts', 'test/setup/offline-shell.ts', 'package-lock.json'],
  coordinator: ['src-main/coordinator', 'src-main/practice', 'src-shared', 'package-lock.json'],
  desktop: ['src-main/desktop', 'src-main/preload', 'src-shared', 'electron.vite.config.ts', 'package-lock.json'],
};

const filesOf = async (place: string): Promise<string[]> => {
  const full = path.join(root, place);
  if (!existsSync(full)) return [];
  if (path.extname(place) !== '') return [place];
  const entries = await readdir(full, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
};

/** A hash over the names and bytes of everything a part is built from. */
export const sourceStamp = async (part: BuildPart): Promise<string> => {
  const hash = createHash('sha256');
  const names = (await Promise.all([...sources[part], 'test/setup/build.ts'].map(filesOf))).flat().sort();
  for (const name of names)
    hash
      .update(`${name}\0`)
      .update(await readFile(path.join(root, name)))
      .update('\0');
  return hash.digest('hex');
};

const stampFile = (part: BuildPart): string => path.join(root, 'out', `${part}.stamp`);

/** True when the part was never built, or was built from other sources than those that stand here now. */
export const isStale = async (part: BuildPart): Promise<boolean> => {
  if (!existsSync(path.join(root, 'out', part)) || !existsSync(stampFile(part))) return true;
  return (await readFile(stampFile(part), 'utf8')) !== (await sourceStamp(part));
};

/** Remembers what a part was built from; pass the stamp taken before the build, so that a later edit makes it stale. */
export const writeStamp = (part: BuildPart, stamp: string): Promise<void> => writeFile(stampFile(part), stamp);
