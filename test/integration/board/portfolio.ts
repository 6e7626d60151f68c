import type { Tx } from '../../../src-main/coordinator/store/store.ts';
import { addUser, type Desk } from '../administration/desk.ts';

/** Rows as the other rooms leave them, written directly: what the board makes of them is what is tested here. */
export type Portfolio = {
  readonly addBatch: (id: string, cases: number, parts?: { mandateId?: string; status?: string }) => void;
  readonly work: (caseId: string, activity: WorkActivity) => void;
  readonly pay: (caseId: string, amount: number, paidOn: string) => string;
  readonly reverse: (paymentId: string) => void;
};

export type WorkActivity = {
  readonly by: string;
  readonly at: string;
  readonly kind?: 'call' | 'outcome' | 'note';
  readonly code?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly disposition?: string;
};

const CASE_TOTAL = 10_000;

export const makePortfolio = (desk: Desk): Portfolio => {
  const { store } = desk.context;
  const ids = { next: 0 };
  const nextId = (prefix: string): string => `${prefix}-${String((ids.next += 1)).padStart(6, '0')}`;
  store.transaction((tx) => {
    tx.run("INSERT INTO creditors (id, name, code, created_at) VALUES ('k1', 'Banca Levante', 'BLEV', '2026')");
    for (const [id, ends] of [
      ['m1', '2027-01-31'],
      ['m2', '2026-11-30'],
    ] as const) {
      tx.run(
        `INSERT INTO mandates (id, creditor_id, code, title, starts_on, ends_on, status, created_at)
         VALUES (?, 'k1', ?, ?, '2026-11-01', ?, 'open', '2026')`,
        id,
        id,
        `Mandato ${id}`,
        ends,
      );
    }
  });
  const history = (
    tx: Tx,
    caseId: string,
    kind: string,
    parts: { at: string; by?: string; code?: string | null; params?: unknown; disposition?: string },
  ): void => {
    tx.run(
      `INSERT INTO activities (id, case_id, seq, at, kind, user_id, code, text, params, disposition)
       VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?)`,
      nextId('a'),
      caseId,
      store.nextSeq(tx),
      parts.at,
      kind,
      parts.by ?? '',
      parts.code ?? null,
      JSON.stringify(parts.params ?? {}),
      parts.disposition ?? 'applied',
    );
  };
  return {
    addBatch: (id, cases, { mandateId = 'm1', status = 'loaded' } = {}) =>
      store.transaction((tx) => {
        tx.run(
          `INSERT INTO batches (id, creditor_id, mandate_id, name, file_name, sha256, status, created_by, created_at, loaded_at)
           VALUES (?, 'k1', ?, ?, 'f.csv', ?, ?, 'u', '2026-11-01T08:00:00.000Z', '2026-11-02T08:00:00.000Z')`,
          id,
          mandateId,
          id,
          id,
          status,
        );
        for (let n = 1; n <= cases; n += 1) {
          tx.run(
            `INSERT INTO parties (id, creditor_id, batch_id, kind, name, tax_code, vat_number, birth_place, iban, zone,
             person_link) VALUES (?, 'k1', ?, 'person', ?, '', '', '', '', 'Europe/Rome', '')`,
            `p-${id}/${n}`,
            id,
            `Debitore ${id}/${n}`,
          );
          tx.run(
            `INSERT INTO cases (id, case_number, creditor_id, mandate_id, batch_id, party_id, product, placed_on, ends_on,
             principal, interest, fees, other, total, state, next_kind)
             VALUES (?, ?, 'k1', ?, ?, ?, '', '2026-11-02', '2027-01-31', ?, 0, 0, 0, ?, ?, 'call')`,
            `${id}/${n}`,
            `${id}/${n}`,
            mandateId,
            id,
            `p-${id}/${n}`,
            CASE_TOTAL,
            CASE_TOTAL,
            JSON.stringify({ conversations: 0, promises: [], firstWorkedAt: null, next: { zone: 'Europe/Rome' } }),
          );
        }
      }),
    work: (caseId, { by, at, kind = 'outcome', code = 'NRI', params = {}, disposition }) =>
      store.transaction((tx) => {
        const state = JSON.parse(String(tx.get('SELECT state FROM cases WHERE id = ?', caseId)?.['state']));
        const refused = disposition === 'rejected';
        const reached = !refused && kind === 'outcome' && ['PDP', 'RIC', 'GPA'].includes(code);
        const promise = !refused && params['promiseDueOn'] !== undefined;
        const after = {
          ...state,
          firstWorkedAt: state.firstWorkedAt ?? at,
          conversations: state.conversations + (reached ? 1 : 0),
          promises: promise ? [...state.promises, {}] : state.promises,
        };
        tx.run('UPDATE cases SET state = ?, worked = 1 WHERE id = ?', JSON.stringify(after), caseId);
        history(tx, caseId, kind, {
          at,
          by,
          code: kind === 'outcome' ? code : null,
          params,
          ...(disposition === undefined ? {} : { disposition }),
        });
      }),
    pay: (caseId, amount, paidOn) =>
      store.transaction((tx) => {
        const id = nextId('pay');
        tx.run(
          `INSERT INTO payments (id, creditor_id, case_id, amount, paid_on, channel, reference, recorded_by, recorded_at, seq)
           VALUES (?, 'k1', ?, ?, ?, 'transfer', ?, 'u', '2026', ?)`,
          id,
          caseId,
          amount,
          paidOn,
          id,
          store.nextSeq(tx),
        );
        tx.run('UPDATE cases SET paid = paid + ? WHERE id = ?', amount, caseId);
        history(tx, caseId, 'payment', { at: `${paidOn}T12:00:00.000Z` });
        return id;
      }),
    reverse: (paymentId) =>
      store.transaction((tx) => {
        const row = tx.get<{ case_id: string; amount: number }>('SELECT * FROM payments WHERE id = ?', paymentId);
        if (row === undefined) throw new Error(`no payment ${paymentId}`);
        tx.run("UPDATE payments SET reversed_on = '2026-11-23', reversed_at = '2026-11-23' WHERE id = ?", paymentId);
        tx.run('UPDATE cases SET paid = paid - ? WHERE id = ?', row.amount, row.case_id);
        history(tx, row.case_id, 'payment-reversal', { at: '2026-11-23T12:00:00.000Z' });
      }),
  };
};

/** Two teams, two operators in the first and one in the second. */
export const addTeams = (desk: Desk): void => {
  desk.context.store.transaction((tx) => {
    tx.run("INSERT INTO teams (id, name) VALUES ('t-a', 'A'), ('t-b', 'B')");
  });
  addUser(desk, 'op-1', 'operator', { teamId: 't-a' });
  addUser(desk, 'op-2', 'operator', { teamId: 't-a' });
  addUser(desk, 'op-3', 'operator', { teamId: 't-b' });
};
