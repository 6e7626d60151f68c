import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { build, type Plugin, type ResolvedConfig } from 'vite';

type OfflineShellOptions = {
  /** The worker's source, relative to the vite root. */
  readonly entry: string;
  /** The worker's file in the output folder; it stands at the top because its place is its scope. */
  readonly output: string;
};

export type PrecacheEntry = { readonly url: string; readonly revision: string };

/** Every file under `directory` with a hash of its bytes, in name order, so that the same files give the same worker. */
export const precacheList = async (directory: string, leaveOut: readonly string[]): Promise<PrecacheEntry[]> => {
  const names = (await readdir(directory, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(directory, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => !leaveOut.includes(name) && !name.endsWith('.map'))
    .sort();
  return Promise.all(
    names.map(async (name) => ({
      url: `./${name}`,
      revision: createHash('sha256')
        .update(await readFile(path.join(directory, name)))
        .digest('hex')
        .slice(0, 16),
    })),
  );
};

/**
 * Builds the service worker after the application, as one classic script, with `self.__PRECACHE__` replaced by the
 * list `{url, revision}[]` of all built files (urls relative to the worker). It is built last because it must name
 * the hashed files, and any changed file changes the worker's own bytes, which is how a browser notices an update.
 */
export const offlineShell = (options: OfflineShellOptions): Plugin => {
  let config: ResolvedConfig;
  return {
    name: 'sollecito:offline-shell',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    // Not closeBundle, which is called after a failed build too.
    async writeBundle() {
      const entry = path.resolve(config.root, options.entry);
      if (!existsSync(entry)) return;
      const outDir = path.resolve(config.root, config.build.outDir);
      await build({
        configFile: false,
        root: config.root,
        logLevel: 'warn',
        publicDir: false,
        define: { 'self.__PRECACHE__': JSON.stringify(await precacheList(outDir, [options.output])) },
        build: {
          outDir,
          emptyOutDir: false,
          target: config.build.target,
          lib: { entry, formats: ['iife'], name: 'sollecitoOfflineShell', fileName: () => options.output },
        },
      });
    },
  };
};
