import { accessSync, constants, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { closingRoutes, type OpenWork, type ReturnTotals } from '../../../src-shared/contract/closing.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import {
  authorOf,
  COMMON_OPTIONS,
  parseWords,
  required,
  UsageError,
  type WorkspaceCommand,
} from '../command/command.ts';
import type { Context } from '../context.ts';
import { makeFolder } from '../make-folder.ts';
import type { Sql } from '../store/store.ts';
import { closeMandate } from './close.ts';
import { readBytes, readFileOf } from './list.ts';
import { readMandate } from './mandate.ts';
import { isOpen } from './open-work.ts';
import { produce } from './produce.ts';

const HELP = `closing --data DIR --mandate ID --out DIR [--draft] [--strict] [--json]

Closes a mandate and writes its return file to the folder of --out. On a mandate that is closed already it writes the
stored file again: the same bytes, with the same hash.

  --mandate  the id of the mandate, or its code where only one has it
  --out      the folder of the file; made where it is missing
  --draft    writes the file as it would be now; closes and stores nothing but who took it, in the audit
  --strict   refuses a mandate with open work (promises, callbacks, undecided outcomes, silent workstations)
  --json     one line: {"mandateId","status","file","sha256","totals","openWork"}`;

type Result = {
  readonly status: 'draft' | 'closed' | 'closed-before';
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly sha256: string;
  readonly totals: ReturnTotals;
  readonly openWork: OpenWork | null;
};

export const closingCommand: WorkspaceCommand = {
  on: 'workspace',
  name: 'closing',
  summary: 'closes a mandate and writes its return file',
  help: HELP,
  run: async (argv, io, context) => {
    const { values, positionals } = parseWords(argv, {
      ...COMMON_OPTIONS,
      mandate: { type: 'string' },
      out: { type: 'string' },
      draft: { type: 'boolean' },
      strict: { type: 'boolean' },
    });
    if (positionals[0] !== undefined) throw new UsageError(`closing does not understand ${positionals[0]}`);
    const wanted = required(values.mandate, '--mandate');
    const folder = path.resolve(io.cwd, required(values.out, '--out'));
    const mandateId = mandateOf(context.store.sql, wanted);
    // Before anything ends: a folder that cannot be written is no reason to find a mandate closed.
    takeFolder(folder);
    const result =
      values.draft === true
        ? draftOf(context, mandateId, authorOf(io))
        : await finalOf(context, mandateId, { strict: values.strict ?? false, by: authorOf(io) });
    const file = path.join(folder, result.fileName);
    writeFileSync(file, result.bytes);
    const { status, sha256, totals, openWork } = result;
    if (values.json === true) io.out(JSON.stringify({ mandateId, status, file, sha256, totals, openWork }));
    else
      io.out(
        `${file}\nsha256 ${sha256}\n${totals.cases} cases, collected ${totals.collected} of ${totals.entrusted} cents`,
      );
    if (status !== 'closed-before' && openWork !== null && isOpen(openWork)) io.err(`open work: ${wordsOf(openWork)}`);
    return 0;
  },
};

const takeFolder = (folder: string): void => {
  if (statSync(folder, { throwIfNoEntry: false })?.isFile() === true) {
    throw new UsageError(`--out: ${folder} is a file, not a folder`);
  }
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
  } catch {
    throw new UsageError(`--out: ${folder} cannot be written`);
  }
};

const wordsOf = (work: OpenWork): string =>
  Object.entries(work)
    .filter(([, value]) => value > 0)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');

const mandateOf = (sql: Sql, wanted: string): string => {
  const rows = sql.all<{ id: string }>('SELECT id FROM mandates WHERE id = ? OR code = ?', wanted, wanted);
  const [only, another] = rows;
  const exact = rows.find(({ id }) => id === wanted) ?? (another === undefined ? only : undefined);
  if (exact === undefined) throw new AppError('unknown-mandate', { params: { mandate: wanted } });
  return exact.id;
};

/** A draft names debtors like a list on the screen: who takes it is in the audit, and nothing else changes. */
const draftOf = (context: Context, mandateId: string, userId: string): Result => {
  const { sql } = context.store;
  const produced = produce(sql, readMandate(sql, mandateId), context.clock.now());
  context.store.transaction((tx) =>
    context.audit.record(tx, {
      userId,
      action: 'list.download',
      subject: closingRoutes.draftReturnFile.id,
      detail: { rows: produced.totals.cases },
    }),
  );
  return { ...produced, status: 'draft', fileName: `BOZZA_${produced.fileName}` };
};

const finalOf = async (
  context: Context,
  mandateId: string,
  { strict, by }: { readonly strict: boolean; readonly by: string },
): Promise<Result> => {
  const { sql } = context.store;
  const before = readMandate(sql, mandateId).status === 'closed';
  const openWork = before ? null : produce(sql, readMandate(sql, mandateId), context.clock.now()).openWork;
  if (!before) await closeMandate(context, { id: by }, mandateId, { despiteOpenWork: !strict });
  const row = readFileOf(sql, mandateId);
  const stored = row === null ? null : readBytes(sql, row.id);
  if (row === null || stored === null) throw new AppError('mandate-closed', { params: { mandate: mandateId } });
  const { fileName, sha256, bytes } = stored;
  if (before) {
    context.store.transaction((tx) =>
      context.audit.record(tx, { userId: by, action: 'mandate.return-file', subject: row.id, detail: { sha256 } }),
    );
  }
  return { status: before ? 'closed-before' : 'closed', fileName, bytes, sha256, totals: row.totals, openWork };
};
