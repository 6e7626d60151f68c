import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { createWorkspace, insertUser } from '../../src-main/coordinator/administration/create-workspace.ts';
import { createCreditor } from '../../src-main/coordinator/administration/creditors.ts';
import { createMandate } from '../../src-main/coordinator/administration/mandates.ts';
import { hashPassword } from '../../src-main/coordinator/administration/passwords.ts';
import { openContext } from '../../src-main/coordinator/compose.ts';
import { CreditorInput, MandateInput } from '../../src-shared/contract/administration.ts';
import type { Role } from '../../src-shared/contract/basics.ts';
import { MAIN } from '../fixtures/coordinator-process.ts';
import { writePlacement } from './placement-file.ts';

const run = promisify(execFile);

export const CREDITOR = 'LEVANTE';
export const PASSWORD = 'porto-vecchio-12';
/** Rows of a placement file for each case that may be worked: positions, refused rows and repeats take their share. */
export const ROWS_PER_CASE = 1.25;

/** A workspace with a creditor and an open mandate, ready for a placement. */
export const openOffice = async (dataDir: string, people: Readonly<Record<string, Role>> = {}): Promise<void> => {
  const password = Object.keys(people).length === 0 ? '' : await hashPassword(PASSWORD);
  const { context, close } = await openContext(dataDir);
  context.store.transaction((tx) => {
    createWorkspace(context, tx, { name: 'Bench', sample: false });
    for (const [login, role] of Object.entries(people)) {
      insertUser(context, tx, { login, name: `Persona ${login}`, role, teamId: null, password });
    }
  });
  const creditor = createCreditor(
    context,
    '',
    CreditorInput.parse({ name: 'Banca Levante', code: CREDITOR, checks: {}, conventions: { return: {} } }),
  );
  createMandate(
    context,
    '',
    MandateInput.parse({
      creditorId: creditor.id,
      code: 'BENCH',
      title: 'Bench',
      startsOn: '2026-01-01',
      endsOn: '2099-12-31',
    }),
  );
  await close();
};

/** Loads a placement of so many rows into a workspace that nobody serves, through the real intake. */
export const placeRows = async (dataDir: string, rows: number): Promise<void> => {
  const file = path.join(dataDir, 'placement.csv');
  writePlacement(file, rows);
  await run(process.execPath, [MAIN, 'intake', '--data', dataDir, '--creditor', CREDITOR, '--file', file, '--commit']);
};

const TOGETHER = 2_000;

/** Gives the first `count` cases that may be worked to one operator; answers how many there were. */
export const giveCases = async (dataDir: string, login: string, count: number): Promise<number> => {
  const { context, close } = await openContext(dataDir);
  const { store, feed } = context;
  const user = store.sql.get<{ id: string }>('SELECT id FROM users WHERE login = ?', login)?.id ?? null;
  const cases = store.sql.all<{ id: string }>(
    'SELECT id FROM cases WHERE assigned_to IS NULL AND blocked IS NULL ORDER BY case_number LIMIT ?',
    count,
  );
  for (let from = 0; from < cases.length; from += TOGETHER) {
    store.transaction((tx) => {
      for (const { id } of cases.slice(from, from + TOGETHER)) feed.moveCase(tx, id, null, user);
    });
  }
  await close();
  return cases.length;
};
