import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  verifyAuditChain,
  verifyAuditChainWhileServing,
} from '../../../src-main/coordinator/administration/audit/chain.ts';
import { auditActions, listAudit } from '../../../src-main/coordinator/administration/audit-list.ts';
import { createCreditor, listCreditors, saveCreditor } from '../../../src-main/coordinator/administration/creditors.ts';
import { createMandate, listMandates, saveMandate } from '../../../src-main/coordinator/administration/mandates.ts';
import { readOutcomes, saveOutcomes } from '../../../src-main/coordinator/administration/outcomes.ts';
import { checkPassword } from '../../../src-main/coordinator/administration/passwords.ts';
import { listTeams, listUsers } from '../../../src-main/coordinator/administration/people.ts';
import { createTeam, dropTeam } from '../../../src-main/coordinator/administration/teams.ts';
import {
  createUser,
  resetPassword,
  saveUser,
  setUserEnabled,
} from '../../../src-main/coordinator/administration/users.ts';
import {
  readWorkspace,
  saveContactRules,
  saveWorkspace,
} from '../../../src-main/coordinator/administration/workspace.ts';
import { CreditorInput, MandateInput } from '../../../src-shared/contract/administration.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { addUser, type Desk, openDesk } from './desk.ts';
import { standingIn } from '../../fixtures/standing-feed.ts';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.close());

const ADMIN = 'u-admin';
const sql = () => desk.context.store.sql;
const reader = (role: SessionUser['role'], teamId: string | null = null): SessionUser => ({
  id: 'u-reader',
  login: 'reader',
  name: 'Reader',
  role,
  teamId,
  lang: 'it',
});
const code = (fn: () => unknown): string => {
  try {
    fn();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return 'none';
};

const creditor = (parts: Record<string, unknown> = {}) =>
  CreditorInput.parse({
    name: 'Banca Levante',
    code: 'blev',
    checks: { 'IN-12': 'warn' },
    conventions: { return: {} },
    ...parts,
  });
const mandate = (creditorId: string, parts: Record<string, unknown> = {}) =>
  MandateInput.parse({
    creditorId,
    code: 'BL-2026-11',
    title: 'Prestiti novembre',
    startsOn: '2026-11-01',
    endsOn: '2027-01-31',
    ...parts,
  });

describe('creditors and mandates', () => {
  it('AD-01 what is kept of a creditor comes back whole, and reaches every workstation', () => {
    const made = createCreditor(desk.context, ADMIN, creditor());
    expect(made).toMatchObject({ code: 'BLEV', checks: { 'IN-12': 'warn' }, mandates: 0, batches: 0 });
    expect(made.conventions.return).toMatchObject({ delimiter: ';', decimal: ',' });
    const saved = saveCreditor(desk.context, ADMIN, made.id, creditor({ name: 'Banca di Levante' }));
    expect(saved.name).toBe('Banca di Levante');
    expect(listCreditors(sql())).toEqual([saved]);
    expect(standingIn(sql(), 'catalogue').map(({ entity_id }) => entity_id)).toContain(made.id);
    expect(desk.poked).toEqual(['catalogue', 'catalogue']);
  });

  it('AD-01 two creditors never share a name or a code', () => {
    createCreditor(desk.context, ADMIN, creditor());
    expect(code(() => createCreditor(desk.context, ADMIN, creditor({ code: 'ALTRA', name: 'banca LEVANTE' })))).toBe(
      'already-exists',
    );
    expect(code(() => createCreditor(desk.context, ADMIN, creditor({ name: 'Altra' })))).toBe('already-exists');
  });

  it('AD-01 conventions that another room keeps are not lost when the desk saves', () => {
    const { id } = createCreditor(desk.context, ADMIN, creditor());
    sql().run('UPDATE creditors SET conventions = ? WHERE id = ?', '{"return":{},"payments":{"delimiter":"|"}}', id);
    saveCreditor(desk.context, ADMIN, id, creditor({ conventions: { return: { decimal: '.' } } }));
    const kept = JSON.parse(String(sql().get('SELECT conventions FROM creditors WHERE id = ?', id)?.['conventions']));
    expect(kept).toMatchObject({ payments: { delimiter: '|' }, return: { decimal: '.' } });
  });

  it('AD-02 a mandate starts with the terms of the house, ends after it begins, and is paid to a real account', () => {
    const owner = createCreditor(desk.context, ADMIN, creditor());
    const made = createMandate(desk.context, ADMIN, mandate(owner.id));
    expect(made).toMatchObject({ promiseGraceDays: 3, promiseThresholdPercent: 95, status: 'open' });
    const refused = (parts: Record<string, unknown>) => {
      const { endsOn, ...rest } = { endsOn: '2027-01-31', ...parts };
      return MandateInput.safeParse({ ...made, ...rest, endsOn }).error?.issues.map(({ message }) => message);
    };
    expect(refused({ endsOn: '2026-10-31' })).toEqual(['ends-before-start']);
    expect(refused({ endsOn: '2026-02-30' })).toContain('not-a-date');
    expect(refused({ howToPay: { iban: 'IT00X' } })).toEqual(['not-an-iban']);
    expect(refused({ howToPay: { iban: 'IT60 X054 2811 1010 0000 0123 456' } })).toBeUndefined();
  });

  it('AD-02 a closed mandate, and a mandate’s creditor, are not changed', () => {
    const owner = createCreditor(desk.context, ADMIN, creditor());
    const other = createCreditor(desk.context, ADMIN, creditor({ name: 'Enermia', code: 'ENE' }));
    const made = createMandate(desk.context, ADMIN, mandate(owner.id));
    expect(code(() => saveMandate(desk.context, ADMIN, made.id, mandate(other.id)))).toBe('unknown-mandate');
    expect(code(() => createMandate(desk.context, ADMIN, mandate(owner.id)))).toBe('already-exists');
    const longer = saveMandate(desk.context, ADMIN, made.id, mandate(owner.id, { endsOn: '2027-02-28' }));
    expect(longer.endsOn).toBe('2027-02-28');
    sql().run("UPDATE mandates SET status = 'closed' WHERE id = ?", made.id);
    expect(code(() => saveMandate(desk.context, ADMIN, made.id, mandate(owner.id)))).toBe('mandate-closed');
    expect(listMandates(sql(), owner.id)).toHaveLength(1);
  });
});

describe('people', () => {
  const person = { name: 'Giulia Bianchi', role: 'operator', teamId: null, lang: 'it' } as const;

  it('AD-03 a new user gets a password shown once; only its hash stays', async () => {
    const { user, oneTimePassword } = await createUser(desk.context, ADMIN, { ...person, login: 'giulia' });
    expect(user.passwordGiven).toBe(true);
    expect(oneTimePassword).toMatch(/^(?:[a-z2-9]{4}-){3}[a-z2-9]{4}$/u);
    const stored = String(sql().get('SELECT password FROM users WHERE id = ?', user.id)?.['password']);
    expect(stored).not.toContain(oneTimePassword);
    expect(await checkPassword(oneTimePassword, stored)).toBe(true);
    expect(JSON.stringify(sql().all('SELECT detail FROM audit'))).not.toContain(oneTimePassword);
    await expect(createUser(desk.context, ADMIN, { ...person, login: 'giulia' })).rejects.toMatchObject({
      code: 'already-exists',
    });
  });

  it('AD-03 a reset, a new role and a disabling end the user’s sessions', async () => {
    const { user } = await createUser(desk.context, ADMIN, { ...person, login: 'giulia' });
    const sessions = () => sql().all('SELECT 1 AS n FROM sessions WHERE user_id = ?', user.id).length;
    const signIn = () =>
      sql().run(
        "INSERT INTO sessions (token_hash, user_id, created_at, expires_at) VALUES (?, ?, '2026', '2027')",
        `t${Math.random()}`,
        user.id,
      );
    signIn();
    const again = await resetPassword(desk.context, ADMIN, user.id);
    expect([sessions(), again.user.passwordGiven]).toEqual([0, true]);
    signIn();
    saveUser(desk.context, ADMIN, user.id, { ...person, name: 'Giulia B.' });
    expect(sessions()).toBe(1);
    saveUser(desk.context, ADMIN, user.id, { ...person, role: 'leader' });
    expect(sessions()).toBe(0);
    signIn();
    expect(setUserEnabled(desk.context, ADMIN, user.id, false).disabledAt).not.toBeNull();
    expect(sessions()).toBe(0);
    expect(setUserEnabled(desk.context, ADMIN, user.id, true).disabledAt).toBeNull();
  });

  it('AD-04 the last administrator is neither disabled nor given another role', () => {
    addUser(desk, 'u-a', 'administrator');
    const other = { name: 'A', role: 'operator', teamId: null, lang: 'it' } as const;
    expect(code(() => setUserEnabled(desk.context, ADMIN, 'u-a', false))).toBe('last-administrator');
    expect(code(() => saveUser(desk.context, ADMIN, 'u-a', other))).toBe('last-administrator');
    addUser(desk, 'u-b', 'administrator');
    expect(setUserEnabled(desk.context, ADMIN, 'u-a', false).disabledAt).not.toBeNull();
    expect(code(() => setUserEnabled(desk.context, ADMIN, 'u-b', false))).toBe('last-administrator');
  });

  it('AD-05 a leader sees the own team and no other', () => {
    const a = createTeam(desk.context, ADMIN, 'Squadra A');
    const b = createTeam(desk.context, ADMIN, 'Squadra B');
    addUser(desk, 'u-1', 'operator', { teamId: a.id });
    addUser(desk, 'u-2', 'operator', { teamId: b.id });
    expect(listUsers(sql(), reader('leader', a.id)).map(({ id }) => id)).toEqual(['u-1']);
    expect(listTeams(sql(), reader('leader', a.id)).map(({ name }) => name)).toEqual(['Squadra A']);
    expect(listUsers(sql(), reader('administrator', a.id)).map(({ id }) => id)).toEqual(['u-1', 'u-2']);
    expect(code(() => createTeam(desk.context, ADMIN, 'squadra a'))).toBe('already-exists');
    expect(code(() => dropTeam(desk.context, ADMIN, a.id))).toBe('team-has-members');
    sql().run("DELETE FROM users WHERE id = 'u-1'");
    dropTeam(desk.context, ADMIN, a.id);
    expect(listTeams(sql(), reader('administrator')).map(({ name }) => name)).toEqual(['Squadra B']);
  });
});

describe('outcomes and rules', () => {
  it('AD-06 a new version comes into force for everybody at once', () => {
    const { version, outcomes } = readOutcomes(sql());
    const renamed = outcomes.map((o) => (o.code === 'RIC' ? { ...o, label: { it: 'Richiamo', en: 'Call again' } } : o));
    const after = saveOutcomes(desk.context, ADMIN, { version, outcomes: renamed });
    expect(after.version).toBe(version + 1);
    expect(after.outcomes.find((o) => o.code === 'RIC')?.label.it).toBe('Richiamo');
    expect(desk.poked).toEqual(['catalogue']);
  });

  it('AD-06 a catalogue made from an older one is refused', () => {
    const { version, outcomes } = readOutcomes(sql());
    saveOutcomes(desk.context, ADMIN, { version, outcomes });
    expect(code(() => saveOutcomes(desk.context, ADMIN, { version, outcomes }))).toBe('stale-version');
  });

  it('AD-07 a code that a case’s history holds cannot be removed', () => {
    const before = readOutcomes(sql());
    sql().run(
      `INSERT INTO activities (id, case_id, seq, at, kind, user_id, code, text, params, disposition)
       VALUES ('a1', 'c1', 1, '2026-11-20T10:00:00.000Z', 'outcome', 'u1', 'IRR', '', '{}', 'applied')`,
    );
    expect(readOutcomes(sql()).used).toEqual(['IRR']);
    const without = before.outcomes.filter((o) => o.code !== 'IRR');
    expect(code(() => saveOutcomes(desk.context, ADMIN, { version: 1, outcomes: without }))).toBe('outcome-catalogue');
    expect(readOutcomes(sql()).version).toBe(1);
  });

  it('AD-09 changed contact rules lose the mark of whoever checked them, unless their author checked them too', () => {
    const user = { id: ADMIN, name: 'Ada Neri' };
    const { contactRules, revision } = readWorkspace(sql());
    const { checked: _checked, ...rules } = contactRules;
    const marked = saveContactRules(desk.context, user, { revision, rules, checkedByMe: true });
    expect(marked.contactRules.checked).toEqual({ by: 'Ada Neri', on: '2026-11-23' });
    const same = saveContactRules(desk.context, user, { revision: 1, rules, checkedByMe: false });
    expect(same.contactRules.checked).toEqual({ by: 'Ada Neri', on: '2026-11-23' });
    const changed = { ...rules, extraHolidays: ['12-07'] };
    const lost = saveContactRules(desk.context, user, { revision: 2, rules: changed, checkedByMe: false });
    expect(lost.contactRules).toMatchObject({ checked: null, extraHolidays: ['12-07'] });
    expect(code(() => saveContactRules(desk.context, user, { revision: 2, rules, checkedByMe: true }))).toBe(
      'stale-version',
    );
  });

  it('AD-09 the workspace keeps its rules when its name changes, and refuses a zone nobody knows', () => {
    const saved = saveWorkspace(desk.context, ADMIN, {
      revision: 0,
      name: 'Recuperi Sud',
      zone: 'Europe/Rome',
      wrapUpSeconds: 45,
    });
    expect(saved).toMatchObject({ name: 'Recuperi Sud', wrapUpSeconds: 45, revision: 1 });
    expect(saved.contactRules.limits).toHaveLength(2);
    const zone = { revision: 1, name: 'X', zone: 'Europe/Nowhere', wrapUpSeconds: 0 };
    expect(code(() => saveWorkspace(desk.context, ADMIN, zone))).toBe('bad-request');
  });
});

describe('the audit', () => {
  it('AD-12 a long chain is verified stretch by stretch, to its last entry', async () => {
    desk.context.store.transaction((tx) => {
      for (let n = 0; n < 1_203; n += 1)
        desk.context.audit.record(tx, { userId: ADMIN, action: 'case.view', subject: 's' });
    });
    expect(await verifyAuditChainWhileServing(sql())).toEqual({ entries: 1_203, brokenAt: null });
    sql().run("UPDATE audit SET subject = 'other' WHERE seq = 1101");
    expect(await verifyAuditChainWhileServing(sql())).toEqual({ entries: 1_101, brokenAt: 1_101 });
    sql().run('DELETE FROM audit WHERE seq = 700');
    expect((await verifyAuditChainWhileServing(sql())).brokenAt).toBe(701);
  });

  const record = (action: string, parts: { userId?: string; caseId?: string } = {}) =>
    desk.context.store.transaction((tx) => {
      const { userId = ADMIN, caseId = null } = parts;
      desk.context.audit.record(tx, { userId, action, subject: 's', caseId, detail: { amount: 100 } });
    });
  const addCase = (id: string, assignedTo: string | null) =>
    sql().run(
      `INSERT INTO cases (id, case_number, creditor_id, mandate_id, batch_id, party_id, product, placed_on, ends_on,
       principal, interest, fees, other, total, assigned_to, state, next_kind)
       VALUES (?, ?, 'k1', 'm1', 'b1', 'p1', '', '2026-11-01', '2027-01-31', 1, 0, 0, 0, 1, ?, '{}', 'call')`,
      id,
      `N-${id}`,
      assignedTo,
    );
  const list = (role: SessionUser['role'], query: Record<string, unknown> = {}, teamId: string | null = null) =>
    listAudit(sql(), reader(role, teamId), 'Europe/Rome', { limit: 100, ...query });

  it('AD-10 is filtered by user, action or family, case and days, latest first, page by page', () => {
    sql().run("INSERT INTO creditors (id, name, code, created_at) VALUES ('k1', 'K', 'K', '2026')");
    addCase('c1', null);
    desk.at('2026-11-20T22:59:00.000Z');
    record('payment.record', { caseId: 'c1', userId: 'u-1' });
    desk.at('2026-11-20T23:01:00.000Z');
    record('payment.reverse', { caseId: 'c1' });
    record('case.view', { caseId: 'c1' });
    const actions = (query: Record<string, unknown>) => list('auditor', query).entries.map(({ action }) => action);
    expect(actions({})).toEqual(['case.view', 'payment.reverse', 'payment.record']);
    expect(actions({ userId: 'u-1' })).toEqual(['payment.record']);
    expect(actions({ action: 'payment.' })).toEqual(['payment.reverse', 'payment.record']);
    expect(actions({ action: 'case.view' })).toEqual(['case.view']);
    expect(actions({ caseNumber: 'N-c1' })).toHaveLength(3);
    expect(actions({ caseNumber: 'N-none' })).toEqual([]);
    // 23:01 UTC is the next day in Rome.
    expect(actions({ to: '2026-11-20' })).toEqual(['payment.record']);
    expect(actions({ from: '2026-11-21' })).toEqual(['case.view', 'payment.reverse']);
    const first = list('auditor', { limit: 2 });
    expect(first.more).toBe(true);
    const rest = list('auditor', { limit: 2, before: first.entries.at(-1)?.seq });
    expect([rest.more, rest.entries.map(({ action }) => action)]).toEqual([false, ['payment.record']]);
    expect(auditActions(sql())).toEqual(['case.view', 'payment.record', 'payment.reverse']);
  });

  it('AD-11 shows an administrator no debtor’s data, and a leader only the cases that no other team holds', () => {
    sql().run("INSERT INTO creditors (id, name, code, created_at) VALUES ('k1', 'K', 'K', '2026')");
    addUser(desk, 'u-own', 'operator', { teamId: 't-a' });
    addUser(desk, 'u-else', 'operator', { teamId: 't-b' });
    addCase('c-own', 'u-own');
    addCase('c-free', null);
    addCase('c-else', 'u-else');
    for (const caseId of ['c-own', 'c-free', 'c-else']) record('case.view', { caseId });
    record('user.create');
    const forAdministrator = list('administrator').entries;
    expect(forAdministrator).toHaveLength(4);
    expect(forAdministrator.every(({ caseNumber }) => caseNumber === null)).toBe(true);
    expect(forAdministrator.map(({ detail }) => Object.keys(detail).length)).toEqual([1, 0, 0, 0]);
    expect(list('leader', {}, 't-a').entries.map(({ caseNumber }) => caseNumber)).toEqual(['N-c-free', 'N-c-own']);
    expect(list('auditor').entries).toHaveLength(4);
  });

  it('AD-12 every change of the desk is in the chain', async () => {
    const owner = createCreditor(desk.context, ADMIN, creditor());
    createMandate(desk.context, ADMIN, mandate(owner.id));
    await createUser(desk.context, ADMIN, { name: 'A', login: 'anna', role: 'operator', teamId: null, lang: 'it' });
    expect(list('auditor').entries.map(({ action }) => action)).toEqual([
      'user.create',
      'mandate.create',
      'creditor.create',
    ]);
    expect(verifyAuditChain(sql())).toEqual({ entries: 3, brokenAt: null });
    expect(await verifyAuditChainWhileServing(sql())).toEqual({ entries: 3, brokenAt: null });
    sql().run("UPDATE audit SET user_id = 'u-nobody' WHERE seq = 2");
    expect(verifyAuditChain(sql()).brokenAt).toBe(2);
    expect(await verifyAuditChainWhileServing(sql())).toEqual({ entries: 2, brokenAt: 2 });
  });
});
