import { existsSync } from 'node:fs';
import { glob, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { withLock } from './lock.ts';
import { requireNode24, root } from './command.ts';
import { isStale, sourceStamp, writeStamp, type BuildPart } from './source-stamp.ts';

const out = (...names: readonly string[]): string => path.join(root, 'out', ...names);

/** Builds into a folder of its own and swaps it in, so that a running program never sees half a build. */
const swapIn = async (name: string, make: (directory: string) => Promise<void>): Promise<void> => {
  const fresh = out(`.${name}-${process.pid}`);
  const old = out(`.${name}-${process.pid}-old`);
  try {
    await make(fresh);
    if (existsSync(out(name))) await rename(out(name), old);
    await rename(fresh, out(name));
  } finally {
    await Promise.all([fresh, old].map((directory) => rm(directory, { recursive: true, force: true })));
  }
};

const renderer = (): Promise<void> =>
  swapIn('renderer', async (outDir) => {
    const { build } = await import('vite');
    await build({
      root: path.join(root, 'src-renderer'),
      configFile: path.join(root, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir },
    });
  });

/**
 * Every worker thread's file is an entry; see src-main/coordinator/worker-url.ts for how they find each other. So is the
 * practice exchange, which src-main/practice/pbx/process/launch.ts starts.
 */
const coordinatorEntries = async (): Promise<Record<string, string>> => {
  const home = path.join(root, 'src-main', 'coordinator');
  const entries: Record<string, string> = {
    main: path.join(home, 'main.ts'),
    'practice.pbx-process': path.join(root, 'src-main', 'practice', 'pbx', 'process', 'pbx-process.ts'),
  };
  for await (const file of glob('**/*-worker.ts', { cwd: home })) {
    entries[file.split(path.sep).join('.').replace(/\.ts$/, '')] = path.join(home, file);
  }
  return entries;
};

const coordinator = (): Promise<void> =>
  swapIn('coordinator', async (outDir) => {
    const { build } = await import('vite');
    await build({
      root,
      configFile: false,
      publicDir: false,
      logLevel: 'warn',
      build: {
        ssr: true,
        outDir,
        emptyOutDir: true,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          input: await coordinatorEntries(),
          // One flat folder: worker-url.ts and places.ts count on it.
          output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    });
  });

// Its warnings miss a renderer, which is built on its own.
const desktop = async (): Promise<void> => {
  const { build } = await import('electron-vite');
  await build({ root, configFile: path.join(root, 'electron.vite.config.ts'), logLevel: 'error' });
};

const makers: Readonly<Record<BuildPart, () => Promise<void>>> = { renderer, coordinator, desktop };

const isPart = (word: string): word is BuildPart => Object.hasOwn(makers, word);

requireNode24();
const { values, positionals } = parseArgs({ options: { 'if-stale': { type: 'boolean' } }, allowPositionals: true });
const wrong = positionals.find((word) => !isPart(word));
if (wrong !== undefined) {
  console.error(`No part is called ${wrong}. Parts: ${Object.keys(makers).join(', ')}.`);
  process.exit(2);
}
const parts: readonly BuildPart[] =
  positionals.length > 0 ? positionals.filter(isPart) : ['renderer', 'coordinator', 'desktop'];
const make = async (part: BuildPart): Promise<void> => {
  const from = performance.now();
  const stamp = await sourceStamp(part);
  await makers[part]();
  await writeStamp(part, stamp);
  console.log(`built ${part} in ${((performance.now() - from) / 1000).toFixed(1)} s`);
};

/** Those of the parts that have to be made now. */
const wanted = async (): Promise<readonly BuildPart[]> => {
  if (!values['if-stale']) return parts;
  const stale = await Promise.all(parts.map(isStale));
  return parts.filter((_, index) => stale[index]);
};

try {
  // Where everything is fresh nothing is written, so that whoever may only read this folder can start what is in it.
  if ((await wanted()).length > 0) {
    await mkdir(out(), { recursive: true });
    // Runs side by side would swap each other's folders away; one that waited finds the work done.
    await withLock(out('.lock'), async () => {
      for (const part of await wanted()) await make(part);
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
