import { addDays, civilDate, type CivilDate } from './civil-date.ts';
import type { Cents } from './money.ts';

/** A repayment plan (piano di rientro) as it is agreed: equal monthly instalments, the last one takes the rest. */
export type Plan = {
  readonly instalments: number;
  /** Cents of every instalment but the last. */
  readonly amount: Cents;
  /** Cents of the last one; the same as the others where it is not said. */
  readonly lastAmount?: Cents | undefined;
  readonly firstOn: CivilDate;
};

export const PLAN_INSTALMENTS = { min: 2, max: 120 } as const;

/** What the instalments are where nobody says otherwise: the last one is the smallest by a few cents. */
export const instalmentOf = (residual: Cents, instalments: number): Cents => Math.ceil(residual / instalments);

/**
 * The last instalment, so that all of them are the residual to the cent. `too-low`: the last one would be more than the
 * others by more than rounding; `too-high`: the debt is paid before the last one.
 */
export function lastInstalment(
  residual: Cents,
  instalments: number,
  amount: Cents,
): { readonly amount: Cents } | { readonly problem: 'too-low' | 'too-high' } {
  const rest = residual - amount * (instalments - 1);
  if (rest <= 0) return { problem: 'too-high' };
  return rest >= amount + instalments ? { problem: 'too-low' } : { amount: rest };
}

/** The instalments with their due dates: the same day of every month, or the last of a shorter month. */
export function instalmentsOf({ instalments, amount, lastAmount, firstOn }: Plan): readonly {
  readonly amount: Cents;
  readonly dueOn: CivilDate;
}[] {
  return Array.from({ length: instalments }, (_, n) => ({
    amount: n === instalments - 1 ? (lastAmount ?? amount) : amount,
    dueOn: addMonths(firstOn, n),
  }));
}

/** The day on which the last instalment is due. */
export const lastDueOn = ({ firstOn, instalments }: Pick<Plan, 'firstOn' | 'instalments'>): CivilDate =>
  addMonths(firstOn, instalments - 1);

/** The same day `months` later, or the last day of a shorter month. */
function addMonths(date: CivilDate, months: number): CivilDate {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const index = year * 12 + month - 1 + months;
  const [y, m] = [Math.floor(index / 12), (index % 12) + 1];
  for (let d = day; d > 27; d -= 1) {
    const found = civilDate(y, m, d);
    if (found !== null) return found;
  }
  return civilDate(y, m, day) ?? addDays(date, 30 * months);
}
