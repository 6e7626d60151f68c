import { describe, expect, test } from 'vitest';
import { addTallies, noTests, sentence, tallyOfPlaywright, tallyOfVitest, withExitCode } from '../../setup/tally.ts';

describe('CI-01 the closing line tells the truth', () => {
  test('CI-01 both runners are summed, and what failed is named above', () => {
    const sum = addTallies([
      { passed: 3, failed: 1, skipped: 0, failures: ['a.test.ts adds: 1 is not 2'] },
      { passed: 2, failed: 0, skipped: 1, failures: [] },
    ]);
    expect(sentence(sum)).toBe('FAILED a.test.ts adds: 1 is not 2\n5 passed, 1 failed, 1 skipped');
  });

  test('CI-01 a test file that cannot be loaded is a failure, and so is a process that dies under its tests', () => {
    const file = (name: string, failed: boolean, message?: string) => ({ name, failed, message, tests: [] });
    const ran = (name: string, state: 'passed' | 'failed' | 'skipped' | 'pending', message?: string) => ({
      name,
      state,
      message,
    });
    const sums = [ran('sums adds', 'failed', '\u001B[31m1 is not\n    2\u001B[39m'), ran('sums later', 'skipped')];
    const files = [
      file('lost.test.ts', true, 'no such module'),
      { ...file('sums.test.ts', true), tests: sums },
      { ...file('good.test.ts', false), tests: [ran('good', 'passed')] },
      { ...file('died.test.ts', false), tests: [ran('before', 'passed'), ran('at it', 'pending')] },
    ];
    expect(tallyOfVitest(files, ['Worker exited unexpectedly'])).toEqual({
      passed: 2,
      failed: 3,
      skipped: 1,
      failures: [
        'lost.test.ts: no such module',
        'sums adds: 1 is not 2',
        'outside any test: Worker exited unexpectedly',
      ],
    });
  });

  test('CI-01 flaky counts as failed, and so does an error outside any test', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    const ran = (title: string, status: string, message?: string) => ({
      title,
      file: 'e2e/day.spec.ts',
      tests: [{ projectName: 'e2e', status, results: [message === undefined ? {} : { error: { message } }] }],
    });
    const suites = [
      { specs: [ran('opens', 'expected')], suites: [{ specs: [ran('calls', 'unexpected', 'nobody\n answered')] }] },
      { specs: [ran('syncs', 'flaky', 'late')] },
    ];
    expect(tallyOfPlaywright({ stats, errors: [{ message: 'no browser' }], suites })).toEqual({
      passed: 5,
      failed: 3,
      skipped: 2,
      failures: [
        '[e2e] e2e/day.spec.ts calls: nobody answered',
        '[e2e] e2e/day.spec.ts syncs: late',
        'outside any test: no browser',
      ],
    });
  });

  test('CI-01 a runner that ran nothing, or ended badly, has failed', () => {
    expect(withExitCode(noTests, 0).failed).toBe(1);
    expect(withExitCode({ ...noTests, passed: 3 }, 1)).toMatchObject({ failed: 1, failures: [expect.any(String)] });
    expect(withExitCode({ ...noTests, passed: 3 }, 0).failed).toBe(0);
    expect(withExitCode({ ...noTests, failed: 2 }, 1)).toMatchObject({ failed: 2, failures: [] });
  });
});
