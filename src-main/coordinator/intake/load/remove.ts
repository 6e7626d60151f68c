import { destroyCaseKey } from '../../administration/keys/case-keys.ts';
import type { Tx, WorkerStore } from '../../store/store.ts';
import { checkpoint, type Chunks, createChunks, prepareConnection } from './chunks.ts';

const CASES_TOGETHER = 40;
const TOKENS_TOGETHER = 1_000;

/**
 * Removes every row of a batch in short transactions; begun again it goes on where it stopped. What was there before
 * stays as it was: a debtor that other batches have as well is handed to one of them. Answers how many cases are gone,
 * and the cases of other batches that had one of them as a sibling in somebody's queue.
 */
export const removeBatch = (
  store: WorkerStore,
  batchId: string,
  progress: (done: number, total: number) => void,
): { readonly removed: number; readonly siblings: readonly string[] } => {
  prepareConnection(store);
  const chunks = createChunks(store);
  const total = count(store, 'SELECT count(*) AS n FROM cases WHERE batch_id = ?', batchId);
  removeUnowned(store, chunks, batchId);
  // Tokens before cases: they are found by them.
  removeTokens(store, chunks, batchId);
  const siblings = new Set<string>();
  let done = 0;
  chunks.run((tx) => {
    const cases = tx.all<{ id: string; party_id: string }>(
      'SELECT id, party_id FROM cases WHERE batch_id = ? LIMIT ?',
      batchId,
      CASES_TOGETHER,
    );
    for (const { id, party_id } of cases) {
      for (const sibling of siblingsOf(tx, party_id, batchId)) siblings.add(sibling);
      removeCase(tx, id);
    }
    done += cases.length;
    progress(done, total);
    return cases.length > 0;
  });
  removeContacts(chunks, batchId);
  removeParties(chunks, batchId);
  checkpoint(store);
  return { removed: done, siblings: [...siblings] };
};

const siblingsOf = (tx: Tx, partyId: string, batchId: string): string[] =>
  tx
    .all<{ id: string }>(
      'SELECT id FROM cases WHERE party_id = ? AND batch_id <> ? AND assigned_to IS NOT NULL',
      partyId,
      batchId,
    )
    .map(({ id }) => id);

const count = (store: WorkerStore, text: string, id: string): number => store.sql.get<{ n: number }>(text, id)?.n ?? 0;

/** The index of words has no way in by case: it is read once from end to end, which is quicker than keeping one. */
const removeTokens = (store: WorkerStore, chunks: Chunks, batchId: string): void => {
  if (count(store, 'SELECT count(*) AS n FROM (SELECT 1 FROM cases WHERE batch_id = ? LIMIT 1)', batchId) === 0) return;
  let from = '';
  chunks.run((tx) => {
    const end = tx.get<{ token: string }>(
      'SELECT token FROM search_tokens WHERE token > ? ORDER BY token LIMIT 1 OFFSET ?',
      from,
      TOKENS_TOGETHER,
    );
    const range = end === undefined ? 'token > ?' : 'token > ? AND token <= ?';
    tx.run(
      `DELETE FROM search_tokens WHERE ${range}
       AND EXISTS (SELECT 1 FROM cases c WHERE c.id = search_tokens.case_id AND c.batch_id = ?)`,
      ...(end === undefined ? [from, batchId] : [from, end.token, batchId]),
    );
    from = end?.token ?? from;
    return end !== undefined;
  });
};

/** Time and version: the same in every id of a batch (see `createIdParts`). */
const SAME_IN_A_BATCH = 15;

/**
 * Positions and roles of cases that were never written: a case with several rows may wait for its last one, and the load
 * was cut before it came. They are looked for without holding up anybody's writes.
 */
const removeUnowned = (store: WorkerStore, chunks: Chunks, batchId: string): void => {
  const known = store.sql.get<{ id: string }>(
    'SELECT id FROM cases WHERE batch_id = ? UNION ALL SELECT id FROM parties WHERE batch_id = ? LIMIT 1',
    batchId,
    batchId,
  );
  if (known === undefined) return;
  const start = known.id.slice(0, SAME_IN_A_BATCH);
  for (const table of ['positions', 'case_parties']) {
    const unowned = store.sql.all<{ case_id: string }>(
      `SELECT DISTINCT case_id FROM ${table} WHERE case_id >= ? AND case_id < ?
       AND NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = ${table}.case_id)`,
      start,
      `${start}g`,
    );
    chunks.run((tx) => {
      for (const { case_id } of unowned.splice(0, CASES_TOGETHER))
        tx.run(`DELETE FROM ${table} WHERE case_id = ?`, case_id);
      return unowned.length > 0;
    });
  }
};

const OF_A_CASE = ['positions', 'case_parties', 'activities', 'promises'] as const;

/** What somebody said of it while it was being taken back stays in the logs, sealed with a key that is no more. */
const SAID = `INSERT INTO gone_cases (case_id, case_number) SELECT id, case_number FROM cases c WHERE id = ?
  AND (EXISTS (SELECT 1 FROM activities a WHERE a.case_id = c.id)
    OR EXISTS (SELECT 1 FROM case_events e WHERE e.case_id = c.id)) ON CONFLICT DO NOTHING`;

const removeCase = (tx: Tx, caseId: string): void => {
  tx.run(SAID, caseId);
  for (const table of OF_A_CASE) tx.run(`DELETE FROM ${table} WHERE case_id = ?`, caseId);
  destroyCaseKey(tx, caseId);
  tx.run("DELETE FROM fold_bases WHERE entity = 'case' AND id = ?", caseId);
  tx.run('DELETE FROM cases WHERE id = ?', caseId);
};

/** Contact points that the batch gave to debtors who were there before. */
const removeContacts = (chunks: Chunks, batchId: string): void =>
  chunks.run((tx) => {
    const added = tx.all<{ entity: string; id: string }>(
      'SELECT entity, id FROM batch_additions WHERE batch_id = ? LIMIT ?',
      batchId,
      CASES_TOGETHER,
    );
    for (const { entity, id } of added) {
      const [partyId = '', contactId = ''] = id.split('/');
      if (entity === 'contact') tx.run('DELETE FROM contact_points WHERE party_id = ? AND id = ?', partyId, contactId);
      tx.run('DELETE FROM batch_additions WHERE batch_id = ? AND entity = ? AND id = ?', batchId, entity, id);
    }
    return added.length > 0;
  });

const removeParties = (chunks: Chunks, batchId: string): void =>
  chunks.run((tx) => {
    const parties = tx.all<{ id: string; creditor_id: string; person_link: string }>(
      'SELECT id, creditor_id, person_link FROM parties WHERE batch_id = ? LIMIT ?',
      batchId,
      CASES_TOGETHER,
    );
    for (const party of parties) {
      const heir = tx.get<{ batch_id: string }>(
        `SELECT batch_id FROM cases WHERE party_id = ? UNION ALL
         SELECT c.batch_id FROM case_parties r JOIN cases c ON c.id = r.case_id WHERE r.party_id = ? LIMIT 1`,
        party.id,
        party.id,
      );
      if (heir !== undefined) {
        tx.run('UPDATE parties SET batch_id = ? WHERE id = ?', heir.batch_id, party.id);
        continue;
      }
      tx.run('DELETE FROM contact_points WHERE party_id = ?', party.id);
      tx.run(
        'DELETE FROM person_links WHERE creditor_id = ? AND person_link = ? AND party_id = ?',
        party.creditor_id,
        party.person_link,
        party.id,
      );
      tx.run("DELETE FROM fold_bases WHERE entity = 'party' AND id = ?", party.id);
      tx.run('DELETE FROM parties WHERE id = ?', party.id);
    }
    return parties.length > 0;
  });
