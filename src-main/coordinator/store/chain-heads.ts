import type { Sql, Tx } from './store.ts';

/** The chains whose last entry is written down beside them: a chain that is cut at its end is whole by itself. */
const CHAINS = ['audit', 'oplog', 'case_events'] as const;
const APPENDED = 'chain.appended';

/** Says that this transaction has appended to a chain: its COMMIT writes down where the chains then end. */
export const noteChain = (tx: Tx): void => void tx.once(APPENDED, () => true);

export const chainsNoted = (seen: ReadonlyMap<string, unknown>): boolean => seen.has(APPENDED);

const headOf = (chain: string): string =>
  `'${chain}', json((SELECT json_array(seq, hash) FROM ${chain} ORDER BY seq DESC LIMIT 1))`;

/** One row of `meta`, once per COMMIT: `{chain: [seq, hash] | null}`. */
export const KEEP_HEADS = `INSERT INTO meta (key, value) VALUES ('chain_heads', json_object(${CHAINS.map(headOf).join(', ')}))
  ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

type Head = readonly [seq: number, hash: string];

/** The first chain that no longer has the entry it ended with, and that entry's number; null where all have. */
export const cutChain = (sql: Sql): { readonly chain: (typeof CHAINS)[number]; readonly seq: number } | null => {
  const kept = sql.get<{ value: string }>("SELECT value FROM meta WHERE key = 'chain_heads'");
  if (kept === undefined) return null;
  const heads = JSON.parse(kept.value) as Readonly<Partial<Record<string, Head | null>>>;
  for (const chain of CHAINS) {
    const head = heads[chain] ?? null;
    if (head === null) continue;
    const [seq, hash] = head;
    if (sql.get<{ hash: string }>(`SELECT hash FROM ${chain} WHERE seq = ?`, seq)?.hash !== hash) return { chain, seq };
  }
  return null;
};
