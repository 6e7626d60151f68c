import type { OutcomeDefinition } from '../../../../src-shared/domain/outcome-definition.ts';
import { localAt } from '../../../../src-shared/domain/civil-date.ts';

/** One activity as the tally reads it. `params` is what the history line says of itself (sync/history.ts). */
export type Activity = {
  readonly kind: string;
  readonly at: string;
  readonly code: string | null;
  readonly disposition: string;
  readonly params: Readonly<Record<string, unknown>>;
};

export type Counts = {
  readonly attempts: number;
  readonly contacts: number;
  readonly rightParty: number;
  readonly promises: number;
  /** Cents. */
  readonly promised: number;
};

export type Counted = Counts & {
  readonly day: string;
  readonly hour: number;
  /** The call this activity belongs to: its right party is reached once, whatever it is told about several cases. */
  readonly callId: string | null;
};

const NOTHING: Counts = { attempts: 0, contacts: 0, rightParty: 0, promises: 0, promised: 0 };

/**
 * What an activity adds to the figures, at its day and hour on the workspace's clock. Facts count whatever became of
 * their effect (a conflict, a late arrival); what was refused is no fact. An attempt is a call
 * with the two keys, placed or received, or an outcome without them that was given for a number or reached somebody: so no
 * rate on attempts counts what its denominator does not.
 */
export const countActivity = (
  activity: Activity,
  outcomes: ReadonlyMap<string, OutcomeDefinition>,
  zone: string,
): Counted => {
  const { date, time } = localAt(activity.at, zone);
  const callId = textOf(activity.params['callOpId']);
  return { ...countsOf(activity, outcomes, callId), day: date, hour: Number(time.slice(0, 2)), callId };
};

const countsOf = (
  { kind, code, disposition, params }: Activity,
  outcomes: ReadonlyMap<string, OutcomeDefinition>,
  callId: string | null,
): Counts => {
  if (disposition === 'rejected') return NOTHING;
  if (kind === 'call') return { ...NOTHING, attempts: 1 };
  const definition = kind === 'outcome' ? outcomes.get(code ?? '') : undefined;
  if (definition === undefined) return NOTHING;
  const { verified, contactPointId, promiseDueOn, promiseAmount, planInstalments, planAmount, planLast, withheld } =
    params;
  // As the fold counts conversations (sync/fold-outcome.ts).
  const reached = definition.rightParty === 'yes' || (definition.rightParty === 'unknown' && verified === 'verified');
  const somebody = reached || verified === 'third-party' || definition.lattice !== 'no-contact';
  const [instalments, each] =
    planInstalments === undefined ? [1, 0] : [numberOf(planInstalments), numberOf(planAmount)];
  // What could not stand as it was said is no promise.
  const made = withheld === undefined && (promiseDueOn !== undefined || planInstalments !== undefined);
  return {
    attempts: callId === null && (somebody || textOf(contactPointId) !== null) ? 1 : 0,
    contacts: somebody ? 1 : 0,
    rightParty: reached ? 1 : 0,
    promises: made ? 1 : 0,
    promised: made ? numberOf(promiseAmount) + (instalments - 1) * each + numberOf(planLast ?? each) : 0,
  };
};

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** The milestones of a case, 0 or 1 each, as they stand in its row. */
export type Milestones = {
  readonly worked: number;
  readonly reached: number;
  readonly promised: number;
  readonly paying: number;
};

export const NOT_YET: Milestones = { worked: 0, reached: 0, promised: 0, paying: 0 };

export const milestonesOf = (row: {
  readonly worked: number;
  readonly paid: number;
  readonly conversations: number;
  readonly promises: number;
}): Milestones => ({
  worked: row.worked > 0 ? 1 : 0,
  reached: row.conversations > 0 ? 1 : 0,
  promised: row.promises > 0 ? 1 : 0,
  paying: row.paid > 0 ? 1 : 0,
});

/** What the change of one case's milestones does to its batch's sums. */
export const changeOf = (before: Milestones, after: Milestones): Milestones => ({
  worked: after.worked - before.worked,
  reached: after.reached - before.reached,
  promised: after.promised - before.promised,
  paying: after.paying - before.paying,
});
