import type { WorkerStore } from '../../store/store.ts';
import { addKey, createKeyTable } from '../check/key-table.ts';
import type { ContactDraft, PartyDraft } from '../check/placement.ts';
import { HEAPS } from './batch-writer.ts';
import { numberedId, type IdParts } from './ids.ts';
import { createIndexSet } from './index-set.ts';
import { createGatherer, type Gatherer } from './tables.ts';
import { zoneOf } from './zones.ts';

export type PartyLoader = {
  /** The id of the party, written at its first mention; contact points that it has not yet are added. */
  readonly idOf: (index: number, draft: PartyDraft) => { readonly id: string; readonly zone: string };
  readonly tables: readonly Gatherer[];
};

export type PartyScope = {
  readonly batchId: string;
  readonly creditorId: string;
  readonly zone: string;
  /** True where the party comes once in the file: nothing to compare with. */
  readonly single: (index: number) => boolean;
};

/**
 * One party per person and creditor. A person who was here before keeps the party of then (a placement changes nothing
 * that is there): only new contact points are added to it, and noted in `batch_additions`, so that they can go again.
 */
export const createPartyLoader = (store: WorkerStore, ids: IdParts, scope: PartyScope): PartyLoader => {
  const { creditorId } = scope;
  const parties = createGatherer(
    'parties',
    ['id', 'kind', 'name', 'tax_code', 'vat_number', 'birth_date', 'birth_place', 'iban', 'zone', 'person_link', 'postal_code', 'province'],
    { creditor_id: creditorId, batch_id: scope.batchId, flags: '{}', recent: '{}' },
  ); // prettier-ignore
  // Nearly all contact points are good ones without a label: what is the same for all of them is not sent each time.
  const good = createGatherer('contact_points', ['id', 'party_id', 'kind', 'value'], {
    label: '',
    status: 'ok',
    status_reason: '',
    source: 'creditor',
  });
  const others = createGatherer(
    'contact_points',
    ['id', 'party_id', 'kind', 'value', 'label', 'status', 'status_reason'],
    { source: 'creditor' },
  );
  const additions = createGatherer('batch_additions', ['entity', 'id'], { batch_id: scope.batchId });
  const hasOthers =
    store.sql.get('SELECT 1 AS found FROM person_links WHERE creditor_id = ? LIMIT 1', creditorId) !== undefined;
  const links = createGatherer(HEAPS.links, ['key', 'n']);
  const written = createIndexSet();
  const before = new Map<number, { readonly id: string; readonly zone: string }>();
  const known = createKeyTable();
  let contactCount = 0;

  const contactKey = (index: number, { kind, value }: Pick<ContactDraft, 'kind' | 'value'>): string =>
    `${index}\u001f${kind}\u001f${value}`;
  const addContacts = (index: number, partyId: string, drafts: readonly ContactDraft[]): void => {
    const alone = scope.single(index) && !before.has(index);
    for (const draft of drafts) {
      if (!alone && !addKey(known, contactKey(index, draft))) continue;
      const id = numberedId(ids, 'contact', contactCount);
      contactCount += 1;
      if (draft.status === 'ok' && draft.label === '') good.add(id, partyId, draft.kind, draft.value);
      else others.add(id, partyId, draft.kind, draft.value, draft.label, draft.status, draft.reason);
      if (before.has(index)) additions.add('contact', `${partyId}/${id}`);
    }
  };

  const findBefore = (index: number, link: string): void => {
    const row = store.sql.get<{ id: string; zone: string }>(
      'SELECT p.id, p.zone FROM person_links l JOIN parties p ON p.id = l.party_id WHERE l.creditor_id = ? AND l.person_link = ?',
      creditorId,
      link,
    );
    if (row === undefined) return;
    before.set(index, row);
    additions.add('party', row.id);
    const points = store.sql.all<{ kind: 'phone' | 'email' | 'address'; value: string }>(
      'SELECT kind, value FROM contact_points WHERE party_id = ?',
      row.id,
    );
    for (const point of points) addKey(known, contactKey(index, point));
  };

  return {
    tables: [parties, good, others, additions, links],
    idOf: (index, draft) => {
      const first = written.add(index);
      if (first && hasOthers && !draft.link.startsWith('case:')) findBefore(index, draft.link);
      const party = before.get(index) ?? {
        id: numberedId(ids, 'party', index),
        zone: zoneOf(draft.country, scope.zone),
      };
      if (first && !before.has(index)) {
        parties.add(party.id, draft.kind, draft.name, draft.taxCode, draft.vatNumber, draft.birthDate, draft.birthPlace,
          draft.iban, party.zone, draft.link, draft.postalCode, draft.province); // prettier-ignore
        // Whom nothing identifies is nobody's earlier self.
        if (!draft.link.startsWith('case:')) links.add(draft.link, index);
      }
      addContacts(index, party.id, draft.contacts);
      return party;
    },
  };
};
