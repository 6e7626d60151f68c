import { hash } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { noteChain } from '../../store/chain-heads.ts';
import type { Sql, Tx } from '../../store/store.ts';

export type AuditEvent = {
  /** Empty for the coordinator itself. */
  readonly userId: string;
  /** Dotted words: `batch.load`, `case.assign`, `payment.record`. */
  readonly action: string;
  /** Id of what it was done to. */
  readonly subject: string;
  readonly caseId?: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
};

/** Appends to the audit within the caller's transaction: what was done and its trace commit together. */
export type Audit = { readonly record: (tx: Tx, event: AuditEvent) => void };

export const sha256 = (text: string | Uint8Array): string => hash('sha256', text);

type Row = {
  seq: number;
  at: string;
  user_id: string;
  action: string;
  subject: string;
  case_id: string | null;
  detail: string;
  detail_hash: string;
  hash: string;
};

/** What the first entry follows. */
const GENESIS = sha256('sollecito audit');

/** The chain runs over ids and the detail's hash: the detail may be erased without breaking it. */
const link = (previous: string, row: Omit<Row, 'hash' | 'detail'>): string =>
  sha256(
    [previous, row.seq, row.at, row.user_id, row.action, row.subject, row.case_id ?? '', row.detail_hash].join('\n'),
  );

export const createAudit = (clock: Clock): Audit => ({
  record: (tx, event) => {
    const last = tx.get<{ seq: number; hash: string }>('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
    const detail = JSON.stringify(event.detail ?? {});
    const row = {
      seq: (last?.seq ?? 0) + 1,
      at: clock.now(),
      user_id: event.userId,
      action: event.action,
      subject: event.subject,
      case_id: event.caseId ?? null,
      detail_hash: sha256(detail),
    };
    noteChain(tx);
    tx.run(
      `INSERT INTO audit (seq, at, user_id, action, subject, case_id, detail, detail_hash, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      row.seq,
      row.at,
      row.user_id,
      row.action,
      row.subject,
      row.case_id,
      detail,
      row.detail_hash,
      link(last?.hash ?? GENESIS, row),
    );
  },
});

export type ChainCheck = { readonly entries: number; readonly brokenAt: number | null };

type Walk = { readonly previous: string; readonly entries: number; readonly brokenAt: number | null };
const START: Walk = { previous: GENESIS, entries: 0, brokenAt: null };

/** Follows the chain over up to `limit` entries more. An erased detail is `''`; any other must agree with its hash. */
const follow = (sql: Sql, from: Walk, limit: number): Walk => {
  let { previous, entries } = from;
  for (const row of sql.iterate<Row>('SELECT * FROM audit WHERE seq > ? ORDER BY seq LIMIT ?', entries, limit)) {
    entries += 1;
    const detailAgrees = row.detail === '' || sha256(row.detail) === row.detail_hash;
    if (row.seq !== entries || !detailAgrees || link(previous, row) !== row.hash) {
      return { previous, entries, brokenAt: row.seq };
    }
    previous = row.hash;
  }
  return { previous, entries, brokenAt: null };
};

const checkOf = ({ entries, brokenAt }: Walk): ChainCheck => ({ entries, brokenAt });

/**
 * Recomputes the chain from its first entry. `brokenAt` is the first entry that does not follow from the one before.
 */
export const verifyAuditChain = (sql: Sql): ChainCheck => checkOf(follow(sql, START, Number.MAX_SAFE_INTEGER));

/** Entries checked before others get their turn: a few milliseconds. */
const STRETCH = 500;

/** As `verifyAuditChain`, in stretches, so that a coordinator that serves goes on serving meanwhile. */
export const verifyAuditChainWhileServing = async (sql: Sql): Promise<ChainCheck> => {
  let walk = START;
  for (;;) {
    const next = follow(sql, walk, STRETCH);
    if (next.brokenAt !== null || next.entries === walk.entries) return checkOf(next);
    walk = next;
    await new Promise((resolve) => setImmediate(resolve));
  }
};
