/** What an outcome is, as data that the leader may edit. domain.md §3. */

export type OutcomeGroup = 'contact' | 'promise' | 'no-contact' | 'paid' | 'dispute' | 'refusal' | 'stop';

/** What decides between two states written at the same time, weakest first (sync.md, conflicts). */
export const LATTICE_ORDER = ['no-contact', 'contact', 'promise', 'paid', 'dispute', 'stop'] as const;
export type OutcomeLattice = (typeof LATTICE_ORDER)[number];

/**
 * Only the right party can have said it, so only after the identity is verified can it be recorded: a promise and a plan
 * always, whatever the catalogue says. Whoever asks not to be contacted need not prove who he is.
 */
export const needsIdentity = (
  outcome: Pick<OutcomeDefinition, 'rightParty' | 'lattice' | 'needs' | 'optional'>,
): boolean =>
  (outcome.rightParty === 'yes' && outcome.lattice !== 'stop') ||
  [...outcome.needs, ...outcome.optional].some((field) => field === 'promise' || field === 'plan');

export type OutcomeField = 'promise' | 'callback' | 'amount' | 'note' | 'contactPoint' | 'representative' | 'plan';

export type OutcomeNext = {
  readonly kind: 'call' | 'callback' | 'promise-check' | 'back-office' | 'leader' | 'none';
  /** Minutes after the outcome; days count on the calendar for calls, on working days for the office. */
  readonly afterMinutes?: number;
  readonly afterDays?: number;
  /** Wall clock of the debtor's zone. */
  readonly atHour?: string;
  /** Try again in another part of the day than the one that failed. */
  readonly otherWindow?: boolean;
};

export type OutcomeDefinition = {
  readonly code: string;
  readonly label: { readonly it: string; readonly en: string };
  /** '1' … '9'; '0' opens the list of the others and belongs to no outcome. */
  readonly key: string | null;
  readonly group: OutcomeGroup;
  /** Was the right party reached? A conversation is counted where the answer is yes. */
  readonly rightParty: 'yes' | 'no' | 'unknown';
  /** What the outcome alone would say of the case; `interim` decides nothing. Payments decide at closure. */
  readonly finalClass: 'positive' | 'partial' | 'negative' | 'interim';
  readonly lattice: OutcomeLattice;
  readonly needs: readonly OutcomeField[];
  readonly optional: readonly OutcomeField[];
  readonly next: OutcomeNext;
  /** What it does to the contact point that was used. */
  readonly contactPoint: null | 'dead' | 'wrong-person';
  /** The monotone flag it raises on the party. */
  readonly flag: null | 'deceased' | 'lawyer' | 'doNotContact';
  readonly suspends: boolean;
  readonly closes: boolean;
  /** Hours in which the debtor is left alone afterwards. */
  readonly restHours: number;
  readonly active: boolean;
  readonly order: number;
  readonly operatorMayChoose: boolean;
};
