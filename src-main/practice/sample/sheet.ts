import type { Debtor } from './people.ts';

/** A row under way: what stands in each column. Faults are written into it before the file is. */
export type SampleRow = {
  /** Which debtor and which case the row belongs to, whatever its cells say later. */
  readonly debtor: Debtor;
  readonly caseNumber: string;
  readonly cells: Record<string, string>;
};

/** What was put wrong on purpose: counts of cases, and of rows where it says so. */
export type Planted = {
  readonly rows: number;
  readonly debtors: number;
  readonly cases: number;
  readonly taxCodes: number;
  readonly phones: number;
  readonly postalCodes: number;
  readonly emails: number;
  readonly ibans: number;
  readonly unknownCodes: number;
  /** Rows that cannot be loaded, and the cases they take with them. */
  readonly refusedRows: number;
  readonly refusedCases: number;
  readonly duplicateRows: number;
};

export type Sheet = {
  readonly columns: readonly string[];
  readonly rows: readonly SampleRow[];
  readonly planted: Planted;
};
