import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openContext } from '../../../src-main/coordinator/compose.ts';
import { listBatches } from '../../../src-main/coordinator/intake/batch/batch-list.ts';
import { COMMANDS } from '../../../src-main/coordinator/command/all.ts';
import { runCommandLine } from '../../../src-main/coordinator/command/run.ts';
import { IntakeReport } from '../../../src-shared/contract/intake.ts';
import { HEADINGS, rowOf, sheetOf } from '../../unit/intake/lab.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

/** The command line on a data folder that nobody serves: each run opens the workspace by itself. */
let home: Workspace;
let dataDir: string;
beforeAll(async () => {
  home = await openWorkspace();
  dataDir = home.dataDir;
  await home.composed.close();
});
afterAll(() => home.close().catch(() => undefined));

type Said = { readonly code: number; readonly out: string[]; readonly err: string[] };

const intake = async (...words: readonly string[]): Promise<Said> => {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    cwd: path.dirname(dataDir),
    out: (line: string) => void out.push(line),
    err: (line: string) => void err.push(line),
    stdin: () => Promise.resolve(''),
    account: 'prova',
  };
  const code = await runCommandLine(COMMANDS, ['intake', '--data', dataDir, ...words], io);
  return { code, out, err };
};

/** Everything that the store holds, as one hash. */
const fingerprint = (): string => {
  const db = new DatabaseSync(path.join(dataDir, 'sollecito.db'), { readOnly: true });
  const hash = createHash('sha256');
  for (const { name } of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all())
    hash.update(JSON.stringify(db.prepare(`SELECT * FROM "${String(name)}"`).all()));
  db.close();
  return hash.digest('hex');
};

const LEVANTE = ['--creditor', 'Banca Levante'] as const;

describe('IN-60 the command line', () => {
  it('IN-60 --help says everything, wrong words exit 2', async () => {
    const help = await intake('--help');
    expect(help.code).toBe(0);
    for (const word of ['--creditor', '--layout', '--commit', '--report', '--rejects', '--mandate', 'Exit codes'])
      expect(help.out.join('\n')).toContain(word);
    expect(await intake('--file', 'x.csv')).toMatchObject({ code: 2, err: ['--creditor is missing'] });
    expect(await intake(...LEVANTE, '--file', 'nowhere.csv')).toMatchObject({
      code: 2,
      err: ['--file: nowhere.csv is not there'],
    });
    expect(await intake(...LEVANTE, '--wrong')).toMatchObject({ code: 2 });
    home.file('good.csv', sheetOf([rowOf(9)]));
    for (const [words, reason] of [
      [['--file', '.'], '--file: . is not a file'],
      [['--file', 'good.csv', '--report', 'no/r.json'], '--report: no/r.json cannot be written'],
      [['--file', 'good.csv', '--rejects', '.'], '--rejects: . cannot be written'],
    ] as const) {
      const before = fingerprint();
      expect(await intake(...LEVANTE, ...words, '--commit')).toEqual({ code: 2, out: [], err: [reason] });
      expect(fingerprint()).toBe(before);
    }
  });

  it('IN-60 an unknown creditor, one line and an exit code of 1', async () => {
    home.file('a.csv', sheetOf([rowOf(1)]));
    const said = await intake('--creditor', 'Nessuno', '--file', 'a.csv', '--json');
    expect(said.code).toBe(1);
    expect(JSON.parse(said.out.join('\n'))).toMatchObject({ error: { code: 'unknown-creditor' } });
    expect(said.err).toHaveLength(1);
  });

  it('IN-54 a dry run changes nothing, and says what would load', async () => {
    home.file(
      'a.csv',
      sheetOf([rowOf(1), rowOf(2, { CAPITALE: '' }), rowOf(3, { TELEFONO: '1' }), rowOf(3, { TELEFONO: '1' })]),
    );
    const before = fingerprint();
    const said = await intake(...LEVANTE, '--file', 'a.csv', '--json', '--report', 'r.json', '--rejects', 'rej.csv');
    expect(said).toMatchObject({ code: 0, err: [] });
    const report = IntakeReport.parse(JSON.parse(said.out.join('\n')));
    expect(Object.keys(JSON.parse(said.out[0] ?? '{}') as object)).toEqual([
      'file', 'sha256', 'encoding', 'delimiter', 'layout', 'rowsIn', 'accepted', 'rejected', 'duplicate', 'ignored', 'blocked',
      'warnings', 'totals', 'rules', 'committed', 'batchId',
    ]); // prettier-ignore
    expect(report).toMatchObject({
      file: 'a.csv',
      encoding: 'utf-8',
      delimiter: ';',
      rowsIn: 4,
      accepted: 2,
      rejected: 1,
      duplicate: 1,
      ignored: 0,
      blocked: 0,
      warnings: 1,
      totals: { principal: 240800, interest: 2500, fees: 0, other: 0, total: 243300 },
      committed: false,
      batchId: null,
    });
    expect(report.rules.map(({ id, level, count }) => `${id} ${level} ${count}`)).toEqual([
      'IN-09 row 1',
      'IN-17 duplicate 1',
      'IN-25 warn 2',
    ]);
    expect(report.rules[0]?.examples).toEqual([
      { row: 3, field: 'position.principal', value: '', message: 'Importo mancante (position.principal)' },
    ]);
    const beside = path.dirname(dataDir);
    expect(JSON.parse(readFileSync(path.join(beside, 'r.json'), 'utf8'))).toEqual(report);
    const rejects = readFileSync(path.join(beside, 'rej.csv'), 'utf8').trimEnd().split('\r\n');
    expect(rejects).toEqual([
      `${HEADINGS};SCARTO_REGOLA;SCARTO_MOTIVO`,
      `${rowOf(2, { CAPITALE: '' })};IN-09;Importo mancante (CAPITALE)`,
    ]);
    expect(fingerprint()).toBe(before);
    expect(existsSync(path.join(dataDir, 'intake'))).toBe(false);
  });

  it('IN-47 exits 3 naming what cannot be mapped with certainty', async () => {
    home.file('b.csv', 'A;B;C\n1;ROSSI;12,00\n2;CONTI;13,00\n');
    const said = await intake(...LEVANTE, '--file', 'b.csv', '--commit');
    expect(said.code).toBe(3);
    expect(said.err[0]).toContain('case.number, party.name, position.total');
  });

  it('IN-60 a layout from a file maps what could not be guessed, and is kept', async () => {
    home.file(
      'l.json',
      JSON.stringify({
        delimiter: ';',
        decimal: ',',
        mappings: [
          { column: 'A', field: 'case.number' },
          { column: 'B', field: 'party.name' },
          { column: 3, field: 'position.total' },
        ],
      }),
    );
    const said = await intake(...LEVANTE, '--file', 'b.csv', '--layout', 'l.json', '--commit', '--json');
    expect(said.code).toBe(0);
    expect(JSON.parse(said.out[0] ?? '{}')).toMatchObject({ layout: 'l', accepted: 2, committed: true });
    home.file('c.csv', 'A;B;C\n5;VERDI;12,00\n');
    expect(await intake(...LEVANTE, '--file', 'c.csv', '--layout', 'l')).toMatchObject({ code: 0 });
    expect((await intake(...LEVANTE, '--file', 'c.csv', '--layout', 'missing')).err[0]).toContain('unknown-layout');
    home.file('bad.json', '{"delimiter":"^"}');
    expect(await intake(...LEVANTE, '--file', 'c.csv', '--layout', 'bad.json')).toMatchObject({ code: 2 });
  });

  it.each([
    ['an empty file', '', 'file-empty: the file is empty (bytes 0)'],
    [
      'a binary file',
      Buffer.from([0x50, 0x4b, 3, 4, 0, 0]),
      'file-binary: the file is not text (kind xlsx/zip, line 1)',
    ],
    [
      'a wrong delimiter',
      sheetOf([rowOf(1), rowOf(2)]).replaceAll(';', '^'),
      'file-delimiter: no delimiter cuts the rows into columns (line 1, tried ; , TAB |)',
    ],
    [
      'a truncated last line',
      sheetOf([rowOf(1), rowOf(2)]).slice(0, -20),
      'file-truncated: the last line is cut short (line 3, found 9, expected 11)',
    ],
    [
      'a line of ten megabytes',
      sheetOf([rowOf(1)]) + 'x'.repeat(10_485_760),
      'file-line-too-long: a line never seems to end (line 3, limit 1048576)',
    ],
    [
      'a wrong control total',
      `${sheetOf([rowOf(1)])}T;1;9,99\r\n`,
      'file-control-totals: the sum of the rows is not that of the header or trailer record, in cents (rules IN-02, line 3, expected 999, found 121650)',
    ],
    [
      'a wrong count',
      `${sheetOf([rowOf(1)])}T;7;1.216,50\r\n`,
      'file-control-count: the number of rows is not that of the header or trailer record (rules IN-01, line 3, expected 7, found 1)',
    ],
    [
      'a doubled trailer record',
      `${sheetOf([rowOf(1), rowOf(2)])}T;2;2.433,00\r\nT;2;2.433,00\r\n`,
      'file-control-records: a header or trailer record is missing, doubled or out of place (rules IN-04, line 5)',
    ],
    [
      'the same file again',
      'A;B;C\n1;ROSSI;12,00\n2;CONTI;13,00\n',
      'file-repeated: the same file was loaded before (file bad.csv)',
    ],
  ])('IN-42 %s is refused in one line and changes nothing', async (_name, content, reason) => {
    home.file('bad.csv', content);
    const layout = reason.startsWith('file-repeated') ? ['--layout', 'l'] : [];
    const before = fingerprint();
    const said = await intake(...LEVANTE, '--file', 'bad.csv', ...layout, '--commit');
    expect(said.code).toBe(1);
    expect(said.err).toEqual([reason]);
    // What can be read is reported, and then that it did not load.
    const judged = /^file-(?:control|repeated)/u.test(reason);
    expect(said.out.at(-1)).toBe(judged ? 'refused: nothing was loaded' : undefined);
    expect(fingerprint()).toBe(before);
  });

  it('IN-02 a sum that could not be compared is said, not passed over', async () => {
    home.file('open.csv', `${sheetOf([rowOf(1), rowOf(2, { TOTALE: '' })])}T;2;2.433,00\r\n`);
    for (const words of [[], ['--json']]) {
      const said = await intake(...LEVANTE, '--file', 'open.csv', ...words);
      expect(said).toMatchObject({
        code: 0,
        err: ['the sum was not held against the header or trailer record: some amounts cannot be read'],
      });
    }
  });

  it('IN-60 a load names its batch, and opens a mandate only where there is none', async () => {
    home.file('d.csv', sheetOf([rowOf(70), rowOf(71)]));
    const said = await intake(
      ...LEVANTE,
      '--file',
      'd.csv',
      '--commit',
      '--batch',
      'Lotto di prova',
      '--mandate',
      '2026-11',
    );
    expect(said.code).toBe(0);
    expect(said.out.at(-1)).toMatch(/^loaded as batch /);
    expect((await intake(...LEVANTE, '--file', 'd.csv', '--mandate', 'none')).err[0]).toContain('unknown-mandate');
    const { context, close } = await openContext(dataDir);
    context.store.transaction((tx) => tx.run("UPDATE mandates SET status = 'closed'"));
    await close();
    const before = fingerprint();
    expect(await intake(...LEVANTE, '--file', 'd.csv', '--commit')).toMatchObject({ code: 1 });
    expect(fingerprint()).toBe(before);
    home.file('e.csv', sheetOf([rowOf(80)]));
    const opened = await intake(...LEVANTE, '--file', 'e.csv', '--commit', '--mandate-days', '30');
    expect(opened).toMatchObject({ code: 0 });
    expect(opened.out.join('\n')).toContain('opened mandate');
  });

  it('CO-47 the rejects of a load are a file that leaves: who took it is in the audit', async () => {
    home.file('f.csv', sheetOf([rowOf(90), rowOf(91, { CAPITALE: '' })]));
    const said = await intake(...LEVANTE, '--file', 'f.csv', '--commit', '--rejects', 'f.rejects.csv');
    expect(said.code).toBe(0);
    const { context, close } = await openContext(dataDir);
    const looks = context.store.sql.all("SELECT user_id, subject, detail FROM audit WHERE action = 'list.download'");
    await close();
    expect(looks).toEqual([{ user_id: 'cli:prova', subject: 'downloadRejects', detail: '{"rows":1}' }]);
  });

  it('CO-48 what the command line loaded has its author: in the audit, on the batch and on the layout', async () => {
    const { context, close } = await openContext(dataDir);
    const { sql } = context.store;
    const authors = (text: string): unknown => sql.all<{ by: string }>(text).map(({ by }) => by);
    expect(
      authors("SELECT DISTINCT user_id AS by FROM audit WHERE action IN ('batch.load', 'mandate.create')"),
    ).toEqual(['cli:prova']);
    expect(authors('SELECT DISTINCT created_by AS by FROM layouts')).toEqual(['cli:prova']);
    expect(new Set(listBatches(sql).map(({ createdBy }) => createdBy))).toEqual(new Set(['cli:prova']));
    await close();
  });
});
