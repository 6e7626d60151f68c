import type { CivilDate } from './civil-date.ts';
import type { Cents } from './money.ts';

export type AmountComponent = 'principal' | 'interest' | 'fees' | 'other';

export type PositionResidual = {
  readonly id: string;
  readonly residual: Readonly<Record<AmountComponent, Cents>>;
  readonly dueOn: CivilDate | null;
};

export type AllocationLine = { readonly id: string; readonly total: Cents } & Readonly<Record<AmountComponent, Cents>>;

export type Allocation = {
  /** One line per position that received something, oldest first. */
  readonly lines: readonly AllocationLine[];
  readonly allocated: Cents;
  /** What was left when every position was paid. */
  readonly overpayment: Cents;
};

/**
 * Costs and interest before principal, as art. 1194 of the civil code has it where the creditor agrees nothing else.
 * A mandate may name another order.
 */
export const DEFAULT_COMPONENT_ORDER: readonly AmountComponent[] = ['fees', 'interest', 'other', 'principal'];

/**
 * Spreads a payment over the positions, oldest due date first (no date last), one position after the other.
 * `amount` is positive cents: a reversal undoes the lines of its own payment and is not spread again.
 */
export function allocatePayment(
  positions: readonly PositionResidual[],
  amount: Cents,
  order: readonly AmountComponent[] = DEFAULT_COMPONENT_ORDER,
): Allocation {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new RangeError(`not a payment: ${amount}`);
  const lines: AllocationLine[] = [];
  let left = amount;
  for (const position of positions.toSorted(oldestFirst)) {
    const line = { id: position.id, total: 0, principal: 0, interest: 0, fees: 0, other: 0 };
    for (const component of order) {
      const part = Math.min(left, Math.max(0, position.residual[component]));
      line[component] += part;
      line.total += part;
      left -= part;
    }
    if (line.total > 0) lines.push(line);
  }
  return { lines, allocated: amount - left, overpayment: left };
}

function oldestFirst(a: PositionResidual, b: PositionResidual): number {
  const [first, second] = [a.dueOn ?? '9999-12-31', b.dueOn ?? '9999-12-31'];
  return first < second ? -1 : first > second ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
