import { z } from 'zod';
import { Cents, Id, Instant, Ok } from './basics.ts';
import { CHECK_LEVELS } from './administration.ts';
import { ErrorCode } from './errors.ts';
import { RULE_IDS, type RuleId } from './intake-rules.ts';
import { Delimiter, Encoding, FieldName, LayoutSpec, Suggestion } from './layout.ts';
import { defineRoute } from './route.ts';

const LEADER = ['leader'] as const;

const RuleName = z.enum(RULE_IDS as [RuleId, ...RuleId[]]);
const Level = z.enum([...CHECK_LEVELS, 'duplicate']);

/** `row` is the line of the file as an editor counts it; 0 where the rule is about the whole file. */
const Example = z.object({ row: z.int(), field: z.string(), value: z.string(), message: z.string() });
const RuleCount = z.object({ id: RuleName, level: Level, count: z.int(), examples: z.array(Example) });

const Totals = z.object({ principal: Cents, interest: Cents, fees: Cents, other: Cents, total: Cents });

/**
 * What the command line writes about a file. rowsIn = accepted + rejected + duplicate + ignored, always; `blocked` and
 * `warnings` are accepted rows. `totals` are those of the accepted rows.
 */
export const IntakeReport = z.object({
  file: z.string(),
  sha256: z.string(),
  encoding: Encoding,
  delimiter: Delimiter,
  layout: z.string(),
  rowsIn: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  duplicate: z.int(),
  ignored: z.int(),
  blocked: z.int(),
  warnings: z.int(),
  totals: Totals,
  rules: z.array(RuleCount),
  committed: z.boolean(),
  batchId: Id.nullable(),
});
export type IntakeReport = z.infer<typeof IntakeReport>;

/**
 * A header or trailer record against the file. `agrees` null: amounts that cannot be read leave it open. `asSent`: it
 * agrees with the file as it came, before somebody corrected amounts.
 */
export const ControlCheck = z.object({
  kind: z.enum(['header', 'trailer']),
  what: z.enum(['count', 'total']),
  expected: z.int(),
  found: z.int(),
  agrees: z.boolean().nullable(),
  asSent: z.boolean().default(false),
});
export type ControlCheck = z.infer<typeof ControlCheck>;

/** What the screen of the review shows: the report, and what would load. */
export const Review = IntakeReport.omit({ committed: true, batchId: true }).extend({
  cases: z.int(),
  parties: z.int(),
  /** Cells that a person corrected in the review. */
  corrections: z.int().default(0),
  controls: z.array(ControlCheck),
  /** Rules that refuse the whole file: nothing loads until they are settled. */
  refusedBy: z.array(RuleName),
  /** Rows of each kind that the table can show; of very long lists only the first are kept. */
  listed: z.object({ errors: z.int(), warnings: z.int(), blocked: z.int(), duplicates: z.int() }),
});
export type Review = z.infer<typeof Review>;

/** What was found in a file before anybody said anything about it. */
export const FileFacts = z.object({
  bytes: z.int(),
  sha256: z.string(),
  encoding: Encoding,
  delimiter: Delimiter,
  lines: z.int(),
  columns: z.array(z.string()),
  headerRow: z.boolean(),
});

export type FileFacts = z.infer<typeof FileFacts>;

const PreviewCell = z.object({ value: z.string(), rule: RuleName.nullable() });
/** The first rows as the layout reads them: what the file says, and what would be stored. */
export const Preview = z.object({
  rows: z.array(z.object({ line: z.int(), cells: z.array(z.string()), fields: z.record(z.string(), PreviewCell) })),
  /** Fields that must be mapped before anything loads. */
  missing: z.array(FieldName),
});
export type Preview = z.infer<typeof Preview>;

export const BATCH_STATUSES = ['draft', 'loading', 'loaded', 'undoing', 'undone'] as const;
export const BatchStatus = z.enum(BATCH_STATUSES);
export type BatchStatus = z.infer<typeof BatchStatus>;

export const BatchSummary = z.object({
  id: Id,
  name: z.string(),
  creditorId: Id,
  creditor: z.string(),
  mandateId: Id,
  mandate: z.string(),
  fileName: z.string(),
  status: BatchStatus,
  layout: z.string(),
  createdBy: z.string(),
  createdAt: Instant,
  loadedAt: Instant.nullable(),
  undoneAt: Instant.nullable(),
  /** Of the report; null before the file was checked. */
  rowsIn: z.int().nullable(),
  accepted: z.int().nullable(),
  rejected: z.int().nullable(),
  total: Cents.nullable(),
  /** Cases in the store now, and how many of them somebody has worked. */
  cases: z.int(),
  worked: z.int(),
});
export type BatchSummary = z.infer<typeof BatchSummary>;

/** Where a draft stands. `mapping`: its layout is being made; `review`: its rows were judged. */
export const DRAFT_STEPS = ['reading', 'mapping', 'checking', 'review', 'loading', 'loaded'] as const;

export const Draft = z.object({
  batch: BatchSummary,
  step: z.enum(DRAFT_STEPS),
  file: FileFacts.nullable(),
  layout: z
    .object({
      spec: LayoutSpec,
      /** `recognised`: a saved layout had the same headings; `suggested`: guessed; `edited`: by a person. */
      origin: z.enum(['recognised', 'suggested', 'edited']),
      savedId: Id.nullable(),
      version: z.int().nullable(),
      suggestions: z.array(Suggestion),
    })
    .nullable(),
  review: Review.nullable(),
  progress: z.object({ phase: z.string(), done: z.int(), total: z.int() }).nullable(),
  /** Why the last job ended badly. */
  failure: z.object({ code: ErrorCode, params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
});
export type Draft = z.infer<typeof Draft>;

export const ReviewRow = z.object({
  line: z.int(),
  verdict: z.enum(['accepted', 'rejected', 'duplicate']),
  cells: z.array(z.string()),
  findings: z.array(
    z.object({ rule: RuleName, level: Level, field: z.string(), column: z.int().nullable(), value: z.string() }),
  ),
  /** Columns that a person has corrected. */
  corrected: z.array(z.int()),
});
export type ReviewRow = z.infer<typeof ReviewRow>;

export const ROW_FILTERS = ['errors', 'warnings', 'blocked', 'duplicates', 'all'] as const;
export const RowFilter = z.enum(ROW_FILTERS);
export type RowFilter = z.infer<typeof RowFilter>;

export const SavedLayout = z.object({
  id: Id,
  creditorId: Id,
  creditor: z.string(),
  name: z.string(),
  version: z.int(),
  comment: z.string(),
  createdBy: z.string(),
  createdAt: Instant,
  spec: LayoutSpec,
});
export type SavedLayout = z.infer<typeof SavedLayout>;

/** What taking a batch back would do. It is refused where `worked` or `paid` is not zero. */
export const UndoConsequence = z.object({
  cases: z.int(),
  parties: z.int(),
  assigned: z.int(),
  worked: z.int(),
  paid: z.int(),
  total: Cents,
  /** Workstations of its operators that were not heard of today: what they have not sent will find no case. */
  silentDevices: z.int(),
});
export type UndoConsequence = z.infer<typeof UndoConsequence>;

/** Topic of the live socket's progress messages about a batch. */
export const batchTopic = (batchId: string): string => `batch:${batchId}`;

const BatchParams = z.object({ batchId: Id });

export const intakeRoutes = {
  listBatches: defineRoute({
    id: 'listBatches',
    method: 'GET',
    path: '/api/batches',
    roles: LEADER,
    summary: 'Batches and drafts, latest first',
    query: z.object({ creditorId: Id.optional() }),
    response: z.object({ batches: z.array(BatchSummary) }),
  }),
  readDraft: defineRoute({
    id: 'readDraft',
    shows: 'draft',
    method: 'GET',
    path: '/api/batches/:batchId',
    roles: LEADER,
    summary: 'A batch with its file, its layout and the review of its rows',
    params: BatchParams,
    response: Draft,
  }),
  uploadPlacement: defineRoute({
    id: 'uploadPlacement',
    method: 'POST',
    path: '/api/batches',
    roles: LEADER,
    summary: 'Send a placement file (the raw bytes); answers the draft that it began',
    query: z.object({
      creditorId: Id,
      mandateId: Id,
      fileName: z.string().min(1).max(200),
      name: z.string().max(80).optional(),
    }),
    upload: true,
    response: z.object({ batchId: Id }),
  }),
  previewLayout: defineRoute({
    id: 'previewLayout',
    shows: 'draft',
    method: 'POST',
    path: '/api/batches/:batchId/preview',
    roles: LEADER,
    summary: 'The first rows of a draft as a layout would read them',
    params: BatchParams,
    body: z.object({ spec: LayoutSpec }),
    response: Preview,
  }),
  checkDraft: defineRoute({
    id: 'checkDraft',
    method: 'POST',
    path: '/api/batches/:batchId/check',
    roles: LEADER,
    summary: 'Judge every row with this layout; progress comes over the live socket and in the draft',
    params: BatchParams,
    body: z.object({
      spec: LayoutSpec,
      /** Keep the layout for the creditor's next files; a comment is part of every version. */
      save: z.object({ comment: z.string().trim().min(1).max(400) }).nullable(),
    }),
    response: Draft,
  }),
  listRows: defineRoute({
    id: 'listRows',
    shows: 'debtors',
    method: 'GET',
    path: '/api/batches/:batchId/rows',
    roles: LEADER,
    summary: 'Rows to look at',
    params: BatchParams,
    query: z.object({
      filter: RowFilter.default('all'),
      rule: RuleName.optional(),
      offset: z.coerce.number().int().min(0).default(0),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    response: z.object({ total: z.int(), rows: z.array(ReviewRow) }),
  }),
  correctRow: defineRoute({
    id: 'correctRow',
    method: 'PUT',
    path: '/api/batches/:batchId/rows/:line',
    roles: LEADER,
    summary: 'Correct a cell of a draft: the row is judged again at once, the totals with it',
    params: z.object({ batchId: Id, line: z.coerce.number().int().min(1) }),
    body: z.object({ column: z.int().min(0), value: z.string().max(500) }),
    response: z.object({ row: ReviewRow.nullable(), draft: Draft }),
  }),
  downloadRejects: defineRoute({
    id: 'downloadRejects',
    shows: 'debtors',
    method: 'GET',
    path: '/api/batches/:batchId/rejects',
    roles: LEADER,
    summary: 'The refused rows in the file’s own layout, with two columns more: rule and reason',
    params: BatchParams,
    response: z.unknown(),
    reply: 'file',
  }),
  loadDraft: defineRoute({
    id: 'loadDraft',
    method: 'POST',
    path: '/api/batches/:batchId/load',
    roles: LEADER,
    summary: 'Load the accepted rows as one event; refused where they are no longer as many as were seen',
    params: BatchParams,
    body: z.object({ accepted: z.int().min(0) }),
    response: Draft,
  }),
  cancelJob: defineRoute({
    id: 'cancelJob',
    method: 'POST',
    path: '/api/batches/:batchId/cancel',
    roles: LEADER,
    summary: 'Stop the check or the load that is going on; nothing of it stays',
    params: BatchParams,
    response: Draft,
  }),
  discardDraft: defineRoute({
    id: 'discardDraft',
    method: 'DELETE',
    path: '/api/batches/:batchId',
    roles: LEADER,
    summary: 'Throw a draft away with its file',
    params: BatchParams,
    response: Ok,
  }),
  undoConsequence: defineRoute({
    id: 'undoConsequence',
    method: 'GET',
    path: '/api/batches/:batchId/undo',
    roles: LEADER,
    summary: 'What taking the batch back would do, in numbers',
    params: BatchParams,
    response: UndoConsequence,
  }),
  undoBatch: defineRoute({
    id: 'undoBatch',
    method: 'POST',
    path: '/api/batches/:batchId/undo',
    roles: LEADER,
    summary: 'Take a batch back that nobody has worked',
    params: BatchParams,
    body: z.object({ cases: z.int() }),
    response: Draft,
  }),
  listLayouts: defineRoute({
    id: 'listLayouts',
    method: 'GET',
    path: '/api/layouts',
    roles: LEADER,
    summary: 'Saved record layouts, the latest version of each first',
    query: z.object({ creditorId: Id.optional() }),
    response: z.object({ layouts: z.array(SavedLayout) }),
  }),
} as const;
