import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureChromium } from './chromium.ts';
import { requireNode24, root } from './command.ts';
import { runPlaywright, runVitest } from './runners.ts';
import { addTallies, sentence, type Tally } from './tally.ts';

const folder = path.join(root, 'test', 'peers');

/** `npm run test:peers`: tests against real servers of other makers (telephone exchanges, mail, file transfer). */
const run = async (): Promise<Tally> => {
  const names = existsSync(folder) ? await readdir(folder, { recursive: true }) : [];
  const tallies: Tally[] = [];
  if (names.some((name) => /\.test\.tsx?$/.test(name))) tallies.push(await runVitest(['--project=peers']));
  if (names.some((name) => name.endsWith('.spec.ts'))) {
    tallies.push(await runPlaywright(['--project=peers'], await ensureChromium()));
  }
  if (tallies.length === 0) console.log('There are no peer suites yet: nothing was run.');
  return addTallies(tallies);
};

requireNode24();
const tally = await run();
console.log(sentence(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
