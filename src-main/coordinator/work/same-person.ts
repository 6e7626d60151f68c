import { createHash } from 'node:crypto';
import type { PartyState } from '../../../src-shared/contract/entities.ts';
import { joinInstants } from '../../../src-shared/sync/fold-party.ts';
import type { Sql, Tx } from '../store/store.ts';
import { marks } from './case-rows.ts';
import type { Feed } from './feed.ts';

/**
 * Contact limits are the debtor's, whoever entrusts him: what was counted on the same person with other creditors counts
 * here too. Only instants cross, never whose they are: no name, no case, no creditor.
 */
type Counted = Pick<PartyState, 'conversations' | 'attempts'>;

/** The same person with the other creditors: few creditors, one look-up by key in each. */
const ELSEWHERE = `FROM parties p CROSS JOIN creditors k ON k.id <> p.creditor_id
  JOIN person_links l ON l.creditor_id = k.id AND l.person_link = p.person_link`;

/** What was counted elsewhere, by party; parties without any are missing. */
export const countedElsewhere = (sql: Sql, partyIds: readonly string[]): ReadonlyMap<string, readonly Counted[]> => {
  const rows = sql.all<{ id: string; recent: string }>(
    `SELECT p.id, o.recent ${ELSEWHERE} JOIN parties o ON o.id = l.party_id AND o.recent <> '{}'
     WHERE p.id IN (${marks(partyIds)})`,
    ...partyIds,
  );
  const found = new Map<string, Counted[]>();
  for (const { id, recent } of rows) {
    const list = found.get(id) ?? [];
    list.push(JSON.parse(recent) as Counted);
    found.set(id, list);
  }
  return found;
};

/** The party's state as its operator needs it to keep the limits. */
export const withElsewhere = (state: PartyState, elsewhere: readonly Counted[]): PartyState =>
  elsewhere.reduce<PartyState>(
    (joined, { conversations, attempts }) => ({
      ...joined,
      conversations: joinInstants(joined.conversations, conversations),
      attempts: joinInstants(joined.attempts, attempts),
    }),
    state,
  );

/** A call or a conversation more: whoever has a case of the same person with another creditor gets its party again. */
export const touchElsewhere = (tx: Tx, feed: Feed, partyId: string, before: Counted, after: Counted): void => {
  if (before.conversations === after.conversations && before.attempts === after.attempts) return;
  const rows = tx.all<{ id: string }>(`SELECT l.party_id AS id ${ELSEWHERE} WHERE p.id = ?`, partyId);
  for (const { id } of rows) feed.touchParty(tx, id);
};

/**
 * By this a workstation knows that two of its parties are one person. It says nothing that their rows do not: it is made
 * of the tax code, the VAT number or the name with the birth date.
 */
export const personOf = (link: string): string =>
  link === '' || link.startsWith('case:') ? '' : createHash('sha256').update(link).digest('base64url').slice(0, 22);
