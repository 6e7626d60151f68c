import path from 'node:path';
import { expect, test } from 'vitest';
import type { Context } from '../../../src-main/coordinator/context.ts';
import { bookPayment } from '../../../src-main/coordinator/payments/book.ts';
import { createFoldContexts } from '../../../src-main/coordinator/work/fold-contexts.ts';
import { push } from '../../../src-main/coordinator/work/push.ts';
import { createUnseal } from '../../../src-main/coordinator/work/unseal.ts';
import { verifyWorkspace, type Verification } from '../../../src-main/coordinator/work/verify-workspace.ts';
import type { SealedOperation } from '../../../src-shared/contract/operations.ts';
import { type Desk, fillPortfolio } from '../../fixtures/portfolio.ts';
import { createWorkstation, noAnswer, promised } from '../../fixtures/workstation.ts';
import { typed, withFolder, withWorkspace } from './workspaces.ts';

const verify = ({ store, caseKeys }: Context): Verification => store.snapshot((sql) => verifyWorkspace(sql, caseKeys));

/** A morning: calls, promises, notes, edits, two operators on one case, payments, something unreadable. */
const work = async (context: Context, desks: readonly Desk[]): Promise<void> => {
  const tools = { context, unseal: createUnseal(context.keys), contexts: createFoldContexts() };
  const at = '2026-11-23T09:00:00.000Z';
  for (const [n, { device, operatorId, cases }] of desks.entries()) {
    const { capture, epoch, deviceId } = createWorkstation(device);
    const ops: SealedOperation[] = cases.flatMap(({ caseId, partyId }, i) => {
      const said = { operatorId, caseId, baseVersion: 0, occurredAt: at } as const;
      const others = desks[(n + 1) % desks.length]?.cases[i] ?? { caseId, partyId };
      return [
        capture({ ...said, kind: 'viewed', body: { partyId } }),
        capture({
          ...said,
          kind: 'outcome',
          body: i % 2 === 0 ? noAnswer(partyId) : promised(partyId, 4_000, '2026-12-10', '2026-12-14'),
        }),
        capture({ ...said, kind: 'note', body: { text: 'Richiama dopo le 18.' } }),
        capture({
          ...said,
          kind: 'contact-edit',
          body: { partyId, contactPointId: `cp-${caseId}`, add: true, kind: 'email', value: 'a@b.example' },
        }),
        capture({ ...said, kind: 'flag', body: { partyId, flag: 'lawyer', set: true, note: 'Avv. Neri' } }),
        // Somebody else's case: a fact, without effect.
        capture({ ...said, caseId: others.caseId, kind: 'outcome', body: noAnswer(others.partyId) }),
      ];
    });
    const spoilt = ops.map((op, i) => (i === 3 ? { ...op, sealed: { ...op.sealed, box: 'AAAA' } } : op));
    const answer = await push(tools, deviceId, { epoch, deviceId, ops: spoilt });
    expect(answer.results.filter(({ disposition }) => disposition.kind === 'rejected')).toHaveLength(1);
  }
  const paid = desks[0]?.cases[1]?.caseId ?? '';
  context.store.transaction((tx) =>
    bookPayment(
      context,
      tx,
      { id: desks[0]?.operatorId ?? '' },
      { caseId: paid, amount: 4_000, paidOn: '2026-11-20', channel: 'bank-transfer', reference: 'CRO 1' },
      { today: '2026-11-23' },
    ),
  );
};

const TAMPERED: readonly (readonly [string, string, RegExp])[] = [
  [
    'a case’s state',
    `UPDATE cases SET state = json_set(state, '$.attempts', 9) WHERE worked = 1`,
    /state\.attempts is 9, and \d by the log/,
  ],
  ['a column beside it', `UPDATE cases SET next_kind = 'none' WHERE worked = 1`, /next_kind/],
  ['a promise', `UPDATE promises SET amount = 1`, /promises/],
  ['a debtor’s flags', `UPDATE parties SET flags = '{}'`, /flags/],
  ['a contact point', `UPDATE contact_points SET value = 'c@d.example' WHERE kind = 'email'`, /contactPoints/],
  ['a line of the history', `DELETE FROM activities WHERE kind = 'note'`, /in the log and not in the history/],
  [
    'a line too many',
    `INSERT INTO activities SELECT 'x', case_id, seq, at, kind, user_id, code, text, params, disposition FROM activities WHERE kind = 'outcome' LIMIT 1`,
    /in the history and not in the log/,
  ],
  ['an operation left out', `DELETE FROM oplog WHERE seq = (SELECT min(seq) FROM oplog) + 2`, /operations' chain/],
  [
    'an operation’s disposition',
    `UPDATE oplog SET disposition = 'conflict' WHERE seq = (SELECT max(seq) FROM oplog)`,
    /operations' chain/,
  ],
  [
    'an operation’s body',
    `UPDATE oplog SET body = 'AAAA' WHERE seq = (SELECT max(seq) FROM oplog)`,
    /operations' chain/,
  ],
  ['a payment’s event', `UPDATE case_events SET user_id = 'x'`, /case events' chain/],
  ['a balance', `UPDATE cases SET paid = 1 WHERE paid > 0`, /not the sum of its payments/],
  ['a device’s number', `UPDATE devices SET last_seq = 1`, /beyond its last number/],
  ['the sequence', `UPDATE meta SET value = '3' WHERE key = 'last_seq'`, /the sequence stands at 3/],
  ['the end of the audit', `DELETE FROM audit WHERE seq > 1`, /entries of the audit end before entry \d+/],
  ['all case events', `DELETE FROM case_events`, /case events end before entry/],
  [
    'the last operations',
    `DELETE FROM activities; DELETE FROM oplog WHERE seq >= (SELECT max(seq) FROM oplog)`,
    /operations end before entry/,
  ],
  [
    'a case with its log',
    `DELETE FROM cases WHERE id = (SELECT case_id FROM case_events LIMIT 1)`,
    /is in the log and not in the tables/,
  ],
  ['what is owed', `UPDATE cases SET total = total - 100`, /total is 9900, and 10000 by its positions/],
  [
    'a case without a log',
    `INSERT INTO cases SELECT 'x', case_number, creditor_id, mandate_id, batch_id, party_id, product, placed_on, ends_on,
     oldest_due_on, principal, interest, fees, other, total, 0, blocked, warnings, custom, assigned_to, state, next_kind,
     next_at, lattice, last_outcome, worked, closed_class FROM cases WHERE worked = 1 LIMIT 1`,
    /case N-\d+ \(x\) has no log: state\./,
  ],
  ['the audit', `UPDATE audit SET detail = '{"x":1}' WHERE seq = 2`, /audit's chain is broken at entry 2/],
];

test('SY-12 the tables are what the logs give when they are folded again, and any change to either is found', () =>
  withFolder(async (folder) => {
    const data = path.join(folder, 'data');
    await withWorkspace(data, async ({ context }) => {
      await work(context, fillPortfolio(context, { operators: 2, casesEach: 4 }));
      const report = verify(context);
      expect(report).toMatchObject({ ok: true, difference: null, operations: 48, events: 1, cases: 8, gone: 0 });
      for (const [what, change, expected] of TAMPERED) {
        context.store.sql.exec('SAVEPOINT tamper');
        context.store.sql.exec(change);
        const found = verifyWorkspace(context.store.sql, context.caseKeys);
        context.store.sql.exec('ROLLBACK TO tamper');
        context.store.sql.exec('RELEASE tamper');
        expect(found, what).toMatchObject({ ok: false, difference: expect.stringMatching(expected) });
      }
      expect(verify(context).ok).toBe(true);
      // A workspace of before the chains' ends were written down, until the next entry.
      context.store.transaction((tx) => tx.run("DELETE FROM meta WHERE key = 'chain_heads'"));
      expect(verify(context).ok).toBe(true);
    });
  }));

test('SY-12 an erased case no longer folds, and breaks no chain', () =>
  withFolder(async (folder) => {
    await withWorkspace(path.join(folder, 'data'), async ({ context }) => {
      const desks = fillPortfolio(context, { operators: 2, casesEach: 2 });
      await work(context, desks);
      const caseId = desks[0]?.cases[0]?.caseId ?? '';
      context.store.transaction((tx) => tx.run('DELETE FROM case_keys WHERE case_id = ?', caseId));
      expect(verify(context)).toMatchObject({ ok: true, cases: 3, gone: 6 });
    });
  }));

test('DU-08 verify answers on a workspace at rest and on one in use, with its exit code', () =>
  withFolder(async (folder) => {
    const data = path.join(folder, 'data');
    await withWorkspace(data, async ({ context }) =>
      work(context, fillPortfolio(context, { operators: 2, casesEach: 2 })),
    );
    const good = await typed(['verify', '--data', data, '--json']);
    expect(good.code).toBe(0);
    expect(JSON.parse(good.out)).toMatchObject({ ok: true, operations: 24 });
    await withWorkspace(data, ({ context }) =>
      context.store.transaction((tx) => tx.run(`UPDATE cases SET state = json_set(state, '$.attempts', 9)`)),
    );
    expect(await typed(['verify', '--data', data])).toMatchObject({
      code: 1,
      err: expect.stringContaining('state.attempts'),
    });
    expect(await typed(['verify', '--data', path.join(folder, 'none')])).toMatchObject({
      code: 1,
      err: expect.stringContaining('data-dir-missing'),
    });
  }));
