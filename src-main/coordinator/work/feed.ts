import type { EntityKind } from '../../../src-shared/contract/sync.ts';
import type { Tx } from '../store/store.ts';

export const CATALOGUE = 'catalogue';
export const queueScope = (userId: string): string => `op:${userId}`;

/**
 * The change feed: per scope one entry per change, numbered by the scope's sequence, only ever appended; the last entry
 * of an entity stands, those before it are thinned out later (feed-thinning.ts). Everything happens in the caller's
 * transaction; connected workstations of the scope are poked by themselves once it has committed.
 */
export type Feed = {
  /** The entity is in the scope and has changed. */
  readonly put: (tx: Tx, scope: string, entity: EntityKind, id: string) => void;
  /** The entity has left the scope. */
  readonly drop: (tx: Tx, scope: string, entity: EntityKind, id: string) => void;
  /** The case has changed: it and its parties go again to the operator who has it (to nobody where nobody has). */
  readonly touchCase: (tx: Tx, caseId: string) => void;
  /**
   * The party has changed (a flag, a contact point): all cases it is in go again to whoever has them. A case row shows
   * nothing of it, so only the party's row is put.
   */
  readonly touchParty: (tx: Tx, partyId: string) => void;
  /**
   * The case goes from one operator's queue to another's (null: nobody's) in one transaction. Its parties follow; a
   * party leaves a queue with its last case there. Writes `cases.assigned_to`.
   */
  readonly moveCase: (tx: Tx, caseId: string, from: string | null, to: string | null) => void;
  /** Pokes now. Not needed after put and drop, which do it on commit. */
  readonly poke: (scopes: readonly string[]) => void;
};

export const createFeed = (live: { readonly poke: (scopes: readonly string[]) => void }): Feed => {
  const mark = (tx: Tx, scope: string, entity: EntityKind, id: string, present: 0 | 1): void => {
    const head = tx.get<{ seq: number }>(
      `INSERT INTO heads (scope, seq, entries) VALUES (?, 1, 1)
       ON CONFLICT (scope) DO UPDATE SET seq = seq + 1, entries = entries + 1 RETURNING seq`,
      scope,
    );
    tx.run(
      'INSERT INTO feed (scope, seq, entity, entity_id, present) VALUES (?, ?, ?, ?, ?)',
      scope,
      head?.seq ?? 1,
      entity,
      id,
      present,
    );
    // Only what stays: a roll-back pokes nobody. The hub gathers the many pokes of one commit.
    tx.onCommit(() => live.poke([scope]));
  };
  const put: Feed['put'] = (tx, scope, entity, id) => mark(tx, scope, entity, id, 1);
  const drop: Feed['drop'] = (tx, scope, entity, id) => mark(tx, scope, entity, id, 0);
  const partiesOf = (tx: Tx, caseId: string): readonly string[] =>
    tx
      .all<{ party_id: string }>(
        'SELECT party_id FROM case_parties WHERE case_id = ? UNION SELECT party_id FROM cases WHERE id = ?',
        caseId,
        caseId,
      )
      .map((row) => row.party_id);
  const ownerOf = (tx: Tx, caseId: string): string | null =>
    tx.get<{ assigned_to: string | null }>('SELECT assigned_to FROM cases WHERE id = ?', caseId)?.assigned_to ?? null;
  /** Who has a case of the party. Asked by the party: an operator's queue may be long, a party's cases are few. */
  const ownersOf = (tx: Tx, partyId: string): readonly string[] =>
    tx
      .all<{ assigned_to: string }>(
        `SELECT DISTINCT c.assigned_to FROM cases c WHERE c.assigned_to IS NOT NULL AND (c.party_id = ?
         OR c.id IN (SELECT case_id FROM case_parties WHERE party_id = ?))`,
        partyId,
        partyId,
      )
      .map((row) => row.assigned_to);
  /** Rows of the same debtor name each other (`siblings`, with `mine`), so they travel again with it. */
  const siblingsOf = (tx: Tx, caseId: string): readonly { id: string; assigned_to: string | null }[] =>
    tx.all(
      `SELECT s.id, s.assigned_to FROM cases c JOIN cases s ON s.party_id = c.party_id AND s.id <> c.id WHERE c.id = ?`,
      caseId,
    );

  return {
    put,
    drop,
    touchCase: (tx, caseId) => {
      const owner = ownerOf(tx, caseId);
      if (owner === null) return;
      put(tx, queueScope(owner), 'case', caseId);
      for (const partyId of partiesOf(tx, caseId)) put(tx, queueScope(owner), 'party', partyId);
    },
    touchParty: (tx, partyId) => {
      for (const owner of ownersOf(tx, partyId)) put(tx, queueScope(owner), 'party', partyId);
    },
    moveCase: (tx, caseId, from, to) => {
      if (from === to) return;
      tx.run('UPDATE cases SET assigned_to = ? WHERE id = ?', to, caseId);
      const parties = partiesOf(tx, caseId);
      if (from !== null) {
        drop(tx, queueScope(from), 'case', caseId);
        for (const partyId of parties) {
          if (!ownersOf(tx, partyId).includes(from)) drop(tx, queueScope(from), 'party', partyId);
        }
      }
      if (to !== null) {
        put(tx, queueScope(to), 'case', caseId);
        for (const partyId of parties) put(tx, queueScope(to), 'party', partyId);
      }
      for (const sibling of siblingsOf(tx, caseId)) {
        if (sibling.assigned_to !== null) put(tx, queueScope(sibling.assigned_to), 'case', sibling.id);
      }
    },
    poke: (scopes) => live.poke(scopes),
  };
};
