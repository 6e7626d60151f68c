export type SharingUnit = {
  readonly partyId: string;
  readonly cases: readonly { readonly id: string; readonly value: number }[];
  /** The operator who already works other cases of this debtor: they go where those are. */
  readonly holder?: string;
};

export type SharingOperator = {
  readonly id: string;
  /** What he already has: cases and cents. */
  readonly load: { readonly count: number; readonly value: number };
};

/**
 * Gives cases to operators, equally by number or by value, the cases of one debtor always to one operator.
 *
 * The heaviest debtors first, each to whoever has least. So no operator who got something ends above the least loaded
 * one by more than the heaviest debtor he was given (debtors with a holder aside). The same input, in whatever order,
 * gives the same answer. Every operator is in the map, also with nothing.
 */
export function shareCases(
  units: readonly SharingUnit[],
  operators: readonly SharingOperator[],
  by: 'number' | 'value',
): Map<string, string[]> {
  if (operators.length === 0) throw new RangeError('nobody to share among');
  const desks = operators.map((operator) => ({
    id: operator.id,
    main: loadOf(operator, by),
    other: loadOf(operator, otherOf(by)),
  }));
  const shares = new Map<string, string[]>(desks.toSorted((a, b) => compareText(a.id, b.id)).map(({ id }) => [id, []]));
  const weighed = units
    .map((unit) => ({ unit, main: weightOf(unit, by), other: weightOf(unit, otherOf(by)) }))
    .toSorted((a, b) => b.main - a.main || b.other - a.other || compareText(a.unit.partyId, b.unit.partyId));
  // Debtors who have an operator are no choice: they come first, so that the others even them out.
  const settled = weighed.filter(({ unit }) => unit.holder !== undefined && shares.has(unit.holder));
  const free = weighed.filter(({ unit }) => unit.holder === undefined || !shares.has(unit.holder));
  for (const { unit, main, other } of [...settled, ...free]) {
    const held = shares.has(unit.holder ?? '') ? desks.find(({ id }) => id === unit.holder) : undefined;
    const desk = held ?? desks.reduce((least, next) => (compareDesks(next, least) < 0 ? next : least));
    desk.main += main;
    desk.other += other;
    shares.get(desk.id)?.push(...unit.cases.map(({ id }) => id));
  }
  return shares;
}

type Desk = { readonly id: string; main: number; other: number };

function compareDesks(a: Desk, b: Desk): number {
  return a.main - b.main || a.other - b.other || compareText(a.id, b.id);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const otherOf = (by: 'number' | 'value'): 'number' | 'value' => (by === 'number' ? 'value' : 'number');

function loadOf({ load }: SharingOperator, by: 'number' | 'value'): number {
  return by === 'number' ? load.count : load.value;
}

function weightOf({ cases }: SharingUnit, by: 'number' | 'value'): number {
  return by === 'number' ? cases.length : cases.reduce((sum, { value }) => sum + Math.max(0, value), 0);
}
