import { createWorkspace } from '../../../src-main/coordinator/administration/create-workspace.ts';
import type { Context } from '../../../src-main/coordinator/context.ts';
import { CATALOGUE } from '../../../src-main/coordinator/work/feed.ts';
import { initialCaseState } from '../../../src-shared/sync/fold.ts';

export const OPERATORS = ['anna', 'bruno', 'carla'] as const;
export type OperatorId = (typeof OPERATORS)[number];

/**
 * Ten cases of seven debtors: two have several, one is another's guarantor. An eleventh is another creditor's, of the
 * first debtor: a party of its own, and the same person.
 */
const DEBTOR_OF = ['p1', 'p1', 'p2', 'p3', 'p4', 'p4', 'p4', 'p5', 'p6', 'p7'] as const;
const ELSEWHERE = { case: 'c11', party: 'p8', samePersonAs: 'p1' } as const;
export const CASES = [...DEBTOR_OF.map((_, n) => `c${n + 1}`), ELSEWHERE.case];
export const PARTIES: readonly string[] = [...new Set<string>(DEBTOR_OF), ELSEWHERE.party];
const GUARANTOR = { case: 'c3', party: 'p5' } as const;
const PLACED_AT = '2026-11-20T08:00:00.000Z';
const ZONE = 'Europe/Rome';

/** An invented workspace, as the intake leaves it; the first cases are assigned, the last wait. */
export function seedPortfolio(context: Context): void {
  context.store.transaction((tx) => {
    createWorkspace(context, tx, { name: 'Recuperi Prova', sample: false });
    for (const id of [...OPERATORS, 'lead']) {
      tx.run(
        `INSERT INTO users (id, login, name, role, team_id, lang, password, password_changed_at, created_at)
         VALUES (?, ?, ?, ?, NULL, 'it', '', ?, ?)`,
        id,
        id,
        `Persona ${id}`,
        id === 'lead' ? 'leader' : 'operator',
        PLACED_AT,
        PLACED_AT,
      );
    }
    tx.run("INSERT INTO creditors (id, name, code, created_at) VALUES ('k1', 'Banca Levante', 'BLEV', '2026')");
    tx.run(
      `INSERT INTO mandates (id, creditor_id, code, title, starts_on, ends_on, status, terms, created_at)
       VALUES ('m1', 'k1', 'M1', 'Prestiti', '2026-11-01', '2027-01-31', 'open', '{}', '2026')`,
    );
    tx.run(
      `INSERT INTO batches (id, creditor_id, mandate_id, name, file_name, sha256, status, created_by, created_at, loaded_at)
       VALUES ('b1', 'k1', 'm1', 'Lotto 1', 'f.csv', 'x', 'loaded', 'lead', ?, ?)`,
      PLACED_AT,
      PLACED_AT,
    );
    for (const party of new Set(DEBTOR_OF)) addParty(tx, party, { creditor: 'k1', link: party });
    DEBTOR_OF.forEach((party, n) => addCase(tx, CASES[n] ?? '', party));
    tx.run("INSERT INTO creditors (id, name, code, created_at) VALUES ('k2', 'Luce Prova', 'LUCE', '2026')");
    addParty(tx, ELSEWHERE.party, { creditor: 'k2', link: ELSEWHERE.samePersonAs });
    addCase(tx, ELSEWHERE.case, ELSEWHERE.party, 'k2');
    tx.run(
      "INSERT INTO case_parties (case_id, party_id, role) VALUES (?, ?, 'guarantor')",
      GUARANTOR.case,
      GUARANTOR.party,
    );
    context.feed.put(tx, CATALOGUE, 'creditor', 'k1');
    context.feed.put(tx, CATALOGUE, 'creditor', 'k2');
    CASES.slice(0, 8).forEach((id, n) => context.feed.moveCase(tx, id, null, OPERATORS[n < 4 ? 0 : 1] ?? null));
    context.feed.moveCase(tx, ELSEWHERE.case, null, OPERATORS[1]);
  });
}

type Tx = Parameters<Parameters<Context['store']['transaction']>[0]>[0];

function addParty(tx: Tx, id: string, { creditor, link }: { creditor: string; link: string }): void {
  tx.run('INSERT INTO person_links (creditor_id, person_link, party_id) VALUES (?, ?, ?)', creditor, link, id);
  tx.run(
    `INSERT INTO parties (id, creditor_id, batch_id, kind, name, tax_code, vat_number, birth_place, iban, zone,
     person_link, postal_code, province) VALUES (?, ?, 'b1', 'person', ?, '', '', '', '', ?, ?, '20121', 'MI')`,
    id,
    creditor,
    `Debitore ${id}`,
    ZONE,
    link,
  );
  tx.run(
    `INSERT INTO contact_points (id, party_id, kind, value, label, status, status_reason, source)
     VALUES (?, ?, 'phone', '+390000000001', '', 'ok', '', 'creditor')`,
    `${id}-phone`,
    id,
  );
}

function addCase(tx: Tx, id: string, party: string, creditor = 'k1'): void {
  const state = initialCaseState({ zone: ZONE, at: PLACED_AT });
  tx.run(
    `INSERT INTO cases (id, case_number, creditor_id, mandate_id, batch_id, party_id, product, placed_on, ends_on,
     oldest_due_on, principal, interest, fees, other, total, state, next_kind, next_at)
     VALUES (?, ?, ?, 'm1', 'b1', ?, 'Prestito', '2026-11-20', '2027-01-31', '2026-08-18', 10000, 0, 0, 0, 10000, ?, ?, ?)`,
    id,
    `N-${id}`,
    creditor,
    party,
    JSON.stringify(state),
    state.next.kind,
    state.next.at,
  );
  tx.run("INSERT INTO case_parties (case_id, party_id, role) VALUES (?, ?, 'debtor')", id, party);
  tx.run(
    `INSERT INTO positions (case_id, no, contract, product, due_on, principal, interest, fees, other, total)
     VALUES (?, 1, ?, 'Prestito', '2026-08-18', 10000, 0, 0, 0, 10000)`,
    id,
    `K-${id}`,
  );
}
