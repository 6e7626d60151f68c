import { existsSync } from 'node:fs';
import { browserVariable, findBrowser } from '../../src-main/launcher/browser.ts';
import { runCommand } from './command.ts';

/** The Chromium, Chrome or Edge of this machine, or null. */
export const installedChromium = (): string | null =>
  findBrowser({ platform: process.platform, env: process.env, exists: existsSync });

const packages = ['chromium', 'fonts-liberation', 'fonts-noto-color-emoji'];

const canInstall = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version');

const missing =
  'The browser tests need a Chromium, Google Chrome or Microsoft Edge and none was found. Install one ' +
  `(Debian, Ubuntu: apt install ${packages.join(' ')}), or name the program in ${browserVariable}.`;

const install = async (): Promise<void> => {
  console.log(`No Chromium here: installing ${packages.join(', ')} with apt-get.`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const steps = [['update'], ['install', '-y', '--no-install-recommends', ...packages]];
  for (const step of steps) {
    const { code, output } = await runCommand('apt-get', ['-q', ...step], { env });
    if (code !== 0) throw new Error(`${missing}\napt-get ${step.join(' ')} failed:\n${output.slice(-2000)}`);
  }
};

/**
 * The path of a browser for the tests. As root on Debian it is installed when it is missing; anywhere else a missing
 * browser is an error that names what to install.
 */
export const ensureChromium = async (): Promise<string> => {
  const found = installedChromium();
  if (found) return found;
  if (!canInstall()) throw new Error(missing);
  await install();
  const installed = installedChromium();
  if (!installed) throw new Error(missing);
  return installed;
};
