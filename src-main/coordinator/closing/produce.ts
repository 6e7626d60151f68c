import { createHash } from 'node:crypto';
import type { OpenWork, ReturnTotals } from '../../../src-shared/contract/closing.ts';
import { civilDateAt } from '../../../src-shared/domain/civil-date.ts';
import { readOutcomes } from '../administration/outcomes.ts';
import { readWorkspace } from '../administration/workspace.ts';
import type { Sql } from '../store/store.ts';
import { fileNameOf, type Mandate } from './mandate.ts';
import { readOpenWork } from './open-work.ts';
import { type CaseLine, readLines } from './read-lines.ts';
import { writeReturnFile } from './return-file.ts';
import { totalsOf } from './return-line.ts';

export type Produced = {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly totals: ReturnTotals;
  readonly lines: readonly CaseLine[];
  readonly openWork: OpenWork;
};

/**
 * The return file of a mandate as of `at`: its rows as they stand and the instant that its header says. Reads only;
 * the same rows and instant give the same bytes.
 */
export const produce = (sql: Sql, mandate: Mandate, at: string): Produced => {
  const { zone } = readWorkspace(sql);
  const { conventions } = mandate;
  const lines = readLines(sql, mandate.id, { zone, tolerance: conventions.tolerance }, readOutcomes(sql).outcomes);
  const closedOn = civilDateAt(at, zone);
  const bytes = writeReturnFile(
    lines.map(({ line }) => line),
    { creditorCode: mandate.creditorCode, mandateCode: mandate.code, closedAt: at, closedOn },
    conventions,
  );
  return {
    fileName: fileNameOf(mandate, closedOn),
    bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    totals: totalsOf(lines.map(({ line }) => line)),
    lines,
    openWork: readOpenWork(sql, mandate.id, lines, at, zone),
  };
};
