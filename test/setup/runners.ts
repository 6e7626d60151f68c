import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { browserVariable } from '../../src-main/launcher/browser.ts';
import { root, runCommand, tool, type CommandResult } from './command.ts';
import { noTests, tallyOfPlaywright, withExitCode, type Tally } from './tally.ts';
import { tallyVariable } from './vitest-tally.ts';

/** Runs a test runner that writes a JSON report, and returns what the report and the exit code together say. */
const withReport = async (
  name: string,
  run: (file: string) => Promise<CommandResult>,
  read: (report: never) => Tally,
): Promise<Tally> => {
  const file = path.join(root, 'test-results', `${name}-${process.pid}.json`);
  await mkdir(path.dirname(file), { recursive: true });
  try {
    const { code } = await run(file);
    const tally = existsSync(file) ? read(JSON.parse(await readFile(file, 'utf8')) as never) : noTests;
    return withExitCode(tally, code);
  } finally {
    await rm(file, { force: true });
  }
};

/** Runs vitest with its usual output on the screen. */
export const runVitest = (args: readonly string[]): Promise<Tally> =>
  withReport(
    'vitest',
    (file) => {
      const reporters = ['--reporter=default', '--reporter=./test/setup/vitest-tally.ts'];
      const env = { [tallyVariable]: file };
      return runCommand(tool('vitest'), ['run', ...reporters, ...args], { stream: true, env });
    },
    (tally: Tally) => tally,
  );

type Words = readonly [program: string, ...args: string[]];

/** The same command on a network of its own with nothing but the loopback; needs root on Linux. */
export const inOwnNetwork = (words: Words): Words => [
  ...(['unshare', '--net', '--', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'] as const),
  ...words,
];

/** Runs Playwright in the given browser with its list on the screen. */
export const runPlaywright = (
  args: readonly string[],
  browser: string,
  wrap: (words: Words) => Words = (words) => words,
): Promise<Tally> =>
  withReport(
    'playwright',
    (file) => {
      const env = { [browserVariable]: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file };
      const [program, ...words] = wrap([tool('playwright'), 'test', '--reporter=list,json', ...args]);
      return runCommand(program, words, { stream: true, env });
    },
    tallyOfPlaywright,
  );
