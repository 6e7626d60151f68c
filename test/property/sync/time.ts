/** One clock for the whole run; nothing waits for it. */
export type TestTime = {
  readonly ms: () => number;
  readonly now: () => string;
  readonly pass: (ms: number) => void;
};

export const START = Date.UTC(2026, 10, 23, 9, 0, 0);

export function testTime(start = START): TestTime {
  let at = start;
  return {
    ms: () => at,
    now: () => new Date(at).toISOString(),
    pass: (ms) => {
      at += ms;
    },
  };
}
