import { existsSync } from 'node:fs';
import path from 'node:path';
import { runCommand } from './command.ts';

type Tool = { readonly program: string; readonly package: string };

/** What the test over HTTPS needs besides a browser: to give this machine an address, and a browser an authority. */
const TOOLS: readonly Tool[] = [
  { program: 'ip', package: 'iproute2' },
  { program: 'certutil', package: 'libnss3-tools' },
];

const FOLDERS = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin', '/sbin'];

const isThere = ({ program }: Tool): boolean =>
  FOLDERS.some((folder) => folder !== '' && existsSync(path.join(folder, program)));

const missing = (): readonly Tool[] => TOOLS.filter((tool) => !isThere(tool));

/** Root on Debian, Ubuntu and the like: there the set-up may install, and a test may change the network. */
const mayChange = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version');

/** Installs what is missing where it may. Never throws: `networkTrouble` says what the test then lacks. */
export const ensureNetworkTools = async (): Promise<void> => {
  const wanted = missing().map((tool) => tool.package);
  if (wanted.length === 0 || !mayChange()) return;
  console.log(`Installing ${wanted.join(', ')} with apt-get.`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...wanted]]) {
    const { code, output } = await runCommand('apt-get', ['-q', ...words], { env });
    if (code !== 0) console.log(`apt-get ${words.join(' ')} failed:\n${output.slice(-2000)}`);
  }
};

/** Why a test cannot give this machine another address for a while, or null where it can. */
export const networkTrouble = (): string | null => {
  if (process.platform !== 'linux') return 'only Linux is given another address by a test';
  if (process.getuid?.() !== 0) return 'only root may give this machine another address';
  const lacking = missing();
  if (lacking.length === 0) return null;
  const names = lacking.map(({ program }) => program).join(', ');
  return `${names} missing (Debian, Ubuntu: apt install ${lacking.map((tool) => tool.package).join(' ')})`;
};
