import { type KeyObject, randomBytes } from 'node:crypto';
import type { Sql, Tx } from '../../store/store.ts';
import { IV_BYTES, type Keys, openBox, sealBox } from './keys.ts';

/**
 * What people said and did about a case is sealed under a key of its own, made of the master key and a random salt that
 * only `case_keys` holds. Destroying the salt erases the case's bodies for good, and the log's hashes, which run over
 * the sealed bytes, still agree.
 */
export type CaseKeys = {
  /** Seals under the case's key, which is made at first need. */
  readonly seal: (tx: Tx, caseId: string, plain: string, aad: string) => string;
  /** Null where the key was destroyed. Throws where the box was tampered with. */
  readonly open: (sql: Sql, caseId: string, box: string, aad: string) => string | null;
};

/** About as many cases as a large desk works in a day. */
const REMEMBERED = 20_000;
/** As many bits as nobody guesses: without its salt a case's key cannot be made again, the master key at hand or not. */
const SALT_BYTES = 16;
const STOCK_BYTES = 4_096;
/** What stands where a salt was destroyed: as long as a salt, and none that chance would draw. */
const DESTROYED = 'A'.repeat(Math.ceil((SALT_BYTES * 4) / 3));

/**
 * Destroys a case's key. The salt is overwritten in its place and the row stays: rows of this table are only ever
 * appended, so that SQLite never moves one and leaves a copy behind, as it does where rows go. What was copied into the
 * write-ahead log goes when the log is copied back and cut (store/checkpoint-worker.ts).
 */
export const destroyCaseKey = (tx: Tx, caseId: string): void =>
  void tx.run('UPDATE case_keys SET salt = ? WHERE case_id = ?', DESTROYED, caseId);

/** Random bytes from a stock: asking the system for a dozen each time costs more than sealing with them. */
const randomStock = (): ((count: number) => Buffer) => {
  let stock = Buffer.alloc(0);
  return (count) => {
    if (stock.length < count) stock = randomBytes(STOCK_BYTES);
    const taken = stock.subarray(0, count);
    stock = stock.subarray(count);
    return taken;
  };
};

export const createCaseKeys = (keys: Keys): CaseKeys => {
  const derived = new Map<string, KeyObject>();
  const fresh = randomStock();
  /** Known by its salt, which is read from the table each time: a destroyed key seals and opens nothing more. */
  const keyOf = (caseId: string, salt: string): KeyObject => {
    const known = derived.get(salt);
    if (known !== undefined) return known;
    const key = keys.derive(`case-key|${caseId}|${salt}`);
    if (derived.size >= REMEMBERED) derived.delete(derived.keys().next().value ?? '');
    derived.set(salt, key);
    return key;
  };
  const saltOf = (sql: Sql, caseId: string): string | undefined => {
    const salt = sql.get<{ salt: string }>('SELECT salt FROM case_keys WHERE case_id = ?', caseId)?.salt;
    return salt === DESTROYED ? undefined : salt;
  };
  const newSalt = (tx: Tx, caseId: string): string => {
    const salt = fresh(SALT_BYTES).toString('base64url');
    tx.run(
      'INSERT INTO case_keys (case_id, salt) VALUES (?, ?) ON CONFLICT (case_id) DO UPDATE SET salt = excluded.salt',
      caseId,
      salt,
    );
    return salt;
  };
  return {
    seal: (tx, caseId, plain, aad) =>
      sealBox(keyOf(caseId, saltOf(tx, caseId) ?? newSalt(tx, caseId)), Buffer.from(plain), aad, fresh(IV_BYTES)),
    open: (sql, caseId, box, aad) => {
      const salt = saltOf(sql, caseId);
      return salt === undefined ? null : openBox(keyOf(caseId, salt), box, aad).toString('utf8');
    },
  };
};
