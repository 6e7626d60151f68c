import { describe, expect, it } from 'vitest';
import type { StoppedCase } from '../../../src-shared/contract/stopped.ts';
import { undoBatch } from '../../../src-main/coordinator/intake/batch/undo.ts';
import type { Undecided } from '../../../src-shared/contract/decisions.ts';
import { noAnswer, promised } from '../../fixtures/workstation.ts';
import { refusal } from './house.ts';
import { onShift, type Shift } from './shift.ts';

const AT = '2026-11-23T08:00:00.000Z';

/** Both operators' hands on the first one's case: what the second writes comes late. */
const lateOutcome = async (shift: Shift) => {
  const [one, two] = shift.desks;
  const [target] = one?.cases ?? [];
  if (target === undefined || two === undefined) throw new Error('no case');
  const op = shift.station(1).capture({
    kind: 'outcome',
    operatorId: two.operatorId,
    caseId: target.caseId,
    baseVersion: 0,
    occurredAt: AT,
    body: promised(target.partyId, 5_000, '2026-12-10', '2026-12-14'),
  });
  expect(await shift.pushed(1, [op])).toEqual(['late(out-of-scope)']);
  return op;
};

const stateOf = (shift: Shift, caseId: string): Record<string, unknown> =>
  JSON.parse(
    shift.context.store.sql.get<{ state: string }>('SELECT state FROM cases WHERE id = ?', caseId)?.state ?? '{}',
  ) as Record<string, unknown>;

const listed = async (shift: Shift, token: string): Promise<Undecided[]> =>
  (await shift.call('GET', '/api/decisions', { token })).body['operations'] as Undecided[];

const choose = (shift: Shift, token: string, opId: string, decision: string, reason = 'sentito il debitore') =>
  shift.call('POST', `/api/decisions/${opId}`, { token, body: { decision, reason } });

describe('what a leader decides', () => {
  it(
    'CO-26 an operation that came late waits with what it says and what stands there now',
    onShift(async (shift) => {
      const op = await lateOutcome(shift);
      const { token } = await shift.user('lara', 'leader');
      expect(await listed(shift, token)).toMatchObject([
        {
          opId: op.opId,
          kind: 'outcome',
          disposition: 'late',
          code: 'out-of-scope',
          operator: 'Operatore 2',
          occurredAt: AT,
          case: { caseNumber: 'N-0', debtor: 'Debitore 0', assignedTo: 'Operatore 1', lastOutcome: null },
          said: { outcome: 'PDP', amount: 5_000, dueOn: '2026-12-10' },
          choices: ['keep', 'apply'],
        },
      ]);
    }),
  );

  it(
    'CO-27 SY-12 applied, its effect stands once, its facts are not counted twice, and the log gives the same',
    onShift(async (shift) => {
      const op = await lateOutcome(shift);
      const before = stateOf(shift, op.caseId);
      expect(before).toMatchObject({ lastOutcome: null, promises: [{ amount: 5_000 }] });
      const { cursors } = await shift.pull(0);
      const { token, id } = await shift.user('lara', 'leader');
      expect(await choose(shift, token, op.opId, 'apply')).toMatchObject({ status: 200 });
      expect(stateOf(shift, op.caseId)).toMatchObject({
        lastOutcome: 'PDP',
        lattice: 'promise',
        next: { kind: 'promise-check' },
        conversations: before['conversations'],
        attempts: before['attempts'],
        promises: before['promises'],
      });
      expect(shift.agree()).toBeNull();
      const changed = (await shift.pull(0, { cursors })).changes.filter(({ entity }) => entity === 'case');
      expect(changed.map((change) => change.id)).toEqual([op.caseId]);
      expect(await listed(shift, token)).toEqual([]);
      expect(await choose(shift, token, op.opId, 'keep')).toMatchObject(refusal(409, 'stale-version'));
      expect(
        shift.context.store.sql.all(
          "SELECT user_id, subject, case_id, detail FROM audit WHERE action = 'operation.decide'",
        ),
      ).toMatchObject([
        { user_id: id, subject: op.opId, case_id: op.caseId, detail: expect.stringContaining('apply') },
      ]);
    }),
  );

  it(
    'CO-27 kept, the case stays as it stands',
    onShift(async (shift) => {
      const op = await lateOutcome(shift);
      const before = stateOf(shift, op.caseId);
      const { token } = await shift.user('lara', 'leader');
      expect(await choose(shift, token, op.opId, 'keep')).toMatchObject({ status: 200 });
      expect(stateOf(shift, op.caseId)).toEqual(before);
      expect(shift.agree()).toBeNull();
    }),
  );

  it(
    'IN-64 of a batch that was taken back the silent workstations are told, and late work names its case',
    onShift(async (shift) => {
      const { store } = shift.context;
      const { id: batchId } = store.sql.get<{ id: string }>('SELECT id FROM batches') ?? { id: '' };
      const { token } = await shift.user('lara', 'leader');
      const told = async () => (await shift.call('GET', `/api/batches/${batchId}/undo`, { token })).body;
      shift.tokenOf(shift.desks[0]?.operatorId ?? '');
      store.sql.run(
        'UPDATE sessions SET device_id = ? WHERE user_id = ?',
        shift.station(0).deviceId,
        shift.desks[0]?.operatorId ?? '',
      );
      expect(await told()).toMatchObject({ cases: 10, assigned: 10, silentDevices: 1 });
      await shift.pull(0);
      expect(await told()).toMatchObject({ silentDevices: 0 });
      const { operatorId = '', cases = [] } = shift.desks[0] ?? {};
      const op = shift.station(0).capture({
        kind: 'outcome',
        operatorId,
        caseId: cases[2]?.caseId ?? '',
        baseVersion: 0,
        occurredAt: AT,
        body: noAnswer(cases[2]?.partyId ?? ''),
      });
      await undoBatch(shift.context, batchId, { userId: 'lara', seen: 10 });
      expect(await shift.pushed(0, [op])).toEqual(['rejected(unknown-case)']);
      expect(await listed(shift, token)).toMatchObject([{ opId: op.opId, case: null, goneCase: 'N-2' }]);
    }),
  );

  it(
    'CO-28 only what can still be made good may be applied, and only with a reason',
    onShift(async (shift) => {
      const op = await lateOutcome(shift);
      const { token } = await shift.user('lara', 'leader');
      expect(await choose(shift, token, op.opId, 'dismiss')).toMatchObject(refusal(400, 'bad-request'));
      expect(await choose(shift, token, op.opId, 'apply', ' ')).toMatchObject(refusal(400, 'bad-request'));
      expect(await choose(shift, token, 'non-esiste', 'keep')).toMatchObject(refusal(409, 'stale-version'));
      const closed = { ...stateOf(shift, op.caseId), closed: { class: 'negative', reason: 'recalled', at: AT } };
      shift.context.store.sql.run('UPDATE cases SET state = ? WHERE id = ?', JSON.stringify(closed), op.caseId);
      expect((await listed(shift, token))[0]?.choices).toEqual(['keep']);
      expect(await choose(shift, token, op.opId, 'apply')).toMatchObject(refusal(400, 'bad-request'));
    }),
  );

  it(
    'CO-28 what was refused can only be put aside, also where nobody knows who wrote it or what it is',
    onShift(async (shift) => {
      const [desk] = shift.desks;
      const good = shift.station(0).capture({
        kind: 'outcome',
        operatorId: desk?.operatorId ?? '',
        caseId: desk?.cases[0]?.caseId ?? '',
        baseVersion: 0,
        occurredAt: AT,
        body: { ...noAnswer(desk?.cases[0]?.partyId ?? ''), code: 'ZZZ' },
      });
      const strange = { opId: '0199a1b2-0000-7000-8000-0000000000ff', devSeq: 2, kind: 7, deviceId: 'x' };
      await shift.pushed(0, [good, strange]);
      shift.context.store.sql.run("INSERT INTO teams (id, name) VALUES ('t1', 'Nord')");
      const { token } = await shift.user('lara', 'leader', 't1');
      // Another team's operator wrote the first; nobody's is everybody's.
      expect(await listed(shift, token)).toMatchObject([
        { opId: strange.opId, kind: null, operator: '', case: null, said: null, choices: ['dismiss'] },
      ]);
      expect(await choose(shift, token, good.opId, 'dismiss')).toMatchObject(refusal(409, 'stale-version'));
      const all = (await shift.user('luca', 'leader')).token;
      expect(await listed(shift, all)).toMatchObject([{ opId: good.opId, code: 'unknown-outcome' }, {}]);
      expect(await choose(shift, all, good.opId, 'dismiss')).toMatchObject({ status: 200 });
      const board = await shift.call('GET', '/api/board', { token: all });
      expect(board.body).toMatchObject({ toDecide: { rejected: 1 } });
    }),
  );
});

describe('what stands still', () => {
  const stop = async (shift: Shift, code: string): Promise<{ caseId: string; partyId: string }> => {
    const [desk] = shift.desks;
    const target = desk?.cases[0];
    if (desk === undefined || target === undefined) throw new Error('no case');
    const said = { operatorId: desk.operatorId, caseId: target.caseId, occurredAt: AT };
    const body = {
      ...noAnswer(target.partyId),
      code,
      verified: 'verified' as const,
      note: 'non vuole altre telefonate',
    };
    const op = shift.station(0).capture({ ...said, kind: 'outcome', baseVersion: 0, body });
    expect(await shift.pushed(0, [op])).toEqual(['applied']);
    return target;
  };
  const waiting = async (shift: Shift, token: string): Promise<StoppedCase[]> =>
    (await shift.call('GET', '/api/decisions/cases', { token })).body['cases'] as StoppedCase[];
  const resume = (shift: Shift, token: string, caseId: string, parts = {}) => {
    const body = { caseIds: [caseId], reason: 'parlato con il creditore', lift: [], ...parts };
    return shift.call('POST', '/api/decisions/cases/resume', { token, body });
  };

  it(
    'CO-46 SY-12 what an outcome handed over waits in the leader’s list, and goes back to its operator with the reason',
    onShift(async (shift) => {
      const { caseId, partyId } = await stop(shift, 'NCO');
      const { token } = await shift.user('lara', 'leader');
      const [one, ...others] = await waiting(shift, token);
      expect(others).toEqual([]);
      expect(one).toMatchObject({ caseId, waitsFor: 'back-office', operator: 'Operatore 1', flags: ['doNotContact'] });
      expect(one?.note).toBe('non vuole altre telefonate');

      expect(await resume(shift, token, caseId, { lift: ['doNotContact', 'lawyer'] })).toMatchObject({
        status: 200,
        body: { resumed: 1 },
      });
      expect(await waiting(shift, token)).toEqual([]);
      expect(stateOf(shift, caseId)).toMatchObject({ suspended: null, next: { kind: 'call', reason: 'resumed' } });
      const rows = (await shift.pull(0)).changes.filter(({ id }) => id === caseId || id === partyId);
      expect(rows.find(({ entity }) => entity === 'party')?.row).toMatchObject({
        state: { flags: { doNotContact: null } },
      });
      expect(shift.agree()).toBeNull();
      // Twice is once, and the second is told.
      expect(await resume(shift, token, caseId)).toMatchObject(refusal(409, 'stale-version'));
    }),
  );

  it(
    'CO-46 a stop that is not lifted stands, and another team’s case is not touched',
    onShift(async (shift) => {
      const { caseId, partyId } = await stop(shift, 'NCO');
      const { store } = shift.context;
      store.transaction((tx) => {
        tx.run("INSERT INTO teams (id, name) VALUES ('t-2', 'Altra')");
      });
      const { token: other, id } = await shift.user('olga', 'leader');
      store.transaction((tx) => tx.run("UPDATE users SET team_id = 't-2' WHERE id = ?", id));
      expect(await waiting(shift, other)).toEqual([]);
      expect(await resume(shift, other, caseId)).toMatchObject(refusal(409, 'stale-version'));
      const { token } = await shift.user('lara', 'leader');
      expect(await resume(shift, token, caseId)).toMatchObject({ status: 200 });
      const row = store.sql.get<{ flags: string }>('SELECT flags FROM parties WHERE id = ?', partyId);
      expect(JSON.parse(row?.flags ?? '{}')).toMatchObject({ doNotContact: { note: 'non vuole altre telefonate' } });
      const line = store.sql.get("SELECT text FROM activities WHERE case_id = ? AND code = 'resumed'", caseId);
      expect(line).toEqual({ text: 'parlato con il creditore' });
      expect(shift.agree()).toBeNull();
    }),
  );
});
