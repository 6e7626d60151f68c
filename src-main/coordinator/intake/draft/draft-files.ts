import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { FileFacts } from '../../../../src-shared/contract/intake.ts';
import { LayoutSpec, Suggestion } from '../../../../src-shared/contract/layout.ts';

/** What is known of a draft besides its row in the store; lives beside the file it is about. */
export const DraftState = z.object({
  facts: FileFacts,
  spec: LayoutSpec,
  origin: z.enum(['recognised', 'suggested', 'edited']),
  savedId: z.string().nullable(),
  version: z.int().nullable(),
  /** What the layout is to be kept with, once a check has not refused the file; null where it is not to be. */
  keepAs: z.string().nullable().default(null),
  suggestions: z.array(Suggestion),
  sample: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
  /** line → column → corrected text. */
  corrections: z.array(z.tuple([z.int(), z.array(z.tuple([z.int(), z.string()]))])),
});
export type DraftState = z.infer<typeof DraftState>;

export type DraftFiles = {
  readonly placement: string;
  readonly draft: string;
  readonly rows: string;
  readonly rejects: string;
};

export const draftsFolder = (dataDir: string): string => path.join(dataDir, 'intake');
const draftFolder = (dataDir: string, batchId: string): string => path.join(draftsFolder(dataDir), batchId);

export const draftFiles = (dataDir: string, batchId: string): DraftFiles => {
  const folder = draftFolder(dataDir, batchId);
  return {
    placement: path.join(folder, 'placement'),
    draft: path.join(folder, 'draft.json'),
    rows: path.join(folder, 'rows.jsonl'),
    rejects: path.join(folder, 'rejects'),
  };
};

/** Null before the file was read, and for batches that the command line loaded. */
export const readDraftState = (dataDir: string, batchId: string): DraftState | null => {
  try {
    return DraftState.parse(JSON.parse(readFileSync(draftFiles(dataDir, batchId).draft, 'utf8')));
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return null;
    throw error;
  }
};

/** Replaced as a whole: a crash leaves the state before or the state after. */
export const writeDraftState = (dataDir: string, batchId: string, state: DraftState): void => {
  const { draft } = draftFiles(dataDir, batchId);
  mkdirSync(path.dirname(draft), { recursive: true, mode: 0o700 });
  writeFileSync(`${draft}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${draft}.new`, draft);
};

export const dropDraft = (dataDir: string, batchId: string): void =>
  rmSync(draftFolder(dataDir, batchId), { recursive: true, force: true });
