import type { CaseState } from '../../../src-shared/contract/entities.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { searchable } from '../../../src-shared/domain/search.ts';
import { initialCaseState } from '../../../src-shared/sync/work.ts';
import { addUser, type Room } from './room.ts';

export type CaseParts = {
  readonly party?: string;
  readonly name?: string;
  readonly batch?: string;
  readonly product?: string;
  readonly province?: string;
  readonly postalCode?: string;
  readonly positions?: readonly {
    readonly principal: number;
    readonly interest?: number;
    readonly fees?: number;
    readonly dueOn?: string;
  }[];
  readonly state?: Partial<CaseState>;
  readonly blocked?: { readonly rule: string; readonly field: string; readonly value: string };
  readonly number?: string;
};

export const ZONE = 'Europe/Rome';
export const PLACED_AT = '2026-11-02T08:00:00.000Z';

/** A creditor with two mandates (m1, m2), a batch for each (b1, b2), as the intake leaves them. */
export const makePortfolio = (room: Room) => {
  const { store } = room.context;
  store.transaction((tx) => {
    tx.run("INSERT INTO creditors (id, name, code, created_at) VALUES ('k1', 'Banca Levante', 'BLEV', '2026')");
    for (const n of [1, 2]) {
      tx.run(
        `INSERT INTO mandates (id, creditor_id, code, title, starts_on, ends_on, status, created_at)
         VALUES (?, 'k1', ?, ?, '2026-11-01', ?, 'open', '2026')`,
        `m${n}`,
        `2026-11-${n}`,
        `Prestiti ${n}`,
        n === 1 ? '2026-11-30' : '2027-01-31',
      );
    }
  });
  const addBatch = (id: string, mandateId: string, status = 'loaded'): void =>
    store.transaction((tx) => {
      tx.run(
        `INSERT INTO batches (id, creditor_id, mandate_id, name, file_name, sha256, status, created_by, created_at, loaded_at)
         VALUES (?, 'k1', ?, ?, 'f.csv', ?, ?, 'lead', ?, ?)`,
        id,
        mandateId,
        `Lotto ${id}`,
        id,
        status,
        PLACED_AT,
        PLACED_AT,
      );
    });
  addBatch('b1', 'm1');
  addBatch('b2', 'm2');

  /** Adds a case with its party; the same `party` in two calls is one debtor. Answers its id. */
  const addCase = (id: string, parts: CaseParts = {}): string =>
    store.transaction((tx) => {
      const party = parts.party ?? `p-${id}`;
      const batch = parts.batch ?? 'b1';
      const name = parts.name ?? `Debitore ${party}`;
      const number = parts.number ?? `N-${id}`;
      const mandate = String(tx.get('SELECT mandate_id FROM batches WHERE id = ?', batch)?.['mandate_id']);
      const positions = (parts.positions ?? [{ principal: 10_000 }]).map((p) => ({
        interest: 0,
        fees: 0,
        dueOn: '2026-08-18',
        ...p,
      }));
      const sum = (pick: (p: (typeof positions)[number]) => number): number =>
        positions.reduce((n, p) => n + pick(p), 0);
      const [principal, interest, fees] = [sum((p) => p.principal), sum((p) => p.interest), sum((p) => p.fees)];
      const state = { ...initialCaseState({ zone: ZONE, at: PLACED_AT }), ...parts.state };
      tx.run(
        `INSERT INTO parties (id, creditor_id, batch_id, kind, name, tax_code, vat_number, birth_place, iban, zone,
         person_link, postal_code, province) VALUES (?, 'k1', ?, 'person', ?, '', '', '', '', ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        party,
        batch,
        name,
        ZONE,
        party,
        parts.postalCode ?? '20121',
        parts.province ?? 'MI',
      );
      tx.run(
        `INSERT INTO cases (id, case_number, creditor_id, mandate_id, batch_id, party_id, product, placed_on, ends_on,
         oldest_due_on, principal, interest, fees, other, total, blocked, state, next_kind, next_at, lattice, last_outcome, worked)
         VALUES (?, ?, 'k1', ?, ?, ?, ?, '2026-11-02', '2026-11-30', '2026-08-18', ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)`,
        id,
        number,
        mandate,
        batch,
        party,
        parts.product ?? 'Prestito',
        principal,
        interest,
        fees,
        principal + interest + fees,
        parts.blocked === undefined ? null : JSON.stringify(parts.blocked),
        JSON.stringify(state),
        state.next.kind,
        state.next.at,
        state.lattice,
        state.lastOutcome,
        state.firstWorkedAt === null ? 0 : 1,
      );
      tx.run("INSERT INTO case_parties (case_id, party_id, role) VALUES (?, ?, 'debtor')", id, party);
      const target = { names: [name], caseNumbers: [number], phones: [], taxCodes: [] };
      const { words, cases } = searchable(target);
      for (const token of new Set([...words, ...cases])) {
        tx.run('INSERT INTO search_tokens (token, case_id) VALUES (?, ?)', token, id);
      }
      positions.forEach((p, no) => {
        tx.run(
          `INSERT INTO positions (case_id, no, contract, product, due_on, principal, interest, fees, other, total)
           VALUES (?, ?, ?, 'Prestito', ?, ?, ?, ?, 0, ?)`,
          id,
          no + 1,
          `K-${id}`,
          p.dueOn,
          p.principal,
          p.interest,
          p.fees,
          p.principal + p.interest + p.fees,
        );
      });
      for (const promise of state.promises) {
        tx.run(
          `INSERT INTO promises (id, case_id, amount, due_on, method, check_on, made_at, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
          promise.id,
          id,
          promise.amount,
          promise.dueOn,
          promise.method,
          promise.checkOn,
          promise.madeAt,
          promise.status,
        );
      }
      return id;
    });
  return { addBatch, addCase };
};

/** Two teams: op-1 and op-2 in the first with the leader, op-3 in the second. */
export const addTeams = (room: Room): SessionUser => {
  room.context.store.transaction((tx) => tx.run("INSERT INTO teams (id, name) VALUES ('t-a', 'A'), ('t-b', 'B')"));
  addUser(room, 'lead', 'leader', { teamId: 't-a', name: 'Rita Moro' });
  addUser(room, 'op-1', 'operator', { teamId: 't-a' });
  addUser(room, 'op-2', 'operator', { teamId: 't-a' });
  addUser(room, 'op-3', 'operator', { teamId: 't-b' });
  return { id: 'lead', login: 'lead', name: 'Rita Moro', role: 'leader', teamId: 't-a', lang: 'it' };
};

/** What `cases` says of one. */
export const caseRow = (room: Room, id: string) => {
  const row = room.context.store.sql.get<{
    paid: number;
    total: number;
    assigned_to: string | null;
    state: string;
    closed_class: string | null;
    blocked: string | null;
  }>('SELECT paid, total, assigned_to, state, closed_class, blocked FROM cases WHERE id = ?', id);
  if (row === undefined) throw new Error(`no case ${id}`);
  return { ...row, state: JSON.parse(row.state) as CaseState };
};
