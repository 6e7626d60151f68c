import { existsSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './command.ts';

type Program = { readonly name: string; readonly package: string };

/** What the bed of daemons is made of, and what gives it a network of its own. */
const PROGRAMS: readonly Program[] = [
  { name: 'kamailio', package: 'kamailio' },
  { name: 'rtpengine', package: 'rtpengine-daemon' },
  { name: 'baresip', package: 'baresip-core' },
  { name: 'sipp', package: 'sip-tester' },
  { name: 'pulseaudio', package: 'pulseaudio' },
  { name: 'pactl', package: 'pulseaudio-utils' },
  { name: 'ip', package: 'iproute2' },
  { name: 'unshare', package: 'util-linux' },
  { name: 'nsenter', package: 'util-linux' },
];
/** Modules that come apart from their program. */
const MODULES: readonly Program[] = [
  { name: 'kamailio/modules/websocket.so', package: 'kamailio-websocket-modules' },
  { name: 'kamailio/modules/tls.so', package: 'kamailio-tls-modules' },
];

const FOLDERS = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/sbin', '/usr/bin'];

const lacksModule = async ({ name }: Program): Promise<boolean> => {
  const { stdout } = await runCommand('find', ['/usr/lib', '-path', `*/${name}`]);
  return stdout.trim() === '';
};

const missing = async (): Promise<readonly string[]> => {
  const lacking = PROGRAMS.filter(({ name }) => !FOLDERS.some((folder) => existsSync(path.join(folder, name))));
  for (const module of MODULES) if (await lacksModule(module)) lacking.push(module);
  return [...new Set(lacking.map((one) => one.package))];
};

/** Root on Debian and the like: there the set-up installs, and what is then not there is a fault. */
export const isDebianRoot = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version');

const POLICY = '/usr/sbin/policy-rc.d';

/** Installs without starting anything: the packages' own services would take the ports of whoever uses this machine. */
const install = async (packages: readonly string[]): Promise<void> => {
  const guarded = !existsSync(POLICY);
  if (guarded) {
    await writeFile(POLICY, '#!/bin/sh\nexit 101\n');
    await chmod(POLICY, 0o755);
  }
  try {
    console.log(`Installing ${packages.join(', ')} with apt-get.`);
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
      const { code, output } = await runCommand('apt-get', ['-q', ...words], { env });
      if (code !== 0) throw new Error(`apt-get ${words.join(' ')} failed:\n${output.slice(-2000)}`);
    }
  } finally {
    if (guarded) await rm(POLICY, { force: true });
  }
};

/**
 * Why the bed of daemons cannot stand here, or null when it can; installs what is missing where it may. Rejects where it
 * should be installable and is not.
 */
export const telephoneServersTrouble = async (): Promise<string | null> => {
  if (process.platform !== 'linux') return 'they run on Linux only, each in a network of its own';
  const wanted = await missing();
  if (isDebianRoot()) {
    if (wanted.length > 0) await install(wanted);
    const still = await missing();
    if (still.length > 0) throw new Error(`${still.join(', ')}: installed, and still not there`);
    return null;
  }
  const packages = wanted.length === 0 ? '' : `; missing: ${wanted.join(' ')} (apt install …)`;
  if (process.getuid?.() !== 0) return `only root may give them a network of their own${packages}`;
  return wanted.length === 0 ? null : packages.slice(2);
};
