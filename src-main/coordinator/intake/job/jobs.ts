import type { Lang } from '../../../../src-shared/contract/basics.ts';
import type { ErrorCode } from '../../../../src-shared/contract/errors.ts';
import type { FileFacts, Review } from '../../../../src-shared/contract/intake.ts';
import type { RuleId, RuleLevel } from '../../../../src-shared/contract/intake-rules.ts';
import type { LayoutSpec, Suggestion } from '../../../../src-shared/contract/layout.ts';
import type { WorkerAccess } from '../../store/store.ts';
import type { Measure } from '../check/evaluate.ts';
import type { LoadScope } from '../load/load.ts';
import type { WriterLine } from '../load/remote-sink.ts';

/** The heavy work of the intake, as orders to a worker thread. Everything in them can be cloned. */

export type SavedSpec = {
  readonly id: string;
  readonly version: number;
  readonly fingerprint: string;
  readonly spec: LayoutSpec;
};

/** Look at a file: what it is, and which layout fits it. */
export type ReadJob = {
  readonly kind: 'read';
  readonly path: string;
  /** The creditor's saved layouts, latest first. */
  readonly saved: readonly SavedSpec[];
  /** The layout to use whatever the file looks like. */
  readonly given: LayoutSpec | null;
  /** Name of a suggested layout. */
  readonly name: string;
};

export type SampleRow = { readonly line: number; readonly cells: readonly string[] };

export type ReadResult = {
  readonly facts: FileFacts;
  readonly spec: LayoutSpec;
  readonly origin: 'recognised' | 'suggested' | 'edited';
  readonly savedId: string | null;
  readonly version: number | null;
  readonly suggestions: readonly Suggestion[];
  /** Required fields that no column certainly is. */
  readonly missing: readonly string[];
  /** The first records, headings left out. */
  readonly sample: readonly SampleRow[];
};

/** Everything a file is judged by; corrections are line → column → text. */
export type JudgeOrder = {
  readonly path: string;
  readonly fileName: string;
  readonly spec: LayoutSpec;
  readonly corrections: readonly (readonly [number, readonly (readonly [number, string])[]])[];
  readonly measure: Measure;
  readonly levels: Readonly<Record<RuleId, RuleLevel>>;
  readonly sameFile: string | null;
  readonly lang: Lang;
  /** Where the rejects and the rows to look at are written; null for nowhere. */
  readonly rejects: string | null;
  readonly rows: string | null;
};

export type CheckJob = JudgeOrder & { readonly kind: 'check' };
/** Judge again, and load where nothing refuses the file. `accepted` is what a person saw, null where nobody looked. */
export type LoadJob = JudgeOrder & {
  readonly kind: 'load';
  readonly scope: LoadScope;
  readonly accepted: number | null;
  /** A second thread that writes, for big files. */
  readonly line: WriterLine | null;
};
/** Remove everything of a batch. */
export type RemoveJob = { readonly kind: 'remove'; readonly batchId: string };

export type Job = ReadJob | CheckJob | LoadJob | RemoveJob;
export type JobResult<J extends Job> = J extends ReadJob
  ? ReadResult
  : J extends CheckJob
    ? Review
    : J extends LoadJob
      ? { readonly review: Review; readonly loaded: boolean }
      : { readonly removed: number; readonly siblings: readonly string[] };

export type JobSetup = { readonly access: WorkerAccess; readonly stop: SharedArrayBuffer; readonly job: Job };

export type JobMessage =
  | { readonly kind: 'progress'; readonly phase: string; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly result: unknown }
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode;
      readonly params: Readonly<Record<string, string | number>>;
      readonly message: string;
      /** The unexpected error itself, for the log. */
      readonly cause?: unknown;
    };
