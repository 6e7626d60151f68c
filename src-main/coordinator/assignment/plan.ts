import { createHash } from 'node:crypto';
import type { Heap, LeftOut } from '../../../src-shared/contract/assignment.ts';
import { sumCents } from '../../../src-shared/domain/money.ts';
import type { SelectedCase } from './selection.ts';
import type { Team } from './team.ts';

/** One case changes hands; `from` is checked again when it is done. */
export type Move = { readonly caseId: string; readonly from: string | null; readonly to: string | null };

export const heapOf = (cases: readonly SelectedCase[]): Heap => ({
  cases: cases.length,
  residual: sumCents(cases.map(({ residual }) => residual)),
  debtors: new Set(cases.map(({ partyId }) => partyId)).size,
});

/** Splits a selection into the cases that may change hands and those that may not, with the reason. */
export const sortOut = (
  cases: readonly SelectedCase[],
  team: Team,
  options: { readonly keepHeld: boolean },
): { readonly free: readonly SelectedCase[]; readonly leftOut: LeftOut } => {
  const free: SelectedCase[] = [];
  const rules = new Map<string, number>();
  const count = { blocked: 0, closed: 0, held: 0, elsewhere: 0 };
  for (const item of cases) {
    const reason = reasonToLeave(item, team, options.keepHeld);
    if (reason === null) free.push(item);
    else count[reason] += 1;
    if (reason === 'blocked') rules.set(ruleOf(item.blocked), (rules.get(ruleOf(item.blocked)) ?? 0) + 1);
  }
  const byRule = [...rules].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([rule, n]) => ({ rule, cases: n }));
  return { free, leftOut: { ...count, rules: byRule } };
};

const reasonToLeave = (
  { closed, blocked, assignedTo }: SelectedCase,
  team: Team,
  keepHeld: boolean,
): 'closed' | 'blocked' | 'held' | 'elsewhere' | null => {
  if (closed) return 'closed';
  const held = team.holds(assignedTo);
  if (held === 'elsewhere') return 'elsewhere';
  if (blocked !== null) return 'blocked';
  return keepHeld && held === 'own' ? 'held' : null;
};

const ruleOf = (blocked: string | null): string => {
  const parsed: unknown = JSON.parse(blocked ?? '{}');
  const rule = typeof parsed === 'object' && parsed !== null && 'rule' in parsed ? parsed.rule : undefined;
  return typeof rule === 'string' ? rule : '';
};

/** Of exactly these moves, whatever their order: what is confirmed must be what was seen. */
export const fingerprintOf = (moves: readonly Move[]): string => {
  const hash = createHash('sha256');
  for (const { caseId, from, to } of moves.toSorted((a, b) => (a.caseId < b.caseId ? -1 : 1))) {
    hash.update(`${caseId}|${from ?? ''}|${to ?? ''}\n`);
  }
  return hash.digest('hex');
};
