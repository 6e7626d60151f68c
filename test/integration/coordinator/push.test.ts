import { describe, expect, it } from 'vitest';
import { newId } from '../../../src-main/coordinator/identity.ts';
import { WIRE_VERSION } from '../../../src-shared/contract/basics.ts';
import type { OperationBody, OperationKind, SealedOperation } from '../../../src-shared/contract/operations.ts';
import { createWorkstation, noAnswer, promised, type Registered } from '../../fixtures/workstation.ts';
import { refusal } from './house.ts';
import { onShift, renumbered, type Shift } from './shift.ts';

const AT = '2026-11-23T08:30:00.000Z';

const say = <K extends OperationKind>(
  { station, desks }: Shift,
  n: number,
  kind: K,
  body: (partyId: string) => OperationBody<K>,
  options: { case?: number; of?: number; baseVersion?: number; operatorId?: string } = {},
): SealedOperation => {
  const desk = desks[options.of ?? n];
  const found = desk?.cases[options.case ?? 0];
  if (desk === undefined || found === undefined) throw new Error('no such case');
  return station(n).capture({
    kind,
    operatorId: options.operatorId ?? desks[n]?.operatorId ?? '',
    caseId: found.caseId,
    baseVersion: options.baseVersion ?? 0,
    occurredAt: AT,
    body: body(found.partyId),
  });
};

const note = (shift: Shift, n = 0, parts = {}) => say(shift, n, 'note', () => ({ text: 'richiamare di sera' }), parts);

describe('push', () => {
  it(
    'CO-45 nobody speaks in another’s name, whatever device he holds',
    onShift(async (shift) => {
      const [anna, bruno] = shift.desks.map(({ operatorId }) => operatorId);
      if (anna === undefined || bruno === undefined) throw new Error('no desks');
      // Bruno's computer, Bruno's credential, Bruno's keys: and Anna's name on the envelope.
      const forger = createWorkstation({ ...shift.station(1), authorKeyOf: () => shift.authorKeyOf(bruno) });
      const { caseId = '', partyId = '' } = shift.desks[0]?.cases[0] ?? {};
      const said = { operatorId: anna, caseId, baseVersion: 0, occurredAt: AT };
      const forged = [
        forger.capture({ ...said, kind: 'outcome', body: noAnswer(partyId) }),
        forger.capture({ ...said, kind: 'viewed', body: { partyId } }),
      ];
      const refused = 'rejected(unreadable-operation)';
      expect(await shift.pushed(1, forged)).toEqual([refused, refused]);
      // Changing the name on a letter of his own opens it no more.
      const own = note(shift, 1);
      expect(await shift.pushed(1, [{ ...own, devSeq: 3, operatorId: anna }])).toEqual([refused]);
      // Anna's own words are taken from whatever computer delivers them.
      expect(
        await shift.pushed(1, [renumbered(note(shift, 0), { deviceId: shift.station(1).deviceId, devSeq: 4 })]),
      ).toEqual(['applied']);
      expect(shift.agree()).toBeNull();
    }),
  );

  it(
    'SY-03 SY-04 operations are taken once, in the order of their numbers, whatever is sent again',
    onShift(async (shift) => {
      const [a, b, c] = [note(shift), say(shift, 0, 'outcome', noAnswer), note(shift)];
      expect(await shift.pushed(0, [a, b])).toEqual(['applied', 'applied']);
      expect(await shift.pushed(0, [a, b, c])).toEqual(['applied', 'applied', 'applied']);
      expect(await shift.push(0, [c])).toMatchObject({ status: 200, body: { lastSeq: 3 } });
      expect(shift.logLength()).toBe(3);
      const numbers = shift.context.store.sql.all<{ dev_seq: number }>('SELECT dev_seq FROM oplog ORDER BY seq');
      expect(numbers.map(({ dev_seq }) => dev_seq)).toEqual([1, 2, 3]);
      expect(shift.agree()).toBeNull();
    }),
  );

  it(
    'SY-04 a gap is refused with the number that is expected, and nothing of the push is recorded',
    onShift(async (shift) => {
      const ops = [note(shift), note(shift), note(shift), note(shift)] as const;
      expect(await shift.push(0, [ops[0], ops[1], ops[3]])).toMatchObject(
        refusal(409, 'sequence-gap', { expected: 3 }),
      );
      expect(shift.logLength()).toBe(0);
      expect(await shift.pushed(0, ops)).toHaveLength(4);
    }),
  );

  it(
    'SY-04 another operation under a number that was taken is a forked device; its opIds then count once',
    onShift(async (shift) => {
      const first = note(shift);
      await shift.pushed(0, [first]);
      const forked = renumbered(note(shift), { devSeq: 1 });
      expect(await shift.push(0, [forked])).toMatchObject(refusal(409, 'device-forked'));
      // The copy becomes a device of its own and appends what it has again, the recorded one included.
      const token = shift.tokenOf(shift.desks[0]?.operatorId ?? '');
      const made = (await shift.call('POST', '/api/devices', { token, body: { name: 'Copia' } })).body;
      const device = { deviceId: String(made['deviceId']), epoch: shift.station(0).epoch };
      const ops = [first, forked].map((op, n) => renumbered(op, { deviceId: device.deviceId, devSeq: n + 1 }));
      const answer = await shift.call('POST', '/api/sync/push', {
        device: String(made['credential']),
        body: { ...device, ops },
      });
      expect(answer).toMatchObject({ status: 200, body: { lastSeq: 2 } });
      expect(shift.logLength()).toBe(2);
      expect(shift.agree()).toBeNull();
    }),
  );

  it(
    'SY-10 SY-11 a malformed, an unreadable or a foreign operation is recorded as rejected and holds back none',
    onShift(async (shift) => {
      const good = (): SealedOperation => note(shift);
      const spoil = (op: SealedOperation, parts: object) => ({ ...op, ...parts });
      const bad = {
        'no kind': spoil(good(), { kind: undefined }),
        'unknown kind': spoil(good(), { kind: 'teleport' }),
        'no instant': spoil(good(), { occurredAt: 'ieri' }),
        'no box': spoil(good(), { sealed: null }),
        'other box': spoil(good(), { sealed: { ...good().sealed, box: good().sealed.box } }),
        'no point': spoil(good(), { sealed: { epk: Buffer.alloc(65, 4).toString('base64url'), box: 'AAAA' } }),
        'empty body': say(shift, 0, 'note', () => ({ text: '' })),
        'body of another kind': spoil(good(), { kind: 'viewed' }),
        'case of nobody': spoil(good(), { caseId: newId() }),
        'operator of nobody': note(shift, 0, { operatorId: newId() }),
        'party of another case': say(shift, 0, 'viewed', () => ({ partyId: shift.desks[1]?.cases[0]?.partyId ?? '' })),
        'contact of another person': say(shift, 0, 'contact-edit', (partyId) => ({
          partyId,
          contactPointId: foreignContact(shift),
          add: true,
          kind: 'phone',
          value: '+393870009999',
        })),
        'unknown outcome': say(shift, 0, 'outcome', (partyId) => ({ ...noAnswer(partyId), code: 'ZZZ' })),
        'promise without a promise': say(shift, 0, 'outcome', (partyId) => ({
          ...noAnswer(partyId),
          code: 'PDP',
          verified: 'verified',
        })),
        'promise of nobody known': say(shift, 0, 'outcome', (partyId) => ({ ...noAnswer(partyId), code: 'PDP' })),
        'too old': spoil(good(), { wireVersion: -1 }),
      };
      const before = JSON.stringify(shift.context.store.sql.all('SELECT * FROM contact_points ORDER BY id'));
      const names = Object.keys(bad);
      const ops = [...Object.values(bad), good()].map((op, n) => ({ ...op, devSeq: n + 1 }));
      const came = await shift.pushed(0, ops);
      expect(Object.fromEntries(names.map((name, n) => [name, came[n]]))).toEqual({
        'no kind': 'rejected(malformed-operation)',
        'unknown kind': 'rejected(malformed-operation)',
        'no instant': 'rejected(malformed-operation)',
        'no box': 'rejected(malformed-operation)',
        'other box': 'rejected(unreadable-operation)',
        'no point': 'rejected(unreadable-operation)',
        'empty body': 'rejected(malformed-operation)',
        'body of another kind': 'rejected(unreadable-operation)',
        'case of nobody': 'rejected(unreadable-operation)',
        'operator of nobody': 'rejected(unknown-user)',
        'party of another case': 'rejected(malformed-operation)',
        'contact of another person': 'rejected(malformed-operation)',
        'unknown outcome': 'rejected(unknown-outcome)',
        'promise without a promise': 'rejected(outcome-incomplete)',
        'promise of nobody known': 'rejected(identity-not-verified)',
        'too old': 'rejected(wire-version)',
      });
      expect(came.at(-1)).toBe('applied');
      expect(shift.logLength()).toBe(ops.length);
      expect(JSON.stringify(shift.context.store.sql.all('SELECT * FROM contact_points ORDER BY id'))).toBe(before);
      expect(shift.agree()).toBeNull();
    }),
  );

  it(
    'SY-10 an operation that nobody foresaw leaves no half of itself behind and holds back none',
    onShift(async (shift) => {
      const taken = note(shift);
      // Its line of history cannot be written: somebody else's has the id.
      shift.context.store.transaction((tx) =>
        tx.run(
          `INSERT INTO activities (id, case_id, seq, at, kind, user_id, text, params, disposition)
           VALUES (?, 'x', 0, '', 'note', '', '', '{}', 'applied')`,
          taken.opId,
        ),
      );
      const state = shift.context.store.sql.all('SELECT state FROM cases ORDER BY id');
      expect(await shift.pushed(0, [taken])).toEqual(['rejected(internal)']);
      expect(shift.context.store.sql.all('SELECT state FROM cases ORDER BY id')).toEqual(state);
      expect(await shift.pushed(0, [note(shift)])).toEqual(['applied']);
      expect(shift.logLength()).toBe(2);
    }),
  );

  it(
    'CO-20 another epoch, a newer wire version, another device and too many operations are refused whole',
    onShift(async (shift) => {
      const op = note(shift);
      const refusals = [
        [await shift.push(0, [op], { epoch: 'altra' }), 409, 'wrong-epoch'],
        [await shift.push(0, [{ ...op, wireVersion: WIRE_VERSION + 1 }]), 409, 'wire-version'],
        [await shift.push(0, [op], { deviceId: shift.station(1).deviceId }), 401, 'device-unknown'],
        [await shift.push(0, []), 400, 'bad-request'],
        [
          await shift.push(
            0,
            Array.from({ length: 201 }, () => op),
          ),
          400,
          'bad-request',
        ],
        [await shift.push(0, [{ ...op, devSeq: 0 }]), 400, 'bad-request'],
      ] as const;
      for (const [answer, status, code] of refusals) expect(answer).toMatchObject(refusal(status, code));
      expect(shift.logLength()).toBe(0);
      expect(await shift.pushed(0, [op])).toEqual(['applied']);
    }),
  );

  it(
    'SY-11 a revoked device delivers nothing more; a disabled operator’s work still arrives',
    onShift(async (shift) => {
      const { sql } = shift.context.store;
      sql.run(
        "UPDATE users SET disabled_at = '2026-11-23T08:59:00.000Z' WHERE id = ?",
        shift.desks[0]?.operatorId ?? '',
      );
      expect(await shift.pushed(0, [note(shift)])).toEqual(['applied']);
      sql.run("UPDATE devices SET revoked_at = '2026-11-23' WHERE id = ?", shift.station(0).deviceId);
      expect(await shift.push(0, [note(shift)])).toMatchObject(refusal(401, 'device-unknown'));
    }),
  );

  it(
    'SY-11 after a reassignment facts still count and the effect is withheld for the leader',
    onShift(async (shift) => {
      const { store, feed } = shift.context;
      const [mine, theirs] = [shift.desks[0]?.operatorId ?? '', shift.desks[1]?.operatorId ?? ''];
      const caseId = shift.desks[0]?.cases[0]?.caseId ?? '';
      store.transaction((tx) => feed.moveCase(tx, caseId, mine, theirs));
      const late = say(shift, 0, 'outcome', (partyId) => promised(partyId, 5_000, '2026-12-10', '2026-12-14'));
      expect(await shift.pushed(0, [late])).toEqual(['late(out-of-scope)']);
      const row = (await shift.pull(1)).changes.find(({ id }) => id === caseId)?.row as {
        state: object;
        history: object[];
      };
      expect(row.state).toMatchObject({ lastOutcome: null, next: { reason: 'new' }, promises: [{ amount: 5_000 }] });
      expect(row.history[0]).toMatchObject({ kind: 'outcome', code: 'PDP', disposition: 'late' });
      expect(shift.agree()).toBeNull();
    }),
  );

  it(
    'CO-21 who viewed whom is in the audit, also when it was seen offline, and not in the history',
    onShift(async (shift) => {
      await shift.pushed(0, [say(shift, 0, 'viewed', (partyId) => ({ partyId }))]);
      const [operatorId, { caseId, partyId } = { caseId: '', partyId: '' }] = [
        shift.desks[0]?.operatorId,
        shift.desks[0]?.cases[0],
      ];
      expect(
        shift.context.store.sql.all("SELECT user_id, subject, case_id FROM audit WHERE action = 'case.view'"),
      ).toEqual([{ user_id: operatorId, subject: partyId, case_id: caseId }]);
      expect(shift.context.store.sql.all('SELECT id FROM activities')).toEqual([]);
    }),
  );

  it(
    'CO-22 what was said of a case lies sealed in the log, under the case’s own key',
    onShift(async (shift) => {
      const op = say(shift, 0, 'note', () => ({ text: 'PAROLE-DEL-DEBITORE' }));
      await shift.pushed(0, [op]);
      const { store, caseKeys } = shift.context;
      const row = store.sql.get<{ body: string; head: string }>('SELECT body, head FROM oplog');
      expect(`${row?.body} ${row?.head}`).not.toContain('PAROLE-DEL-DEBITORE');
      expect(caseKeys.open(store.sql, op.caseId, row?.body ?? '', op.opId)).toContain('PAROLE-DEL-DEBITORE');
      store.sql.run('DELETE FROM case_keys WHERE case_id = ?', op.caseId);
      expect(caseKeys.open(store.sql, op.caseId, row?.body ?? '', op.opId)).toBeNull();
    }),
  );

  it(
    'SY-03 a hundred workstations that push at the same time lose and double nothing',
    onShift(async (shift) => {
      const { operatorId = '', cases = [] } = shift.desks[0] ?? {};
      const token = shift.tokenOf(operatorId);
      const devices = await Promise.all(
        Array.from({ length: 100 }, async (_, n) => {
          const made = await shift.call('POST', '/api/devices', { token, body: { name: `P${n}` } });
          return createWorkstation({ ...(made.body as unknown as Registered), authorKeyOf: shift.authorKeyOf });
        }),
      );
      const [target] = cases;
      if (target === undefined) throw new Error('no case');
      const send = async (device: (typeof devices)[number]): Promise<number> => {
        const ops = Array.from({ length: 5 }, () =>
          device.capture({
            kind: 'outcome',
            operatorId,
            caseId: target.caseId,
            baseVersion: 0,
            occurredAt: AT,
            body: noAnswer(target.partyId),
          }),
        );
        const { deviceId, epoch, credential } = device;
        const once = () => shift.call('POST', '/api/sync/push', { device: credential, body: { deviceId, epoch, ops } });
        const [first, second] = await Promise.all([once(), once()]);
        return first.status + second.status;
      };
      const statuses = await Promise.all(devices.map(send));
      expect(new Set(statuses)).toEqual(new Set([400]));
      expect(shift.logLength()).toBe(500);
      expect(shift.agree()).toBeNull();
    }),
  );
});

const foreignContact = ({ context, desks }: Shift): string =>
  context.store.sql.get<{ id: string }>(
    'SELECT id FROM contact_points WHERE party_id = ? LIMIT 1',
    desks[1]?.cases[0]?.partyId ?? '',
  )?.id ?? '';
