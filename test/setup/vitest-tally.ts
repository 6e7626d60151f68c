import { writeFileSync } from 'node:fs';
import type { Reporter } from 'vitest/node';
import { tallyOfVitest } from './tally.ts';

/** Names the file that the tally of a run is written to. */
export const tallyVariable = 'SOLLECITO_TALLY';

/** Writes what a run of vitest came to, with what was thrown outside any test: its own JSON report leaves that out. */
// oxlint-disable-next-line import/no-default-export -- vitest takes a reporter as its file's default.
export default class TallyReporter implements Reporter {
  onTestRunEnd: NonNullable<Reporter['onTestRunEnd']> = (modules, thrown) => {
    const ran = modules.map((module) => ({
      name: module.relativeModuleId,
      failed: module.state() === 'failed',
      message: module.errors()[0]?.message,
      tests: [...module.children.allTests()].map((test) => {
        const { state, errors } = test.result();
        return { name: test.fullName, state, message: errors?.[0]?.message };
      }),
    }));
    const messages = thrown.map(({ message, cause }) => [message, cause?.message].filter(Boolean).join(' '));
    writeFileSync(process.env[tallyVariable] ?? 'tally.json', JSON.stringify(tallyOfVitest(ran, messages)));
  };
}
