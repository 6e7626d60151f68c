import { type KeyObject, randomBytes } from 'node:crypto';
import type { Sql, Tx } from '../../store/store.ts';
import { type Keys, openBox, sealBox, secretKey } from './keys.ts';

/**
 * What people said and did about a case is sealed under a key of its own. Destroying that key erases the case's bodies
 * for good, and the log's hashes, which run over the sealed bytes, still agree.
 */
export type CaseKeys = {
  /** Seals under the case's key, which is made at first need. */
  readonly seal: (tx: Tx, caseId: string, plain: string, aad: string) => string;
  /** Null where the key was destroyed. Throws where the box was tampered with. */
  readonly open: (sql: Sql, caseId: string, box: string, aad: string) => string | null;
};

/** About as many cases as a large desk works in a day. */
const REMEMBERED = 20_000;
const aadOf = (caseId: string): string => `case-key|${caseId}`;

export const createCaseKeys = (keys: Keys): CaseKeys => {
  const known = new Map<string, KeyObject>();
  const remember = (caseId: string, key: KeyObject): void => {
    if (known.size >= REMEMBERED) known.delete(known.keys().next().value ?? '');
    known.set(caseId, key);
  };
  const stored = (sql: Sql, caseId: string): KeyObject | null => {
    const row = sql.get<{ wrapped: string }>('SELECT wrapped FROM case_keys WHERE case_id = ?', caseId);
    return row === undefined ? null : secretKey(keys.unwrap(row.wrapped, aadOf(caseId)));
  };
  const make = (tx: Tx, caseId: string): KeyObject => {
    const key = randomBytes(32);
    tx.run('INSERT INTO case_keys (case_id, wrapped) VALUES (?, ?)', caseId, keys.wrap(key, aadOf(caseId)));
    return secretKey(key);
  };
  return {
    seal: (tx, caseId, plain, aad) => {
      let key = known.get(caseId);
      if (key === undefined) {
        const found = stored(tx, caseId) ?? make(tx, caseId);
        // Only once it is certain that the row stays: a key rolled back must not seal anything later.
        tx.onCommit(() => remember(caseId, found));
        key = found;
      }
      return sealBox(key, Buffer.from(plain), aad);
    },
    // Read from the table each time: a destroyed key opens nothing, from that moment on.
    open: (sql, caseId, box, aad) => {
      const key = stored(sql, caseId);
      return key === null ? null : openBox(key, box, aad).toString('utf8');
    },
  };
};
