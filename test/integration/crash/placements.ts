import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { createCreditor } from '../../../src-main/coordinator/administration/creditors.ts';
import { createWorkspace } from '../../../src-main/coordinator/administration/create-workspace.ts';
import { createMandate } from '../../../src-main/coordinator/administration/mandates.ts';
import { openContext } from '../../../src-main/coordinator/compose.ts';
import { type SampleFile, writeSampleFiles } from '../../../src-main/practice/sample/files.ts';
import { CreditorInput, MandateInput } from '../../../src-shared/contract/administration.ts';
import { todayIn } from '../../../src-shared/domain/civil-date.ts';
import { lookInto, pause } from './restarts.ts';

/** Rows that belong to no batch that is there. All must be 0 when the coordinator has put right what was cut. */
const LEFT_OVER = {
  cases: "SELECT count(*) AS n FROM cases WHERE batch_id NOT IN (SELECT id FROM batches WHERE status = 'loaded')",
  parties: "SELECT count(*) AS n FROM parties WHERE batch_id NOT IN (SELECT id FROM batches WHERE status = 'loaded')",
  positions: 'SELECT count(*) AS n FROM positions WHERE case_id NOT IN (SELECT id FROM cases)',
  roles: 'SELECT count(*) AS n FROM case_parties WHERE case_id NOT IN (SELECT id FROM cases)',
  tokens: 'SELECT count(*) AS n FROM search_tokens WHERE case_id NOT IN (SELECT id FROM cases)',
  contacts: 'SELECT count(*) AS n FROM contact_points WHERE party_id NOT IN (SELECT id FROM parties)',
  links: 'SELECT count(*) AS n FROM person_links WHERE party_id NOT IN (SELECT id FROM parties)',
} as const;

const count = (database: DatabaseSync, text: string): number => Number(database.prepare(text).get()?.['n']);

/** What of a file's case numbers must stand: all of the batch's, each once, with its positions. */
const mustBeWhole = (database: DatabaseSync): number => {
  for (const [what, text] of Object.entries(LEFT_OVER)) {
    const left = count(database, text);
    if (left > 0) throw new Error(`${left} ${what} of a load that is not there`);
  }
  const batches = database.prepare("SELECT id, report FROM batches WHERE status = 'loaded'").all();
  for (const { id, report } of batches) {
    const { cases, accepted } = (JSON.parse(String(report)) as { review: { cases: number; accepted: number } }).review;
    const found = Number(database.prepare('SELECT count(*) AS n FROM cases WHERE batch_id = ?').get(String(id))?.['n']);
    const rows = database
      .prepare('SELECT count(*) AS n FROM positions WHERE case_id IN (SELECT id FROM cases WHERE batch_id = ?)')
      .get(String(id));
    if (found !== cases || rows?.['n'] !== accepted) {
      throw new Error(`a batch of ${cases} cases and ${accepted} rows has ${found} and ${String(rows?.['n'])}`);
    }
  }
  const doubled = count(database, 'SELECT count(*) - count(DISTINCT creditor_id || case_number) AS n FROM cases');
  if (doubled > 0) throw new Error(`${doubled} cases stand twice`);
  return batches.length;
};

/** The clean-up runs beside the requests: waits until it has nothing left to do. */
export const recovered = async (dataDir: string): Promise<number> => {
  for (;;) {
    const waits = lookInto(dataDir, (database) =>
      count(database, "SELECT count(*) AS n FROM batches WHERE status IN ('loading', 'undoing')"),
    );
    if (waits === 0) return lookInto(dataDir, mustBeWhole);
    await pause(20);
  }
};

export const makeWorkspaceFor = async (dataDir: string, file: SampleFile): Promise<void> => {
  const { context, close } = await openContext(dataDir);
  context.store.transaction((tx) => createWorkspace(context, tx, { name: 'Recuperi Prova', sample: false }));
  const { id } = createCreditor(
    context,
    '',
    CreditorInput.parse({ name: file.creditor, code: file.creditorCode, checks: {}, conventions: { return: {} } }),
  );
  createMandate(context, '', MandateInput.parse({ ...file.mandate, creditorId: id }));
  await close();
};

/** Placement files of about 1,500 rows, each with case numbers of its own. */
export const fileSeries = (dataDir: string, seed: string): ((n: number) => Promise<SampleFile>) => {
  const baseDate = todayIn('Europe/Rome', new Date().toISOString());
  return async (n) => {
    const files = await writeSampleFiles(path.join(dataDir, `files-${n}`), { baseDate, seed: `${seed} ${n}` });
    const [file] = files.filter(({ creditorCode }) => creditorCode === 'LEVANTE');
    if (file === undefined) throw new Error('there is no sample file');
    // Every sample counts its cases from the same number: each file gets numbers of its own (Windows-1252, as Latin-1).
    const text = readFileSync(file.file, 'latin1').replaceAll(';7781-', `;${4_000 + n}-`);
    writeFileSync(file.file, text, 'latin1');
    return file;
  };
};
