import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { stopChild, whenEnded } from './child.ts';

type ElectronSearch = {
  /** The folder of the npm package `electron`. */
  readonly directory: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/**
 * The Electron program, or null when it is not on this machine. Asking the package itself (`require('electron')`) would
 * start a download of a hundred megabytes.
 */
export const findElectron = ({ directory, env }: ElectronSearch): string | null => {
  const pathFile = path.join(directory, 'path.txt');
  const named = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : '';
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  const program = override
    ? path.join(override, named || 'electron')
    : named
      ? path.join(directory, 'dist', named)
      : null;
  return program !== null && existsSync(program) ? program : null;
};

const versionOf = (directory: string): string => {
  const { version } = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as { version: string };
  return version;
};

const isReachable = async (url: string, patienceMs: number): Promise<boolean> => {
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(patienceMs) })).ok;
  } catch {
    return false;
  }
};

/**
 * Downloads Electron when its server answers at once, and gives up on a download that takes over three minutes. Returns
 * the program or null; it never fails, because there is always a browser to go on with.
 */
export const fetchElectron = async (search: ElectronSearch, signal: AbortSignal): Promise<string | null> => {
  const installer = path.join(search.directory, 'install.js');
  if (!existsSync(installer)) return null;
  const mirror = search.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  if (!(await isReachable(`${mirror}v${versionOf(search.directory)}/SHASUMS256.txt`, 4000))) return null;
  console.log('Fetching the desktop runtime (once, about 110 MB)…');
  const child = spawn(process.execPath, [installer], { stdio: 'ignore', signal });
  const ended = whenEnded(child);
  const patience = setTimeout(() => void stopChild(child), 180_000);
  await ended;
  clearTimeout(patience);
  return findElectron(search);
};
