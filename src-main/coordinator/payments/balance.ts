import type { Split } from '../../../src-shared/contract/payments.ts';
import { allocatePayment, type PositionResidual } from '../../../src-shared/domain/allocation.ts';
import type { CivilDate } from '../../../src-shared/domain/civil-date.ts';

/** A position as it was entrusted. Cents; `total` may differ from the components by the creditor's rounding. */
export type Entrusted = {
  readonly id: string;
  readonly dueOn: CivilDate | null;
  readonly principal: number;
  readonly interest: number;
  readonly fees: number;
  readonly other: number;
  readonly total: number;
};

export type Balance = {
  readonly split: Split;
  /** Paid on each position, by its id; positions with nothing are not in it. */
  readonly byPosition: ReadonlyMap<string, number>;
  readonly residual: number;
  readonly overpaid: number;
};

/**
 * How a sum of payments stands on the debt: oldest position first, costs and interest before principal. It depends on
 * the sum alone, so a reversal needs no memory of how its payment was spread: what is left is spread anew, and the
 * components, the positions and the residual always agree.
 */
export const balanceOf = (positions: readonly Entrusted[], paid: number): Balance => {
  const total = positions.reduce((sum, position) => sum + Math.max(0, position.total), 0);
  const counted = Math.min(paid, total);
  const over = Math.max(0, paid - total);
  const nothing = { principal: 0, interest: 0, fees: 0, other: 0 };
  const { lines } = counted > 0 ? allocatePayment(positions.map(residualOf), counted) : { lines: [] };
  const split = { ...nothing, over };
  for (const line of lines) {
    for (const component of ['principal', 'interest', 'fees', 'other'] as const) split[component] += line[component];
  }
  return {
    split,
    byPosition: new Map(lines.map((line) => [line.id, line.total])),
    residual: total - counted,
    overpaid: over,
  };
};

const COMPONENTS = ['other', 'fees', 'interest', 'principal'] as const;

/** The creditor's rounding belongs to "other"; a component below zero is a discount on the rest of its position. */
const residualOf = (position: Entrusted): PositionResidual => {
  const parts = { principal: 0, interest: 0, fees: 0, other: 0 };
  let gap = Math.max(0, position.total);
  for (const component of COMPONENTS) {
    parts[component] = Math.max(0, position[component]);
    gap -= parts[component];
  }
  if (gap > 0) parts.other += gap;
  for (const component of COMPONENTS) {
    const taken = gap < 0 ? Math.min(-gap, parts[component]) : 0;
    parts[component] -= taken;
    gap += taken;
  }
  return { id: position.id, dueOn: position.dueOn, residual: parts };
};
