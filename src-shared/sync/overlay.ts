import type { CaseRow, PartyRow } from '../contract/entities.ts';
import type { Operation } from '../contract/operations.ts';
import type { OutcomeDefinition } from '../domain/outcome-catalogue.ts';
import { applyOperation } from './fold.ts';
import { historyEntry } from './history.ts';
import { partyOf, type FoldContext } from './work.ts';

/** A case and a party as pulled, without the operator's own pending operations. */
export type Base = { readonly case: CaseRow; readonly party: PartyRow };

export type OverlayContext = Omit<FoldContext, 'zone'> & {
  readonly outcomes: readonly OutcomeDefinition[];
  /** The operator's own display name, for the lines of history not yet received. */
  readonly by: string;
};

/** One own operation on the rows. `party` must be the party that the operation is about. History is newest first. */
export function overlayOne(base: Base, op: Operation, context: OverlayContext): Base {
  const { outcomes, by, ...rest } = context;
  const entry = historyEntry(op, by, 'pending', base.party.state);
  const before = { case: base.case.state, party: base.party.state };
  const { work } = applyOperation(before, op, outcomes, { ...rest, zone: base.party.zone });
  const history = entry === null ? base.case.history : [entry, ...base.case.history];
  return {
    case: { ...base.case, state: work.case, history },
    party: work.party === base.party.state ? base.party : { ...base.party, state: work.party },
  };
}

/** View = fold(base row, own operations not yet acknowledged, in order); those on other parties leave `party` alone. */
export function viewOf(base: Base, pending: readonly Operation[], context: OverlayContext): Base {
  return pending
    .filter((op) => op.caseId === base.case.id)
    .reduce((view, op) => {
      const about = partyOf(op);
      if (about === null || about === base.party.id) return overlayOne(view, op, context);
      return { case: overlayOne(view, op, context).case, party: view.party };
    }, base);
}
