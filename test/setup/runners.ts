import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { browserVariable } from '../../src-main/launcher/browser.ts';
import { root, runCommand, tool } from './command.ts';
import { noTests, tallyOfPlaywright, tallyOfVitest, withExitCode, type Tally } from './tally.ts';

const reports = path.join(root, 'test-results');

const readReport = async (file: string, read: (report: never) => Tally): Promise<Tally> =>
  existsSync(file) ? read(JSON.parse(await readFile(file, 'utf8')) as never) : noTests;

const freshReport = async (name: string): Promise<string> => {
  await mkdir(reports, { recursive: true });
  const file = path.join(reports, name);
  await rm(file, { force: true });
  return file;
};

/** Runs vitest with its usual output on the screen and returns what its report says. */
export const runVitest = async (args: readonly string[]): Promise<Tally> => {
  const file = await freshReport(`vitest-${process.pid}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await runCommand(tool('vitest'), ['run', ...reporters, ...args], { stream: true });
  return withExitCode(await readReport(file, tallyOfVitest), code);
};

/** Runs Playwright in the given browser with its list on the screen and returns what its report says. */
export const runPlaywright = async (args: readonly string[], browser: string): Promise<Tally> => {
  // Beside test-results, not in it: Playwright empties that folder when it starts.
  const file = path.join(root, 'out', `playwright-${process.pid}.json`);
  await rm(file, { force: true });
  const env = { [browserVariable]: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
  const { code } = await runCommand(tool('playwright'), ['test', '--reporter=list,json', ...args], {
    stream: true,
    env,
  });
  const tally = withExitCode(await readReport(file, tallyOfPlaywright), code);
  await rm(file, { force: true });
  return tally;
};
