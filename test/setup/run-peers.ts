import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureChromium } from './chromium.ts';
import { requireNode24, root } from './command.ts';
import { ensureNetworkTools } from './network-tools.ts';
import { inOwnNetwork, runPlaywright, runVitest } from './runners.ts';
import { asteriskTrouble, ensureAsterisk } from '../sip/phone/beds/asterisk/install.ts';
import { addTallies, noTests, sentence, type Tally } from './tally.ts';
import { telephoneServersTrouble } from './telephone-servers.ts';

const folder = path.join(root, 'test', 'peers');

/** A run that must show something may not pass because it shows nothing. */
const notRun = (why: string): Tally => {
  console.log(why);
  return process.env['CI'] ? { ...noTests, failed: 1, failures: [why] } : { ...noTests, skipped: 1 };
};

/** The telephone's scenarios on Kamailio; the long ones only by night. One after the other: they share one network. */
const telephones = async (night: boolean): Promise<Tally> => {
  const trouble = await telephoneServersTrouble();
  if (trouble !== null) {
    return notRun(`The telephone's scenarios were not run on Kamailio, rtpengine, baresip and sipp: ${trouble}.`);
  }
  await ensureNetworkTools();
  const args = ['--project=kamailio', '--project=sound', '--workers=1', ...(night ? [] : ['--grep-invert=@night'])];
  return runPlaywright(args, await ensureChromium(), inOwnNetwork);
};

/** The telephone's scenarios on a real PBX. Rejects where it should be installable and is not. */
const onAsterisk = async (): Promise<Tally> => {
  const trouble = asteriskTrouble();
  if (trouble !== null) {
    return notRun(`The telephone's scenarios were not run on Asterisk: ${trouble}.`);
  }
  const browser = await ensureChromium();
  await ensureNetworkTools();
  console.log(`Asterisk ${(await ensureAsterisk()).version}`);
  return runPlaywright(['--project=asterisk'], browser);
};

/** `npm run test:peers`: tests against real servers of other makers (telephone exchanges, mail, file transfer); `--night`: all of them. */
const run = async (): Promise<Tally> => {
  const names = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
  const tallies: Tally[] = [];
  if (names.some((name) => /\.test\.tsx?$/.test(name))) tallies.push(await runVitest(['--project=peers']));
  if (names.some((name) => name.endsWith('.spec.ts'))) {
    tallies.push(await runPlaywright(['--project=peers'], await ensureChromium()));
  }
  tallies.push(await telephones(process.argv.includes('--night')));
  tallies.push(await onAsterisk());
  return addTallies(tallies);
};

requireNode24();
try {
  const tally = await run();
  console.log(sentence(tally));
  process.exitCode = tally.failed === 0 ? 0 : 1;
} catch (error) {
  console.log(sentence({ ...noTests, failed: 1, failures: [error instanceof Error ? error.message : String(error)] }));
  process.exitCode = 1;
}
