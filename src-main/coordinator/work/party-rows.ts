import type { PartyRow } from '../../../src-shared/contract/entities.ts';
import type { Sql } from '../store/store.ts';
import { marks } from './case-rows.ts';
import { type ContactRow, partyStateOf } from './read-state.ts';
import { countedElsewhere, personOf, withElsewhere } from './same-person.ts';

type PartyColumns = {
  id: string;
  creditor_id: string;
  kind: PartyRow['kind'];
  name: string;
  tax_code: string;
  vat_number: string;
  birth_date: string | null;
  birth_place: string;
  iban: string;
  zone: string;
  person_link: string;
  flags: string;
  recent: string;
};

/** Party rows as they travel, for many parties with three queries. */
export const readPartyRows = (sql: Sql, partyIds: readonly string[]): ReadonlyMap<string, PartyRow> => {
  if (partyIds.length === 0) return new Map();
  const ids = marks(partyIds);
  const parties = sql.all<PartyColumns>(`SELECT * FROM parties WHERE id IN (${ids})`, ...partyIds);
  const contacts = Map.groupBy(
    sql.all<ContactRow>(`SELECT * FROM contact_points WHERE party_id IN (${ids}) ORDER BY party_id, id`, ...partyIds),
    (row) => row.party_id,
  );
  const elsewhere = countedElsewhere(sql, partyIds);
  const rowOf = (row: PartyColumns): PartyRow => ({
    id: row.id,
    creditorId: row.creditor_id,
    kind: row.kind,
    person: personOf(row.person_link),
    name: row.name,
    taxCode: row.tax_code,
    vatNumber: row.vat_number,
    birthDate: row.birth_date,
    birthPlace: row.birth_place,
    iban: row.iban,
    zone: row.zone,
    state: withElsewhere(partyStateOf(row, contacts.get(row.id) ?? []), elsewhere.get(row.id) ?? []),
  });
  return new Map(parties.map((row) => [row.id, rowOf(row)]));
};

/** Which of the parties have a part in a case of this operator: no row leaves its scope (SY-09). */
export const partiesOfOperator = (sql: Sql, partyIds: readonly string[], userId: string): ReadonlySet<string> => {
  if (partyIds.length === 0) return new Set();
  const ids = marks(partyIds);
  const rows = sql.all<{ id: string }>(
    `SELECT c.party_id AS id FROM cases c WHERE c.assigned_to = ? AND c.party_id IN (${ids})
     UNION SELECT cp.party_id AS id FROM case_parties cp JOIN cases c ON c.id = cp.case_id
     WHERE c.assigned_to = ? AND cp.party_id IN (${ids})`,
    userId,
    ...partyIds,
    userId,
    ...partyIds,
  );
  return new Set(rows.map(({ id }) => id));
};
