import { randomBytes } from 'node:crypto';
import { type Keys, openBox, sealBox } from '../administration/keys/keys.ts';
import type { Sql, Tx } from '../store/store.ts';

/**
 * Passwords of telephones and of TURN servers. Each is sealed under a key of its own, made of the master key and a random
 * salt. Whoever replaces or takes away a password overwrites its salt in its place: rows of `telephony_secrets` are only
 * ever appended, so SQLite never moves one and leaves a copy behind, and older boxes, wherever they still lie, are noise.
 */
export type Secrets = {
  /** Seals under a new key; what was sealed under this name before can be opened no more. */
  readonly seal: (tx: Tx, name: string, plain: string) => string;
  /** Null where the key was destroyed. Throws where the box was tampered with. */
  readonly open: (sql: Sql, name: string, box: string) => string | null;
  readonly destroy: (tx: Tx, name: string) => void;
};

const SALT_BYTES = 16;
/** As long as a salt, and none that chance would draw. */
const DESTROYED = 'A'.repeat(Math.ceil((SALT_BYTES * 4) / 3));

export const createSecrets = (keys: Pick<Keys, 'derive'>): Secrets => {
  const keyOf = (name: string, salt: string) => keys.derive(`telephony|${name}|${salt}`);
  return {
    seal: (tx, name, plain) => {
      const salt = randomBytes(SALT_BYTES).toString('base64url');
      tx.run(
        'INSERT INTO telephony_secrets (id, salt) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET salt = excluded.salt',
        name,
        salt,
      );
      return sealBox(keyOf(name, salt), Buffer.from(plain), name);
    },
    open: (sql, name, box) => {
      const salt = sql.get<{ salt: string }>('SELECT salt FROM telephony_secrets WHERE id = ?', name)?.salt;
      if (salt === undefined || salt === DESTROYED) return null;
      return openBox(keyOf(name, salt), box, name).toString('utf8');
    },
    destroy: (tx, name) => void tx.run('UPDATE telephony_secrets SET salt = ? WHERE id = ?', DESTROYED, name),
  };
};

/** Under which name an operator's password is sealed. */
export const accountSecret = (userId: string): string => `account|${userId}`;
export const iceSecret = (id: string): string => `ice|${id}`;
