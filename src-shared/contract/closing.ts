import { z } from 'zod';
import { Cents, CivilDate, Id, Instant } from './basics.ts';
import { defineRoute } from './route.ts';

const LEADER = ['leader'] as const;

/** The columns a return file can have, in the order of the default layout. */
export const RETURN_FIELDS = [
  'caseNumber',
  'contract',
  'debtor',
  'taxCode',
  'class',
  'reason',
  'reasonText',
  'placedOn',
  'firstWorkedOn',
  'lastWorkedOn',
  'attempts',
  'conversations',
  'lastOutcome',
  'lastOutcomeOn',
  'promises',
  'promisesKept',
  'promisesBroken',
  'promisesOpen',
  'entrusted',
  'collectedPrincipal',
  'collectedInterest',
  'collectedFees',
  'collectedOther',
  'overpaid',
  'collected',
  'residual',
  'lastPaidOn',
  'newContacts',
  'newContactList',
  'notes',
] as const;
export type ReturnField = (typeof RETURN_FIELDS)[number];

/** How a creditor wants its return file written (`creditors.conventions`, key `return`). Italian defaults. */
export const ReturnConventions = z.object({
  delimiter: z.enum([';', ',', '\t', '|']).default(';'),
  decimal: z.enum([',', '.']).default(','),
  dateFormat: z.enum(['dd/MM/yyyy', 'yyyy-MM-dd', 'yyyyMMdd', 'dd-MM-yyyy', 'dd.MM.yyyy']).default('dd/MM/yyyy'),
  encoding: z.enum(['utf-8', 'utf-8-bom', 'windows-1252', 'iso-8859-15', 'utf-16le']).default('utf-8'),
  lineEnd: z.enum(['crlf', 'lf']).default('crlf'),
  language: z.enum(['it', 'en']).default('it'),
  /** Cents that may stay unpaid without spoiling a positive. */
  tolerance: z.int().min(0).max(10_000).default(500),
  /** Columns in order, with the creditor's own labels; empty for all of them with the labels of the language. */
  columns: z.array(z.object({ field: z.enum(RETURN_FIELDS), label: z.string().max(60).default('') })).default([]),
});
export type ReturnConventions = z.infer<typeof ReturnConventions>;

export const FINAL_CLASSES = ['positive', 'partial', 'negative'] as const;
export const FinalClassName = z.enum(FINAL_CLASSES);
export type FinalClassName = z.infer<typeof FinalClassName>;

const Sums = z.object({ cases: z.int(), entrusted: Cents, collected: Cents, overpaid: Cents, residual: Cents });

/** What the trailer of the return file says, and how it divides. Cents. */
export const ReturnTotals = Sums.extend({
  principal: Cents,
  interest: Cents,
  fees: Cents,
  other: Cents,
  promises: z.int(),
  promisesKept: z.int(),
  classes: z.array(Sums.extend({ class: FinalClassName })),
  reasons: z.array(z.object({ class: FinalClassName, reason: z.string(), cases: z.int(), residual: Cents })),
});
export type ReturnTotals = z.infer<typeof ReturnTotals>;

/** What is still going on when a mandate is to be closed; all zero means that nothing is. */
export const OpenWork = z.object({
  openPromises: z.int(),
  openPromisesAmount: Cents,
  futureCallbacks: z.int(),
  openCalls: z.int(),
  /** Operations that wait for a leader's decision. */
  undecided: z.int(),
  /** Workstations of operators with cases of the mandate that have not been in touch since midnight. */
  silentDevices: z.int(),
  claims: z.int(),
  unworked: z.int(),
});
export type OpenWork = z.infer<typeof OpenWork>;

export const ReturnFileRow = z.object({
  id: Id,
  fileName: z.string(),
  sha256: z.string(),
  size: z.int(),
  createdAt: Instant,
  createdBy: z.string(),
  totals: ReturnTotals,
});
export type ReturnFileRow = z.infer<typeof ReturnFileRow>;

export const ClosingMandate = z.object({
  id: Id,
  code: z.string(),
  title: z.string(),
  creditor: z.string(),
  startsOn: CivilDate,
  endsOn: CivilDate,
  status: z.enum(['open', 'closed']),
  closedAt: Instant.nullable(),
  cases: z.int(),
  entrusted: Cents,
  collected: Cents,
  files: z.array(ReturnFileRow),
  /** Payments taken back after the closing: the return file does not have them, the creditor is to be told. */
  late: z.object({ reversals: z.int(), amount: Cents }),
});
export type ClosingMandate = z.infer<typeof ClosingMandate>;

export const ReturnLine = z.object({
  caseId: Id,
  caseNumber: z.string(),
  debtor: z.string(),
  class: FinalClassName,
  reason: z.string(),
  attempts: z.int(),
  conversations: z.int(),
  lastOutcome: z.string().nullable(),
  entrusted: Cents,
  collected: Cents,
  residual: Cents,
});
export type ReturnLine = z.infer<typeof ReturnLine>;

export const CLOSING_LINES_SHOWN = 10_000;
export const ClosingPreview = z.object({
  mandate: z.object({ id: Id, code: z.string(), title: z.string(), creditor: z.string(), endsOn: CivilDate }),
  fileName: z.string(),
  totals: ReturnTotals,
  openWork: OpenWork,
  /** The first lines of the file; `totals.cases` says how many there are. */
  lines: z.array(ReturnLine),
});
export type ClosingPreview = z.infer<typeof ClosingPreview>;

const MandateParams = z.object({ mandateId: Id });

export const closingRoutes = {
  closings: defineRoute({
    id: 'closings',
    method: 'GET',
    path: '/api/closing',
    roles: LEADER,
    summary: 'Mandates with what was entrusted and collected, and their return files',
    response: z.object({ mandates: z.array(ClosingMandate) }),
  }),
  previewClosing: defineRoute({
    id: 'previewClosing',
    shows: 'debtors',
    method: 'GET',
    path: '/api/closing/:mandateId/preview',
    roles: LEADER,
    summary: 'What the return file would say now; changes nothing',
    params: MandateParams,
    response: ClosingPreview,
  }),
  draftReturnFile: defineRoute({
    id: 'draftReturnFile',
    shows: 'debtors',
    method: 'GET',
    path: '/api/closing/:mandateId/draft',
    roles: LEADER,
    summary: 'The return file as it would be now; nothing is stored',
    params: MandateParams,
    response: z.unknown(),
    reply: 'file',
  }),
  closeMandate: defineRoute({
    id: 'closeMandate',
    method: 'POST',
    path: '/api/closing/:mandateId',
    roles: LEADER,
    summary: 'Close the mandate: store its return file, close its cases, take them from the queues',
    params: MandateParams,
    /** Without `despiteOpenWork` a mandate with open work is refused as mandate-open-work, with the numbers. */
    body: z.object({ despiteOpenWork: z.boolean().default(false) }),
    response: z.object({ file: ReturnFileRow, casesClosed: z.int() }),
  }),
  returnFile: defineRoute({
    id: 'returnFile',
    shows: 'debtors',
    method: 'GET',
    path: '/api/closing/files/:fileId',
    roles: LEADER,
    summary: 'The stored bytes of a return file, always the same',
    params: z.object({ fileId: Id }),
    response: z.unknown(),
    reply: 'file',
  }),
} as const;
