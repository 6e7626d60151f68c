import { z } from 'zod';
import { Cents, CivilDate, Id, Instant } from './basics.ts';
import { defineRoute } from './route.ts';

const LEADER = ['leader'] as const;

/** How the money came. What a file calls otherwise is kept as the file says it. */
export const PAYMENT_CHANNELS = ['transfer', 'postal', 'card', 'direct-debit', 'pagopa', 'cash', 'creditor'] as const;
export type PaymentChannel = (typeof PAYMENT_CHANNELS)[number];

/** What can be right and usually is not: it is booked only where a person has said yes to it. */
export const PAYMENT_DOUBTS = ['before-placement', 'over-residual'] as const;
export const PaymentDoubt = z.enum(PAYMENT_DOUBTS);
export type PaymentDoubt = z.infer<typeof PaymentDoubt>;

export const PaymentInput = z.object({
  caseId: Id,
  amount: Cents.positive(),
  /** The day the money moved (value date), not later than today in the workspace's zone. */
  paidOn: CivilDate,
  channel: z.string().trim().min(1).max(40),
  /**
   * The payment's own id (CRO, TRN, receipt): unique per creditor, so that no payment is posted twice. Blanks and
   * capitals make no difference.
   */
  reference: z.string().trim().min(1).max(80),
  /** The doubts that the preview told and the person has answered. */
  accepted: z.array(PaymentDoubt).max(PAYMENT_DOUBTS.length).optional(),
});
export type PaymentInput = z.infer<typeof PaymentInput>;

/** Collected cents by component of the debt; `over` is what was paid beyond the debt. */
export const Split = z.object({ principal: Cents, interest: Cents, fees: Cents, other: Cents, over: Cents });
export type Split = z.infer<typeof Split>;

/** What a payment (or its reversal) does to the case. Amounts in cents. */
export const PaymentEffect = z.object({
  residualBefore: Cents,
  residualAfter: Cents,
  /** Paid beyond the debt: to be given back to the debtor or told to the creditor. */
  overpaid: Cents,
  split: Split,
  promisesKept: z.int(),
  promisesReopened: z.int(),
  /** What must be accepted before it is recorded. */
  doubts: z.array(PaymentDoubt),
});
export type PaymentEffect = z.infer<typeof PaymentEffect>;

export const PaymentListRow = z.object({
  id: Id,
  caseId: Id,
  caseNumber: z.string(),
  debtor: z.string(),
  creditor: z.string(),
  mandate: z.string(),
  amount: Cents,
  paidOn: CivilDate,
  channel: z.string(),
  reference: z.string(),
  fileName: z.string().nullable(),
  recordedAt: Instant,
  recordedBy: z.string(),
  reversedOn: CivilDate.nullable(),
  reversedBy: z.string().nullable(),
  /** A closed mandate's payments stay as the return file says them. */
  closed: z.boolean(),
});
export type PaymentListRow = z.infer<typeof PaymentListRow>;

export const PaymentList = z.object({
  rows: z.array(PaymentListRow),
  total: z.object({ payments: z.int(), amount: Cents, reversed: z.int(), reversedAmount: Cents }),
});
export type PaymentList = z.infer<typeof PaymentList>;

export const PayableCase = z.object({
  caseId: Id,
  caseNumber: z.string(),
  debtor: z.string(),
  creditor: z.string(),
  mandate: z.string(),
  total: Cents,
  paid: Cents,
  residual: Cents,
  /** The case has its end (paid in full); its mandate is open, or it would not be found. */
  ended: z.boolean(),
});
export type PayableCase = z.infer<typeof PayableCase>;

/** A debtor says that he has paid; nothing moves until a payment is recorded. */
export const PaymentClaim = z.object({
  /** The operation that carried the outcome. */
  id: Id,
  caseId: Id,
  caseNumber: z.string(),
  debtor: z.string(),
  creditor: z.string(),
  at: Instant,
  by: z.string(),
  amount: Cents.nullable(),
  note: z.string(),
  residual: Cents,
});
export type PaymentClaim = z.infer<typeof PaymentClaim>;

export const PAYMENT_FIELDS = ['case', 'paidOn', 'amount', 'channel', 'reference'] as const;
export type PaymentField = (typeof PAYMENT_FIELDS)[number];

export const PAYMENT_PROBLEMS = [
  'missing',
  'unknown-case',
  'ambiguous-case',
  'closed-case',
  'other-team',
  'bad-amount',
  'bad-date',
  'future-date',
  'before-placement',
  'repeated-in-file',
  'already-posted',
  'columns',
] as const;
export type PaymentProblemCode = (typeof PAYMENT_PROBLEMS)[number];

/** One line that is not posted: `line` counts from 1 as an editor shows it. */
export const PaymentProblem = z.object({
  line: z.int(),
  field: z.enum(PAYMENT_FIELDS).nullable(),
  value: z.string(),
  problem: z.enum(PAYMENT_PROBLEMS),
  /** For a repeated payment: the line that has it first, or null when it was posted before. */
  otherLine: z.int().nullable(),
});
export type PaymentProblem = z.infer<typeof PaymentProblem>;

export const PaymentFileRow = z.object({
  line: z.int(),
  caseId: Id,
  caseNumber: z.string(),
  debtor: z.string(),
  amount: Cents,
  paidOn: CivilDate,
  channel: z.string(),
  reference: z.string(),
  residualAfter: Cents,
  overpaid: Cents,
});
export type PaymentFileRow = z.infer<typeof PaymentFileRow>;

export const PAYMENT_FILE_ROWS_SHOWN = 10_000;
/** `rows = ready + refused + repeated`, always. */
export const PaymentFileReport = z.object({
  fileName: z.string(),
  sha256: z.string(),
  encoding: z.string(),
  delimiter: z.string(),
  decimal: z.enum([',', '.']),
  dateFormat: z.string(),
  rows: z.int(),
  ready: z.int(),
  readyAmount: Cents,
  refused: z.int(),
  /** Already posted, or twice in this file. */
  repeated: z.int(),
  overpaidCases: z.int(),
  overpaid: Cents,
  problems: z.array(PaymentProblem),
  lines: z.array(PaymentFileRow),
  /** The same bytes were posted before. */
  postedBefore: z.object({ fileName: z.string(), at: Instant, by: z.string() }).nullable(),
});
export type PaymentFileReport = z.infer<typeof PaymentFileReport>;

const PaymentFileQuery = z.object({ creditorId: Id, fileName: z.string().min(1).max(200) });

export const paymentRoutes = {
  payments: defineRoute({
    id: 'payments',
    shows: 'debtors',
    // What is searched for may be a name: it travels in the body, which no proxy writes down.
    method: 'POST',
    path: '/api/payments/search',
    roles: LEADER,
    summary: 'Recorded payments, latest first, reversed ones among them',
    body: z.object({
      mandateId: Id.optional(),
      caseId: Id.optional(),
      from: CivilDate.optional(),
      to: CivilDate.optional(),
      text: z.string().max(80).optional(),
      offset: z.coerce.number().int().nonnegative().default(0),
      limit: z.coerce.number().int().min(1).max(10_000).default(1000),
    }),
    response: PaymentList,
  }),
  payableCases: defineRoute({
    id: 'payableCases',
    shows: 'debtors',
    method: 'POST',
    path: '/api/payments/cases',
    roles: LEADER,
    summary: 'Cases by the beginning of their number or of the debtor’s name, to choose one in the form',
    body: z.object({ text: z.string().trim().min(2).max(80) }),
    response: z.object({ cases: z.array(PayableCase) }),
  }),
  previewPayment: defineRoute({
    id: 'previewPayment',
    method: 'POST',
    path: '/api/payments/preview',
    roles: LEADER,
    summary: 'What a payment would do; changes nothing',
    body: PaymentInput,
    response: PaymentEffect,
  }),
  recordPayment: defineRoute({
    id: 'recordPayment',
    method: 'POST',
    path: '/api/payments',
    roles: LEADER,
    summary: 'Record a payment: the only thing, with its reversal, that moves a balance',
    body: PaymentInput,
    response: z.object({ id: Id, effect: PaymentEffect }),
  }),
  reversePayment: defineRoute({
    id: 'reversePayment',
    method: 'POST',
    path: '/api/payments/:paymentId/reversal',
    roles: LEADER,
    summary: 'Reverse a payment, also after its mandate was closed; it is never deleted',
    params: z.object({ paymentId: Id }),
    body: z.object({ reversedOn: CivilDate, reason: z.string().trim().min(3).max(400) }),
    response: z.object({ effect: PaymentEffect }),
  }),
  paymentClaims: defineRoute({
    id: 'paymentClaims',
    shows: 'debtors',
    method: 'GET',
    path: '/api/payments/claims',
    roles: LEADER,
    summary: 'Debtors who said they paid, with no payment recorded since',
    response: z.object({ claims: z.array(PaymentClaim) }),
  }),
  rejectClaim: defineRoute({
    id: 'rejectClaim',
    method: 'POST',
    path: '/api/payments/claims/:claimId/rejection',
    roles: LEADER,
    summary: 'Put a case whose debtor says he has paid back to work, with the reason',
    params: z.object({ claimId: Id }),
    body: z.object({ reason: z.string().trim().min(3).max(400) }),
    response: z.object({ ok: z.literal(true) }),
  }),
  previewPaymentFile: defineRoute({
    id: 'previewPaymentFile',
    shows: 'debtors',
    method: 'POST',
    path: '/api/payments/files/preview',
    roles: LEADER,
    summary: 'Read a payment file line by line; changes nothing',
    query: PaymentFileQuery,
    upload: true,
    response: PaymentFileReport,
  }),
  postPaymentFile: defineRoute({
    id: 'postPaymentFile',
    method: 'POST',
    path: '/api/payments/files',
    roles: LEADER,
    summary: 'Post the good lines of a payment file; a payment already posted is never posted again',
    query: PaymentFileQuery.extend({ sha256: z.string().length(64) }),
    upload: true,
    response: z.object({ fileId: Id, posted: z.int(), amount: Cents, refused: z.int(), repeated: z.int() }),
  }),
} as const;
