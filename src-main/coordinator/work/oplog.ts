import { sha256 } from '../administration/audit/chain.ts';
import { noteChain } from '../store/chain-heads.ts';
import type { Sql, Tx } from '../store/store.ts';

export type LogRow = {
  seq: number;
  op_id: string;
  device_id: string;
  dev_seq: number;
  operator_id: string;
  kind: string;
  case_id: string;
  party_id: string;
  occurred_at: string;
  received_at: string;
  head: string;
  body: string;
  body_hash: string;
  disposition: 'applied' | 'conflict' | 'late' | 'rejected';
  code: string | null;
  decided_by: string | null;
  decided_at: string | null;
  context_id: number | null;
  hash: string;
};

type Appended = Omit<LogRow, 'body_hash' | 'decided_by' | 'decided_at' | 'hash'>;

export const LOG_GENESIS = sha256('sollecito oplog');

/** The chain runs over ids, the head and the sealed body's hash: destroying a case's key does not break it. */
export const logLink = (previous: string, row: Omit<Appended, 'body'> & { readonly body_hash: string }): string =>
  sha256(
    [
      previous,
      row.seq,
      row.op_id,
      row.device_id,
      row.dev_seq,
      row.case_id,
      row.received_at,
      row.head,
      row.body_hash,
      row.disposition,
      row.code ?? '',
      row.context_id ?? '',
    ].join('\n'),
  );

/** Appends an operation to the log, whatever its disposition. */
export const appendToLog = (tx: Tx, row: Appended): void => {
  const previous = tx.get<{ hash: string }>('SELECT hash FROM oplog ORDER BY seq DESC LIMIT 1')?.hash ?? LOG_GENESIS;
  const bodyHash = sha256(row.body);
  noteChain(tx);
  tx.run(
    `INSERT INTO oplog (seq, op_id, device_id, dev_seq, operator_id, kind, case_id, party_id, occurred_at, received_at,
     head, body, body_hash, disposition, code, context_id, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.seq,
    row.op_id,
    row.device_id,
    row.dev_seq,
    row.operator_id,
    row.kind,
    row.case_id,
    row.party_id,
    row.occurred_at,
    row.received_at,
    row.head,
    row.body,
    bodyHash,
    row.disposition,
    row.code,
    row.context_id,
    logLink(previous, { ...row, body_hash: bodyHash }),
  );
};

/** What an operation came to, if it was recorded before. */
export const recorded = (sql: Sql, opId: string): Pick<LogRow, 'disposition' | 'code' | 'device_id'> | undefined =>
  sql.get('SELECT disposition, code, device_id FROM oplog WHERE op_id = ?', opId);

/**
 * Recomputes the chain; answers the first `seq` that does not follow from the one before. An erased body (`''`) has
 * nothing to agree with.
 */
export const verifyLogChain = (sql: Sql): { readonly entries: number; readonly brokenAt: number | null } => {
  let previous = LOG_GENESIS;
  let entries = 0;
  for (const row of sql.iterate<LogRow>('SELECT * FROM oplog ORDER BY seq')) {
    entries += 1;
    const bodyAgrees = row.body === '' || sha256(row.body) === row.body_hash;
    if (!bodyAgrees || logLink(previous, row) !== row.hash) return { entries, brokenAt: row.seq };
    previous = row.hash;
  }
  return { entries, brokenAt: null };
};
