import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { IntakeReport, Review } from '../../../src-shared/contract/intake.ts';
import { LayoutSpec } from '../../../src-shared/contract/layout.ts';
import { formatCents } from '../../../src-shared/domain/money.ts';
import {
  authorOf,
  COMMON_OPTIONS,
  type CommandIo,
  parseWords,
  required,
  UsageError,
  type WorkspaceCommand,
} from '../command/command.ts';
import { reasonOf } from '../command/report.ts';
import type { Context } from '../context.ts';
import { chooseCreditor, chooseMandate, openMandate } from './command-scope.ts';
import { refusalOf } from './batch/refusal.ts';
import { listLayouts } from './layout/saved.ts';
import { type Placed, placeFile } from './place-file.ts';

const HELP = `intake --data DIR --creditor NAME --file F [--layout NAME|FILE.json] [--commit] [--report R.json] [--rejects R.csv]

Reads a placement file, judges every row and says what would load. Without --commit it is a dry run: nothing changes.

  --creditor NAME    the creditor's name or code
  --file F           the file: delimited text, any encoding
  --layout L         a saved layout of the creditor, or a JSON file with one; otherwise the layout is recognised by
                     the file's headings, or suggested from headings and values
  --commit           load the accepted rows as one batch; the layout is kept for the creditor's next files
  --report R.json    write the report there as well
  --rejects R.csv    write the refused rows there, in the file's own layout with two columns more (rule, reason)
  --mandate CODE     the mandate the batch belongs to; without it the creditor's open mandate, the latest of several.
                     Where the creditor has none, --commit opens one for --mandate-days days and says so
  --mandate-days N   how long a mandate opened by --commit lasts: 60 unless given
  --batch NAME       the batch's name; without it month and letter (2026-11-A)
  --lang it|en       language of the reasons in report and rejects: it unless given
  --json             print the report as JSON

Exit codes: 0 judged or loaded; 1 refused, with the reason; 2 wrong words; 3 a required field cannot be mapped with
certainty: the fields are named, choose a layout with --layout.`;

type Words = {
  readonly creditor: string;
  readonly file: string;
  readonly layout: string | null;
  readonly mandate: string | null;
  readonly mandateDays: number;
  readonly batch: string | null;
  readonly commit: boolean;
  readonly report: string | null;
  readonly rejects: string | null;
  readonly lang: 'it' | 'en';
  readonly json: boolean;
};

const wordsOf = (argv: readonly string[], { cwd }: CommandIo): Words => {
  const { values, positionals } = parseWords(argv, {
    ...COMMON_OPTIONS,
    creditor: { type: 'string' },
    file: { type: 'string' },
    layout: { type: 'string' },
    mandate: { type: 'string' },
    'mandate-days': { type: 'string' },
    batch: { type: 'string' },
    commit: { type: 'boolean' },
    report: { type: 'string' },
    rejects: { type: 'string' },
    lang: { type: 'string' },
  });
  if (positionals[0] !== undefined) throw new UsageError(`intake does not understand ${positionals[0]}`);
  const lang = values.lang ?? 'it';
  if (lang !== 'it' && lang !== 'en') throw new UsageError(`--lang is it or en, not ${lang}`);
  const days = values['mandate-days'] ?? '60';
  if (!/^[1-9]\d{0,3}$/u.test(days)) throw new UsageError(`--mandate-days is a number of days, not ${days}`);
  const at = (name: string | undefined): string | null => (name === undefined ? null : path.resolve(cwd, name));
  const creditor = required(values.creditor, '--creditor');
  const file = path.resolve(cwd, required(values.file, '--file'));
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new UsageError(`--file: ${values.file ?? ''} is not there`);
  if (!found.isFile()) throw new UsageError(`--file: ${values.file ?? ''} is not a file`);
  // Before anything loads: a report that cannot be written is no reason to find the placement loaded.
  for (const name of ['report', 'rejects'] as const) mustBeWritable(cwd, name, values[name]);
  return {
    creditor,
    file,
    layout: values.layout ?? null,
    mandate: values.mandate ?? null,
    mandateDays: Number(days),
    batch: values.batch ?? null,
    commit: values.commit ?? false,
    report: at(values.report),
    rejects: at(values.rejects),
    lang,
    json: values.json ?? false,
  };
};

const mustBeWritable = (cwd: string, option: string, name: string | undefined): void => {
  if (name === undefined) return;
  const file = path.resolve(cwd, name);
  const there = statSync(file, { throwIfNoEntry: false });
  try {
    if (there?.isDirectory() === true) throw new Error('a folder');
    accessSync(there === undefined ? path.dirname(file) : file, constants.W_OK);
  } catch {
    throw new UsageError(`--${option}: ${name} cannot be written`);
  }
};

/** A layout named on the command line: one saved for the creditor, or a file. */
const layoutOf = (context: Context, creditorId: string, name: string | null, cwd: string): LayoutSpec | null => {
  if (name === null) return null;
  const saved = listLayouts(context.store.sql, creditorId).find((layout) => layout.name === name);
  if (saved !== undefined) return saved.spec;
  const file = path.resolve(cwd, name);
  if (!existsSync(file)) throw new AppError('unknown-layout', { params: { layout: name } });
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/u, ''));
  } catch (cause) {
    throw new UsageError(`--layout: ${name} is not JSON (${cause instanceof Error ? cause.message : ''})`);
  }
  const parsed = LayoutSpec.safeParse(withName(json, name));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`--layout: ${name}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is no layout'}`);
};

const withName = (json: unknown, file: string): unknown =>
  typeof json === 'object' && json !== null ? { name: path.parse(file).name.replace(/\.layout$/u, ''), ...json } : json;

const reportOf = (review: Review, batchId: string | null): IntakeReport => ({
  file: review.file,
  sha256: review.sha256,
  encoding: review.encoding,
  delimiter: review.delimiter,
  layout: review.layout,
  rowsIn: review.rowsIn,
  accepted: review.accepted,
  rejected: review.rejected,
  duplicate: review.duplicate,
  ignored: review.ignored,
  blocked: review.blocked,
  warnings: review.warnings,
  totals: review.totals,
  rules: review.rules,
  committed: batchId !== null,
  batchId,
});

const run = async (argv: readonly string[], io: CommandIo, context: Context): Promise<number> => {
  const words = wordsOf(argv, io);
  const creditorId = chooseCreditor(context.store.sql, words.creditor);
  const layout = layoutOf(context, creditorId, words.layout, io.cwd);
  const found = chooseMandate(context.store.sql, creditorId, words.mandate);
  const place = (mandateId: string | null): Promise<Placed> =>
    placeFile(context, {
      path: words.file,
      fileName: path.basename(words.file),
      creditorId,
      mandateId,
      layout,
      commit: words.commit,
      userId: authorOf(io),
      lang: words.lang,
      rejects: words.rejects,
      ...(words.batch === null ? {} : { name: words.batch }),
    });
  // Without a mandate it is a dry run: one is opened only for a file that then loads.
  const first = await place(found?.id ?? null);
  const opens = words.commit && found === null && first.review !== null && wouldLoad(first.review);
  const opened = opens ? openMandate(context, authorOf(io), creditorId, words.mandateDays) : null;
  const placed = opened === null ? first : await place(opened.id);
  if (placed.review === null) return sayUnmapped(placed, words, io);
  const report = reportOf(placed.review, placed.batchId);
  if (words.report !== null) writeFileSync(words.report, `${JSON.stringify(report, null, 2)}\n`);
  if (words.json) io.out(JSON.stringify(report));
  else sayReport(report, placed, io, { commit: words.commit, opened: opened?.code ?? null });
  if (placed.review.controls.some(({ agrees }) => agrees === null))
    io.err('the sum was not held against the header or trailer record: some amounts cannot be read');
  const refused = placed.review.refusedBy.length > 0 || (words.commit && placed.batchId === null);
  if (!refused) return 0;
  // The report is the output, with --json as well: the reason goes to the error output alone.
  io.err(reasonOf(refusalOf(placed.review, null)));
  return 1;
};

const wouldLoad = ({ refusedBy, accepted }: Review): boolean => refusedBy.length === 0 && accepted > 0;

const sayUnmapped = ({ read }: Placed, words: Words, io: CommandIo): number => {
  const said = `cannot be mapped with certainty: ${read.missing.join(', ')}; choose a layout with --layout`;
  if (words.json)
    io.out(
      JSON.stringify({
        error: { code: 'layout-incomplete', params: { fields: read.missing.join(', ') }, message: said },
      }),
    );
  io.err(said);
  return 3;
};

const sayReport = (
  report: IntakeReport,
  { read }: Placed,
  io: CommandIo,
  { commit, opened }: { readonly commit: boolean; readonly opened: string | null },
): void => {
  io.out(
    `${report.file}: ${report.encoding}, "${report.delimiter === '\t' ? 'TAB' : report.delimiter}", layout ${report.layout} (${read.origin === 'edited' ? 'given' : read.origin})`,
  );
  io.out(
    `rows ${report.rowsIn} = accepted ${report.accepted} + rejected ${report.rejected} + duplicate ${report.duplicate} + ignored ${report.ignored}`,
  );
  io.out(
    `accepted: ${formatCents(report.totals.total, 'en')}, blocked ${report.blocked}, with warnings ${report.warnings}`,
  );
  for (const { id, level, count, examples } of report.rules) {
    const first = examples[0];
    io.out(`  ${id} ${level} ${count}${first === undefined ? '' : `  line ${first.row}: ${first.message}`}`);
  }
  if (opened !== null) io.out(`opened mandate ${opened}: the creditor had none`);
  if (report.committed) io.out(`loaded as batch ${report.batchId ?? ''}`);
  else io.out(commit ? 'refused: nothing was loaded' : 'dry run: nothing was changed');
};

export const intakeCommand: WorkspaceCommand = {
  on: 'workspace',
  name: 'intake',
  summary: 'judges a placement file, and loads it with --commit',
  help: HELP,
  run,
};
