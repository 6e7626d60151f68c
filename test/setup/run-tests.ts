import { ensureChromium } from './chromium.ts';
import { requireNode24 } from './command.ts';
import { ensureNetworkTools } from './network-tools.ts';
import { runPlaywright, runVitest } from './runners.ts';
import { addTallies, noTests, sentence, type Tally } from './tally.ts';

const isBrowserTest = (word: string): boolean => /^(?:\.\/)?test[/\\](?:e2e|a11y|sip[/\\]phone)\b/.test(word);

/**
 * `npm test`: every kind of test that needs nothing but this machine. Words after `--` choose files (those under
 * test/e2e, test/a11y and test/sip/phone go to Playwright, others to vitest); options go to whichever runner runs.
 */
const run = async (words: readonly string[]): Promise<Tally> => {
  const files = words.filter((word) => !word.startsWith('-'));
  const options = words.filter((word) => word.startsWith('-'));
  const inBrowser = files.filter(isBrowserTest);
  const outside = files.filter((word) => !isBrowserTest(word));
  const all = files.length === 0;
  const tallies: Tally[] = [];

  const browser = all || inBrowser.length > 0 ? await ensureChromium() : null;
  if (browser !== null) {
    await ensureNetworkTools();
  }
  if (all || outside.length > 0) tallies.push(await runVitest(['--project=!peers', ...options, ...outside]));
  if (browser !== null) {
    tallies.push(
      await runPlaywright(['--project=e2e', '--project=a11y', '--project=sip', ...options, ...inBrowser], browser),
    );
  }
  return addTallies(tallies);
};

requireNode24();
try {
  const tally = await run(process.argv.slice(2));
  process.exitCode = tally.failed === 0 ? 0 : 1;
  console.log(sentence(tally));
} catch (error) {
  console.log(sentence({ ...noTests, failed: 1, failures: [error instanceof Error ? error.message : String(error)] }));
  process.exitCode = 1;
}
