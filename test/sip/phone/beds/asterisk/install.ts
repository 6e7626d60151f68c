import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from '../../../../setup/command.ts';

/**
 * Debian stable has no Asterisk and unstable has: it is unpacked into a folder of its own, outside of the work tree, where
 * the next run finds it. Nothing else on this machine changes but the package that unpacks it (debootstrap).
 */
const CACHE = '/var/cache/sollecito-test-beds';
const SUITE = 'sid';
const PACKAGES = ['asterisk', 'asterisk-modules', 'asterisk-config'];

export type InstalledAsterisk = {
  /** The folder that it sees as its `/`. */
  readonly root: string;
  readonly version: string;
};

/** Why Asterisk cannot be run here, or null where it can be: as root on Debian. */
export const asteriskTrouble = (): string | null => {
  if (process.platform !== 'linux' || !existsSync('/etc/debian_version')) return 'Asterisk is set up on Debian only';
  return process.getuid?.() === 0 ? null : 'Asterisk is set up in a folder of its own, which only root may do';
};

const must = async (program: string, words: readonly string[]): Promise<string> => {
  const { code, output } = await runCommand(program, words, { env: { DEBIAN_FRONTEND: 'noninteractive' } });
  if (code !== 0) throw new Error(`${program} ${words.join(' ')} failed:\n${output.slice(-3000)}`);
  return output;
};

/** The first address of Debian's packages that this machine itself uses. */
export const mirrorOf = (sources: string): string =>
  /^URIs:\s*(\S+)/mu.exec(sources)?.[1] ??
  /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/mu.exec(sources)?.[1] ??
  'http://deb.debian.org/debian';

const mirror = (): string => {
  const isDebian = /^ID=debian$/mu.test(readFileSync('/etc/os-release', 'utf8'));
  const file = ['/etc/apt/sources.list.d/debian.sources', '/etc/apt/sources.list'].find((name) => existsSync(name));
  return mirrorOf(isDebian && file !== undefined ? readFileSync(file, 'utf8') : '');
};

const program = (root: string): string => path.join(root, 'usr', 'sbin', 'asterisk');
const versionFile = (root: string): string => path.join(root, 'asterisk-version');

const isRunning = (pid: number): boolean => existsSync(`/proc/${pid}`);

/** What an interrupted set-up has left behind. */
const sweep = async (): Promise<void> => {
  for (const name of await readdir(CACHE)) {
    const pid = /\.part-(\d+)$/u.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      await rm(path.join(CACHE, name), { recursive: true, force: true });
  }
};

const unpack = async (root: string): Promise<void> => {
  await mkdir(CACHE, { recursive: true });
  await sweep();
  if (!existsSync('/usr/sbin/debootstrap')) {
    await must('apt-get', ['-q', 'update']);
    await must('apt-get', ['-q', 'install', '-y', '--no-install-recommends', 'debootstrap']);
  }
  const part = `${root}.part-${process.pid}`;
  const words = ['--variant=minbase', `--include=${PACKAGES.join(',')}`, SUITE, part, mirror()];
  // In a mount namespace of its own: whatever it mounts goes with it, however it ends.
  await must('unshare', ['--mount', '/usr/sbin/debootstrap', ...words]);
  const version = /Asterisk (\S+)/u.exec(await must('chroot', [part, 'asterisk', '-V']))?.[1];
  if (version === undefined) throw new Error('what was unpacked is no Asterisk');
  await mkdir(path.join(part, 'bed'), { recursive: true });
  await rm(path.join(part, 'var', 'cache', 'apt'), { recursive: true, force: true });
  await writeFile(versionFile(part), version);
  // Another run may have been faster: then its folder is as good as ours.
  await rename(part, root).catch(async (error: unknown) => {
    await rm(part, { recursive: true, force: true });
    if (!existsSync(versionFile(root))) throw error;
  });
};

/**
 * An Asterisk to run, unpacked when it is not there yet (about half a minute and 500 MB). Throws with the end of the output
 * where it should be installable and is not.
 */
export const ensureAsterisk = async (): Promise<InstalledAsterisk> => {
  const trouble = asteriskTrouble();
  if (trouble !== null) throw new Error(trouble);
  const root = path.join(CACHE, `asterisk-${SUITE}`);
  // The file of the version is written last.
  if (!existsSync(versionFile(root)) || !existsSync(program(root))) {
    console.log(`Unpacking Asterisk of Debian ${SUITE} into ${root}.`);
    await unpack(root);
  }
  return { root, version: readFileSync(versionFile(root), 'utf8') };
};
