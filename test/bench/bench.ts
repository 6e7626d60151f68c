import type { BedName } from '../sip/phone/beds/table.ts';

/** One line of the table: what was measured beside its budget and its baseline of the same run. */
export type Row = {
  /** In the words of the budget table: `push: single operations, 100 connections`. */
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly budget?: { readonly atLeast: number } | { readonly atMost: number };
  /** The same thing done as barely as it can be, measured in the same run. */
  readonly baseline?: { readonly what: string; readonly value: number };
  /** What else the reader must know: sizes, spread over rounds. */
  readonly note?: string;
};

/**
 * A file `test/bench/<name>.bench.ts` exports `bench`. `run` prints nothing: what it wants to say goes through `say`,
 * line by line, and the rows it answers become the table and `out/bench.json`.
 */
export type Bench = {
  readonly name: string;
  /** What is measured, in one line for `--list`. */
  readonly summary: string;
  readonly run: (options: BenchOptions) => Promise<readonly Row[]>;
};

export type BenchOptions = {
  /** 1 is the size of the budget table; less for a quick look. */
  readonly scale: number;
  /** The exchange behind the telephone's bench. */
  readonly bed: BedName;
  readonly say: (line: string) => void;
};

export const within = ({ value, budget }: Row): boolean | null => {
  if (budget === undefined) return null;
  return 'atLeast' in budget ? value >= budget.atLeast : value <= budget.atMost;
};
