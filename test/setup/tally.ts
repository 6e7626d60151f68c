/** How many tests passed, failed and were skipped; what failed is named. */
export type Tally = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for each: which test, and the first thing that was said of it. */
  readonly failures: readonly string[];
};

export const noTests: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

export const addTallies = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (sum, { passed, failed, skipped, failures }) => ({
      passed: sum.passed + passed,
      failed: sum.failed + failed,
      skipped: sum.skipped + skipped,
      failures: [...sum.failures, ...failures],
    }),
    noTests,
  );

/** The closing line; above it, what failed: a log of an hour has its failures in the middle. */
export const sentence = ({ passed, failed, skipped, failures }: Tally): string =>
  [...failures.map((line) => `FAILED ${line}`), `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n');

// oxlint-disable-next-line no-control-regex -- the runners colour what they say.
const COLOURS = /\u001B\[[\d;]*m/gu;

/** Name and message on one line, whatever the message brings. */
const line = (name: string, message: string | undefined): string => {
  const words = (message || 'no word of why').replace(COLOURS, '').split('\n').slice(0, 8).join(' ');
  return `${name}: ${words.replace(/\s+/gu, ' ').trim().slice(0, 400)}`;
};

/** A test file as vitest ran it, and its tests. */
type Ran = {
  readonly name: string;
  readonly failed: boolean;
  readonly message: string | undefined;
  readonly tests: readonly {
    readonly name: string;
    readonly state: 'passed' | 'failed' | 'skipped' | 'pending';
    readonly message: string | undefined;
  }[];
};

/** A file that could not be loaded, or not be run to its end, counts as one failure, and so does each error outside. */
export const tallyOfVitest = (files: readonly Ran[], outside: readonly string[]): Tally => {
  const tests = files.flatMap((file) => file.tests);
  const failures = [
    ...files.flatMap((file) => {
      const failed = file.tests.filter(({ state }) => state === 'failed');
      if (failed.length > 0) return failed.map(({ name, message }) => line(name, message));
      return file.failed ? [line(file.name, file.message)] : [];
    }),
    ...outside.map((message) => line('outside any test', message)),
  ];
  return {
    passed: tests.filter(({ state }) => state === 'passed').length,
    failed: failures.length,
    skipped: tests.filter(({ state }) => state === 'skipped').length,
    failures,
  };
};

type PlaywrightError = { readonly message?: string };
type PlaywrightSuite = {
  readonly specs: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly projectName: string;
      readonly status: string;
      readonly results: readonly { readonly error?: PlaywrightError }[];
    }[];
  }[];
  readonly suites?: readonly PlaywrightSuite[];
};

type PlaywrightReport = {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly PlaywrightError[];
  readonly suites: readonly PlaywrightSuite[];
};

const failuresOf = ({ specs, suites = [] }: PlaywrightSuite): readonly string[] => [
  ...specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) =>
        line(`[${projectName}] ${file} ${title}`, results.find(({ error }) => error !== undefined)?.error?.message),
      ),
  ),
  ...suites.flatMap(failuresOf),
];

/** Reads Playwright's JSON report; a flaky test counts as failed, and so does an error outside any test. */
export const tallyOfPlaywright = ({ stats, errors, suites }: PlaywrightReport): Tally => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + errors.length,
  skipped: stats.skipped,
  failures: [...suites.flatMap(failuresOf), ...errors.map(({ message }) => line('outside any test', message))],
});

/** A runner that ended badly without naming a failed test, or ran nothing at all, has failed all the same. */
export const withExitCode = (tally: Tally, code: number): Tally =>
  (code !== 0 || tally.passed + tally.skipped === 0) && tally.failed === 0
    ? { ...tally, failed: 1, failures: [...tally.failures, `a runner that ended with ${code} and named no test`] }
    : tally;
