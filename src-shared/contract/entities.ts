import { z } from 'zod';
import { Cents, CivilDate, Id, Instant, Zone } from './basics.ts';

/** The rows that travel to a workstation. `state` parts change by operations (see sync/fold.ts), the rest by intake. */

export const Amounts = z.object({
  principal: Cents,
  interest: Cents,
  fees: Cents,
  other: Cents,
  total: Cents,
  paid: Cents,
  residual: Cents,
});
export type Amounts = z.infer<typeof Amounts>;

export const Position = Amounts.extend({
  id: Id,
  contract: z.string(),
  product: z.string(),
  dueOn: CivilDate.nullable(),
});
export type Position = z.infer<typeof Position>;

export const PARTY_ROLES = ['debtor', 'guarantor', 'co-obligor', 'representative'] as const;
export const PartyRole = z.enum(PARTY_ROLES);

export const NEXT_KINDS = ['call', 'callback', 'promise-check', 'back-office', 'leader', 'none'] as const;
/** A case always has a next step; `none` only when it is closed or handed back. */
export const NextStep = z.object({
  kind: z.enum(NEXT_KINDS),
  at: Instant.nullable(),
  zone: Zone,
  /** Outcome code or `new`, `assigned`, `payment`, `promise-broken`, `rescheduled`, `closed`. */
  reason: z.string(),
});
export type NextStep = z.infer<typeof NextStep>;

export const PROMISE_STATUSES = ['open', 'kept', 'partial', 'broken', 'cancelled'] as const;
export const PromiseRow = z.object({
  /** The opId of the outcome that made it. */
  id: Id,
  amount: Cents,
  dueOn: CivilDate,
  method: z.string(),
  checkOn: CivilDate,
  madeAt: Instant,
  status: z.enum(PROMISE_STATUSES),
});
export type PromiseRow = z.infer<typeof PromiseRow>;

export const LATTICE = ['no-contact', 'contact', 'promise', 'paid', 'dispute', 'stop'] as const;
export const Lattice = z.enum(LATTICE);
export type Lattice = z.infer<typeof Lattice>;

export const CaseState = z.object({
  /** Counts state-changing operations; `baseVersion` of an operation refers to it. */
  version: z.int().nonnegative(),
  /** Device of the last state change and the version at which its uninterrupted run began (conflict rule). */
  lastBy: z.string().nullable(),
  runStart: z.int().nonnegative(),
  lattice: Lattice.nullable(),
  lastOutcome: z.string().nullable(),
  lastOutcomeAt: Instant.nullable(),
  attempts: z.int().nonnegative(),
  conversations: z.int().nonnegative(),
  firstWorkedAt: Instant.nullable(),
  lastWorkedAt: Instant.nullable(),
  next: NextStep,
  suspended: z.string().nullable(),
  closed: z.object({ class: z.enum(['positive', 'partial', 'negative']), reason: z.string(), at: Instant }).nullable(),
  promises: z.array(PromiseRow),
  /** A call that ended without an outcome: first in the queue until one is given. */
  openCall: z.object({ opId: Id, startedAt: Instant, number: z.string() }).nullable(),
});
export type CaseState = z.infer<typeof CaseState>;

export const PaymentRow = z.object({
  id: Id,
  amount: Cents,
  paidOn: CivilDate,
  channel: z.string(),
  reference: z.string(),
  reversedOn: CivilDate.nullable(),
});
export type PaymentRow = z.infer<typeof PaymentRow>;

/** One line of the case's history (storico). `text` is a person's note; `params` what the sentence needs. */
export const HistoryEntry = z.object({
  id: Id,
  at: Instant,
  kind: z.enum([
    'placement',
    'assignment',
    'call',
    'outcome',
    'note',
    'contact-edit',
    'flag',
    'payment',
    'payment-reversal',
    'promise-kept',
    'promise-broken',
    'rescheduled',
    'recording-consent',
    'closed',
  ]),
  /** Display name of who did it; empty for the coordinator itself. */
  by: z.string(),
  code: z.string().nullable(),
  text: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  disposition: z.enum(['applied', 'conflict', 'late', 'rejected', 'pending']),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const CaseRow = z.object({
  id: Id,
  caseNumber: z.string(),
  creditorId: Id,
  mandateId: Id,
  batchId: Id,
  partyId: Id,
  product: z.string(),
  currency: z.literal('EUR'),
  amounts: Amounts,
  placedOn: CivilDate,
  endsOn: CivilDate,
  oldestDueOn: CivilDate.nullable(),
  positions: z.array(Position),
  parties: z.array(z.object({ partyId: Id, role: PartyRole, name: z.string() })),
  siblings: z.array(z.object({ caseId: Id, caseNumber: z.string(), residual: Cents, mine: z.boolean() })),
  blocked: z.object({ rule: z.string(), field: z.string(), value: z.string() }).nullable(),
  warnings: z.array(z.object({ rule: z.string(), field: z.string(), value: z.string() })),
  custom: z.array(z.object({ name: z.string(), value: z.string() })),
  assignedTo: Id.nullable(),
  payments: z.array(PaymentRow),
  history: z.array(HistoryEntry),
  state: CaseState,
});
export type CaseRow = z.infer<typeof CaseRow>;

export const CONTACT_KINDS = ['phone', 'email', 'address'] as const;
export const CONTACT_STATUSES = ['ok', 'invalid', 'dead', 'wrong-person', 'blocked'] as const;
export const ContactPoint = z.object({
  id: Id,
  kind: z.enum(CONTACT_KINDS),
  /** E.164 for phones, address text for the rest; what the file said when it could not be normalised. */
  value: z.string(),
  label: z.string(),
  status: z.enum(CONTACT_STATUSES),
  statusReason: z.string(),
  source: z.enum(['creditor', 'operator']),
  attempts: z.int().nonnegative(),
  answers: z.int().nonnegative(),
  lastAt: Instant.nullable(),
});
export type ContactPoint = z.infer<typeof ContactPoint>;

export const FLAGS = ['doNotContact', 'consentWithdrawn', 'deceased', 'lawyer'] as const;
export const FlagName = z.enum(FLAGS);
export type FlagName = z.infer<typeof FlagName>;
export const FlagValue = z.object({ at: Instant, by: z.string(), note: z.string() }).nullable();

/** What operations change about a person; shared by all cases of the party. */
export const PartyState = z.object({
  contactPoints: z.array(ContactPoint),
  flags: z.record(FlagName, FlagValue),
  /**
   * Instants of conversations and attempts of the last 31 days (contact limits): over all cases of the party and, in the
   * rows of a workstation, of the same person with other creditors.
   */
  conversations: z.array(Instant),
  attempts: z.array(Instant),
});
export type PartyState = z.infer<typeof PartyState>;

export const PartyRow = z.object({
  id: Id,
  creditorId: Id,
  kind: z.enum(['person', 'company']),
  /** Equal for the parties of one person with several creditors; empty where nothing says who it is. */
  person: z.string(),
  name: z.string(),
  taxCode: z.string(),
  vatNumber: z.string(),
  birthDate: CivilDate.nullable(),
  birthPlace: z.string(),
  iban: z.string(),
  zone: Zone,
  state: PartyState,
});
export type PartyRow = z.infer<typeof PartyRow>;

export const CreditorRow = z.object({ id: Id, name: z.string(), code: z.string() });
export type CreditorRow = z.infer<typeof CreditorRow>;

export const MandateRow = z.object({
  id: Id,
  creditorId: Id,
  code: z.string(),
  title: z.string(),
  startsOn: CivilDate,
  endsOn: CivilDate,
  status: z.enum(['open', 'closed']),
  /** Amounts and creditor stay masked until the identity is verified. */
  maskUntilVerified: z.boolean(),
  /** How the debtor pays: IBAN, payee, reason template, other channels. */
  howToPay: z.object({ payee: z.string(), iban: z.string(), reason: z.string(), notes: z.string() }),
  promiseGraceDays: z.int().min(0).max(60),
  promiseThresholdPercent: z.int().min(1).max(100),
});
export type MandateRow = z.infer<typeof MandateRow>;

export const WorkspaceSettings = z.object({
  id: z.literal('settings'),
  name: z.string(),
  sample: z.boolean(),
  zone: Zone,
  contactRules: z.unknown(),
  wrapUpSeconds: z.int(),
  /** Grows when somebody's telephone may be another one: then workstations ask for theirs again. */
  telephony: z.int().optional(),
});
