import type { CaseState, ContactPoint, PartyState } from '../../../src-shared/contract/entities.ts';
import type { Sql } from '../store/store.ts';

/** The columns of a contact point, as the contract names them. */
export type ContactRow = {
  id: string;
  party_id: string;
  kind: ContactPoint['kind'];
  value: string;
  label: string;
  status: ContactPoint['status'];
  status_reason: string;
  source: ContactPoint['source'];
  attempts: number;
  answers: number;
  last_at: string | null;
};

export const contactPointOf = (row: ContactRow): ContactPoint => ({
  id: row.id,
  kind: row.kind,
  value: row.value,
  label: row.label,
  status: row.status,
  statusReason: row.status_reason,
  source: row.source,
  attempts: row.attempts,
  answers: row.answers,
  lastAt: row.last_at,
});

const NO_FLAGS: PartyState['flags'] = { doNotContact: null, consentWithdrawn: null, deceased: null, lawyer: null };

/** `flags` and `recent` as stored: intake leaves them `{}`. */
export const partyStateOf = (
  row: { readonly flags: string; readonly recent: string },
  contacts: readonly ContactRow[],
): PartyState => {
  const recent = row.recent === '{}' ? {} : (JSON.parse(row.recent) as Partial<PartyState>);
  return {
    contactPoints: contacts.map(contactPointOf),
    flags: row.flags === '{}' ? NO_FLAGS : { ...NO_FLAGS, ...(JSON.parse(row.flags) as Partial<PartyState['flags']>) },
    conversations: recent.conversations ?? [],
    attempts: recent.attempts ?? [],
  };
};

/** What the fold needs of a case: its own row is the source, the columns beside it are only for queries. */
export type CaseFacts = {
  readonly id: string;
  readonly partyId: string;
  readonly mandateId: string;
  readonly assignedTo: string | null;
  readonly zone: string;
  readonly total: number;
  readonly stateText: string;
  readonly state: CaseState;
  /** What is stored of its debtor, besides the contact points. */
  readonly debtor: { readonly flags: string; readonly recent: string };
};

/** A case of a loaded batch, or undefined: a batch being loaded or undone does not exist for anybody. */
export const readCase = (sql: Sql, caseId: string): CaseFacts | undefined => {
  const row = sql.get<{
    party_id: string;
    mandate_id: string;
    assigned_to: string | null;
    zone: string;
    total: number;
    state: string;
    flags: string;
    recent: string;
  }>(
    `SELECT c.party_id, c.mandate_id, c.assigned_to, c.total, c.state, p.zone, p.flags, p.recent FROM cases c
     JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded' JOIN parties p ON p.id = c.party_id WHERE c.id = ?`,
    caseId,
  );
  if (row === undefined) return undefined;
  return {
    id: caseId,
    partyId: row.party_id,
    mandateId: row.mandate_id,
    assignedTo: row.assigned_to,
    zone: row.zone,
    total: row.total,
    stateText: row.state,
    state: JSON.parse(row.state) as CaseState,
    debtor: { flags: row.flags, recent: row.recent },
  };
};

/** `stored` where the caller has read the party's own columns already. */
export const readPartyState = (sql: Sql, partyId: string, stored?: CaseFacts['debtor']): PartyState | undefined => {
  const row = stored ?? sql.get<CaseFacts['debtor']>('SELECT flags, recent FROM parties WHERE id = ?', partyId);
  if (row === undefined) return undefined;
  return partyStateOf(row, sql.all<ContactRow>('SELECT * FROM contact_points WHERE party_id = ? ORDER BY id', partyId));
};

/** Whether a party has a part in a case (debtor, guarantor, co-obligor, representative). */
export const isPartyOf = (sql: Sql, caseId: string, partyId: string): boolean =>
  sql.get('SELECT 1 AS found FROM case_parties WHERE case_id = ? AND party_id = ? LIMIT 1', caseId, partyId) !==
  undefined;

/** The party that has a contact point; `otherwise` where nobody has it yet. */
export const ownerOfContact = (sql: Sql, contactPointId: string, otherwise: string): string =>
  sql.get<{ party_id: string }>('SELECT party_id FROM contact_points WHERE id = ?', contactPointId)?.party_id ??
  otherwise;
