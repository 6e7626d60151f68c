import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { CreditorInput, MandateInput } from '../../src-shared/contract/administration.ts';
import type { Role } from '../../src-shared/contract/basics.ts';
import { AppError } from '../../src-shared/contract/errors.ts';
import { LayoutSpec } from '../../src-shared/contract/layout.ts';
import type { SessionUser } from '../../src-shared/contract/session.ts';
import { type CivilDate, todayIn } from '../../src-shared/domain/civil-date.ts';
import { createWorkspace, insertUser, workspaceName } from '../coordinator/administration/create-workspace.ts';
import { createCreditor } from '../coordinator/administration/creditors.ts';
import { createMandate } from '../coordinator/administration/mandates.ts';
import { hashPassword } from '../coordinator/administration/passwords.ts';
import { writeSampleUsers } from '../coordinator/administration/sessions/sample-users.ts';
import { createTeam } from '../coordinator/administration/teams.ts';
import { applyMoves } from '../coordinator/assignment/apply.ts';
import { planShare } from '../coordinator/assignment/share.ts';
import { teamOf } from '../coordinator/assignment/team.ts';
import type { Context } from '../coordinator/context.ts';
import { placeFile } from '../coordinator/intake/place-file.ts';
import { readMeta, writeMeta } from '../coordinator/store/meta.ts';
import { type SampleFile, writeSampleFiles } from './sample/files.ts';
import { iban } from './sample/numbers.ts';
import { createRandom } from './sample/random.ts';

const ZONE = 'Europe/Rome';
const SEED = 'sollecito';
/** Shown on the sign-in screen: nothing in a sample workspace is secret. */
const PASSWORD = 'prova-sollecito';
/** The creditor whose batch stays undealt, so that there is something to assign. */
const LEFT_TO_ASSIGN = 'TELCOSUD';

const PEOPLE: readonly { readonly login: string; readonly name: string; readonly role: Role }[] = [
  { login: 'rita', name: 'Rita Moro', role: 'leader' },
  { login: 'anna', name: 'Anna Conti', role: 'operator' },
  { login: 'luca', name: 'Luca Ferri', role: 'operator' },
  { login: 'sara', name: 'Sara Galli', role: 'operator' },
  { login: 'ada', name: 'Ada Riva', role: 'administrator' },
  { login: 'piero', name: 'Piero Nava', role: 'auditor' },
];

/** How far the sample has come: a start that was cut short goes on from here, with the dates it began with. */
const Progress = z.object({ baseDate: z.string(), done: z.boolean() });

/**
 * Fills an empty workspace with the sample: people, three creditors with a mandate each, their placement files through
 * the real intake, two of the batches dealt to the operators by value. Leaves a workspace of any other kind alone, and
 * finishes a sample that was cut short, step by step: what a step has done it does not do twice. `scale` 1 is about
 * 2,000 debtors.
 */
export const fillSample = async (context: Context, scale = 1): Promise<void> => {
  const { store } = context;
  const text = readMeta(store.sql, 'sample_progress');
  if (text === null && workspaceName(store.sql) !== null) return;
  const baseDate = text === null ? todayIn(ZONE, context.clock.now()) : Progress.parse(JSON.parse(text)).baseDate;
  if (text !== null && Progress.parse(JSON.parse(text)).done) return;
  const files = await writeSampleFiles(path.join(context.dataDir, 'sample'), { baseDate, seed: SEED, scale });
  if (text === null) await begin(context, baseDate, files);
  const leader = leaderOf(context);
  for (const file of files) {
    const batchId = await load(context, leader, file);
    if (file.creditorCode !== LEFT_TO_ASSIGN) await deal(context, leader, batchId);
  }
  store.transaction((tx) => writeMeta(tx, 'sample_progress', JSON.stringify({ baseDate, done: true })));
};

/** People, creditors and mandates, all or none. */
const begin = async (context: Context, baseDate: CivilDate, files: readonly SampleFile[]): Promise<void> => {
  // One hash for all: the password is the same, and a sample should not take seconds to begin.
  const password = await hashPassword(PASSWORD, context.config.scryptLog2N);
  const accounts = createRandom(`${SEED} accounts`);
  context.store.transaction((tx) => {
    createWorkspace(context, tx, { name: 'Recupero Esempio', sample: true });
    const team = createTeam(context, '', 'Squadra 1');
    for (const person of PEOPLE) {
      const teamId = person.role === 'leader' || person.role === 'operator' ? team.id : null;
      insertUser(context, tx, { ...person, teamId, password });
    }
    writeSampleUsers(
      tx,
      PEOPLE.map((person) => ({ ...person, password: PASSWORD })),
    );
    for (const { creditor, creditorCode, mandate } of files) {
      const { id } = createCreditor(
        context,
        '',
        CreditorInput.parse({ name: creditor, code: creditorCode, checks: {}, conventions: { return: {} } }),
      );
      createMandate(
        context,
        '',
        MandateInput.parse({
          ...mandate,
          creditorId: id,
          howToPay: { payee: creditor, iban: iban(accounts), reason: 'Pratica {case}' },
        }),
      );
    }
    context.audit.record(tx, { userId: '', action: 'workspace.create', subject: 'settings', detail: { sample: true } });
    writeMeta(tx, 'sample_progress', JSON.stringify({ baseDate, done: false }));
  });
};

const leaderOf = ({ store }: Context): SessionUser => {
  const row = store.sql.get<{ id: string; login: string; name: string; team_id: string }>(
    "SELECT id, login, name, team_id FROM users WHERE role = 'leader' LIMIT 1",
  );
  if (row === undefined) throw new Error('the sample workspace has lost its leader');
  return { id: row.id, login: row.login, name: row.name, role: 'leader', teamId: row.team_id, lang: 'it' };
};

/** Loads a sample file unless it stands loaded already; answers its batch. */
const load = async (context: Context, leader: SessionUser, file: SampleFile): Promise<string> => {
  const { sql } = context.store;
  const mandate = sql.get<{ id: string; creditor_id: string }>(
    'SELECT m.id, m.creditor_id FROM mandates m JOIN creditors c ON c.id = m.creditor_id WHERE c.code = ?',
    file.creditorCode,
  );
  if (mandate === undefined) throw new AppError('unknown-mandate', { params: { creditor: file.creditor } });
  const standing = sql.get<{ id: string }>(
    "SELECT id FROM batches WHERE creditor_id = ? AND status = 'loaded'",
    mandate.creditor_id,
  );
  if (standing !== undefined) return standing.id;
  const { batchId } = await placeFile(context, {
    path: file.file,
    fileName: path.basename(file.file),
    creditorId: mandate.creditor_id,
    mandateId: mandate.id,
    layout: LayoutSpec.parse(JSON.parse(readFileSync(file.layout, 'utf8'))),
    commit: true,
    userId: leader.id,
    lang: 'it',
    rejects: null,
  });
  if (batchId === null) throw new Error(`the sample file of ${file.creditor} was refused`);
  return batchId;
};

/** Deals a batch to all operators by value. Dealing again deals what is left, which may be nothing. */
const deal = async (context: Context, leader: SessionUser, batchId: string): Promise<void> => {
  const team = teamOf(context.store.sql, leader);
  const order = {
    selection: { filter: { batchId, standing: 'unassigned' } },
    operatorIds: [...team.operators.keys()],
    by: 'value',
    countHeld: true,
    again: false,
  } as const;
  try {
    const { moves } = planShare(context.store, team, { ...order, operatorIds: [...order.operatorIds] });
    await applyMoves(context, leader, moves, { action: 'case.share', detail: { by: order.by } });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'assignment-empty') throw error;
  }
};
