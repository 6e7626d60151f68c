import type { FinalClassName, ReturnTotals } from '../../../src-shared/contract/closing.ts';
import { sumCents } from '../../../src-shared/domain/money.ts';

/** One case as the creditor gets it back. Amounts in cents, days as civil dates of the workspace. */
export type ReturnLine = {
  readonly caseId: string;
  readonly caseNumber: string;
  readonly contracts: readonly string[];
  readonly debtor: string;
  readonly taxCode: string;
  readonly class: FinalClassName;
  readonly reason: string;
  readonly placedOn: string;
  readonly firstWorkedOn: string | null;
  readonly lastWorkedOn: string | null;
  readonly attempts: number;
  readonly conversations: number;
  readonly lastOutcome: string | null;
  readonly lastOutcomeOn: string | null;
  readonly promises: { readonly made: number; readonly kept: number; readonly broken: number; readonly open: number };
  readonly entrusted: number;
  /** Collected by component; what was paid beyond the debt is in none of them. */
  readonly collected: {
    readonly principal: number;
    readonly interest: number;
    readonly fees: number;
    readonly other: number;
  };
  readonly overpaid: number;
  readonly residual: number;
  readonly lastPaidOn: string | null;
  /** Contact points that operators found. */
  readonly newContacts: readonly string[];
  readonly notes: number;
};

/** Paid on the case in all: the components and what was paid beyond the debt. */
export const collectedOf = ({ collected: c, overpaid }: ReturnLine): number =>
  c.principal + c.interest + c.fees + c.other + overpaid;

const CLASSES = ['positive', 'partial', 'negative'] as const satisfies readonly FinalClassName[];

/** The sums of the trailer. Exact: throws where a sum leaves the safe integers. */
export const totalsOf = (lines: readonly ReturnLine[]): ReturnTotals => ({
  ...sumsOf(lines),
  principal: sumCents(lines.map((line) => line.collected.principal)),
  interest: sumCents(lines.map((line) => line.collected.interest)),
  fees: sumCents(lines.map((line) => line.collected.fees)),
  other: sumCents(lines.map((line) => line.collected.other)),
  promises: sumCents(lines.map((line) => line.promises.made)),
  promisesKept: sumCents(lines.map((line) => line.promises.kept)),
  classes: CLASSES.map((name) => ({ class: name, ...sumsOf(lines.filter((line) => line.class === name)) })),
  reasons: reasonsOf(lines),
});

const sumsOf = (lines: readonly ReturnLine[]): Pick<ReturnTotals, keyof typeof EMPTY> => ({
  cases: lines.length,
  entrusted: sumCents(lines.map((line) => line.entrusted)),
  collected: sumCents(lines.map(collectedOf)),
  overpaid: sumCents(lines.map((line) => line.overpaid)),
  residual: sumCents(lines.map((line) => line.residual)),
});
const EMPTY = { cases: 0, entrusted: 0, collected: 0, overpaid: 0, residual: 0 };

const reasonsOf = (lines: readonly ReturnLine[]): ReturnTotals['reasons'] => {
  const groups = Map.groupBy(lines, (line) => `${CLASSES.indexOf(line.class)}|${line.reason}`);
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const first = group[0];
      if (first === undefined) return [];
      const residual = sumCents(group.map((line) => line.residual));
      return [{ class: first.class, reason: first.reason, cases: group.length, residual }];
    });
};
