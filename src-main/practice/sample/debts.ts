import { addDays, type CivilDate } from '../../../src-shared/domain/civil-date.ts';
import type { Cents } from '../../../src-shared/domain/money.ts';
import type { Random } from './random.ts';

export type SamplePosition = {
  readonly number: number;
  readonly dueOn: CivilDate;
  readonly principal: Cents;
  readonly interest: Cents;
  readonly fees: Cents;
};

export type DebtShape = {
  readonly product: string;
  /** Cents of one instalment or invoice, from and to. */
  readonly amount: readonly [Cents, Cents];
  /** One and the same instalment every time, as a loan has it. */
  readonly level: boolean;
  /** How many are unpaid, at most. */
  readonly most: number;
  /** Days past due of the newest one. */
  readonly overdue: readonly [number, number];
  readonly fees: Cents;
  /** Hundredths of a percent a day, for default interest. */
  readonly dailyRate: number;
};

/** Unpaid instalments, newest overdue some weeks, one a month back from there; oldest first. */
export function positionsOf(shape: DebtShape, baseDate: CivilDate, random: Random): readonly SamplePosition[] {
  const count = Math.min(shape.most, 1 + Math.floor(random.next() * random.next() * shape.most * 1.6));
  const newest = random.int(...shape.overdue);
  const instalment = random.int(...shape.amount);
  const first = random.int(3, 48);
  return Array.from({ length: count }, (_, i) => {
    const days = newest + (count - 1 - i) * 30;
    const principal = shape.level ? instalment : random.int(...shape.amount);
    return {
      number: first + i,
      dueOn: addDays(baseDate, -days),
      principal,
      interest: Math.round((principal * days * shape.dailyRate) / 1_000_000),
      fees: shape.fees,
    };
  });
}

export const totalOf = ({ principal, interest, fees }: SamplePosition): Cents => principal + interest + fees;

/** How many cases each debtor has: most have one, a few have two or three that belong together. */
export const casesOf = (random: Random): number => (random.chance(0.87) ? 1 : random.chance(0.85) ? 2 : 3);
