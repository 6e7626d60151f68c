import { describe, expect, test } from 'vitest';
import { addTallies, sentence, tallyOfPlaywright, tallyOfVitest, withExitCode } from '../../setup/tally.ts';

describe('CI-01 the closing line tells the truth', () => {
  test('CI-01 both runners are summed', () => {
    const sum = addTallies([
      { passed: 3, failed: 1, skipped: 0 },
      { passed: 2, failed: 0, skipped: 1 },
    ]);
    expect(sentence(sum)).toBe('5 passed, 1 failed, 1 skipped');
  });

  test('CI-01 a test file that cannot be loaded is a failure', () => {
    const report = {
      numPassedTests: 4,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
      ],
    };
    expect(tallyOfVitest(report)).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });

  test('CI-01 flaky counts as failed, and so does an error outside any test', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 };
    expect(tallyOfPlaywright({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3, skipped: 2 });
  });

  test('CI-01 a runner that ran nothing, or ended badly, has failed', () => {
    const none = { passed: 0, failed: 0, skipped: 0 };
    expect(withExitCode(none, 0).failed).toBe(1);
    expect(withExitCode({ ...none, passed: 3 }, 1).failed).toBe(1);
    expect(withExitCode({ ...none, passed: 3 }, 0).failed).toBe(0);
    expect(withExitCode({ ...none, failed: 2 }, 1).failed).toBe(2);
  });
});
