export const VERDICTS = ['accepted', 'rejected', 'duplicate', 'ignored'] as const;
export type Verdict = (typeof VERDICTS)[number];

const MARK = { warned: 4, blocked: 8 } as const;

/** What became of each row of a file, by its index; six bytes a row. */
export type RowBook = {
  readonly add: (row: RowFacts) => void;
  readonly size: () => number;
  readonly verdict: (index: number) => Verdict;
  readonly judge: (index: number, verdict: Verdict) => void;
  readonly caseOf: (index: number) => number;
  readonly lineOf: (index: number) => number;
  readonly warned: (index: number) => boolean;
  readonly blocked: (index: number) => boolean;
};

export type RowFacts = {
  readonly verdict: Verdict;
  /** Number of the case in the case book; -1 for none. */
  readonly case: number;
  readonly line: number;
  readonly warned: boolean;
  readonly blocked: boolean;
};

export const createRowBook = (expected = 1024): RowBook => {
  let capacity = Math.max(expected, 1024);
  let size = 0;
  let marks = new Uint8Array(capacity);
  let cases = new Int32Array(capacity);
  let lines = new Int32Array(capacity);
  const mark = (index: number): number => marks[index] ?? 0;
  return {
    size: () => size,
    add: (row) => {
      if (size === capacity) {
        capacity *= 2;
        const [m, c, l] = [new Uint8Array(capacity), new Int32Array(capacity), new Int32Array(capacity)];
        m.set(marks);
        c.set(cases);
        l.set(lines);
        [marks, cases, lines] = [m, c, l];
      }
      marks[size] = VERDICTS.indexOf(row.verdict) | (row.warned ? MARK.warned : 0) | (row.blocked ? MARK.blocked : 0);
      cases[size] = row.case;
      lines[size] = row.line;
      size += 1;
    },
    verdict: (index) => VERDICTS[mark(index) & 3] ?? 'ignored',
    judge: (index, verdict) => void (marks[index] = (mark(index) & ~3) | VERDICTS.indexOf(verdict)),
    caseOf: (index) => cases[index] ?? -1,
    lineOf: (index) => lines[index] ?? 0,
    warned: (index) => (mark(index) & MARK.warned) !== 0,
    blocked: (index) => (mark(index) & MARK.blocked) !== 0,
  };
};
