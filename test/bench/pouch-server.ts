import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { runCommand } from '../setup/command.ts';

const folder = path.join(import.meta.dirname, 'pouch');

/** The baseline's packages live beside it and not in the product's tree; they come with the first run. */
const install = async (say: (line: string) => void): Promise<void> => {
  if (existsSync(path.join(folder, 'node_modules', 'express-pouchdb'))) return;
  say('installing PouchDB and express-pouchdb for the comparison');
  // The npm that started this, where one did.
  const npm = process.env['npm_execpath'];
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { code, output } =
    npm === undefined
      ? await runCommand('npm', words, { cwd: folder })
      : await runCommand(process.execPath, [npm, ...words], { cwd: folder });
  if (code !== 0) throw new Error(`the packages of test/bench/pouch cannot be installed:\n${output.slice(-2000)}`);
};

export type PouchServer = { readonly url: string; readonly stop: () => Promise<unknown> };

/** express-pouchdb over LevelDB in a process of its own, on a free port, with its files in `dataDir`. */
export const startPouch = async (dataDir: string, say: (line: string) => void): Promise<PouchServer> => {
  await install(say);
  const child = spawn(process.execPath, [path.join(folder, 'serve.mjs'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line)));
    child.once('close', (code) => reject(new Error(`express-pouchdb ended with ${code}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        child.once('close', resolve);
        child.kill('SIGTERM');
      }),
  };
};
