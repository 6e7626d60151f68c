import type { Role } from '../../../src-shared/contract/basics.ts';
import { UNIREC_2017 } from '../../../src-shared/domain/contact-rule-set.ts';
import { DEFAULT_OUTCOMES } from '../../../src-shared/domain/outcome-catalogue.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import { readMeta, writeMeta } from '../store/meta.ts';
import type { Sql, Store, Tx } from '../store/store.ts';
import { CATALOGUE } from '../work/feed.ts';

/** Gives a new database its epoch; a database that has one keeps it. */
export const ensureEpoch = (store: Store): void => {
  if (readMeta(store.sql, 'epoch') === null) store.transaction((tx) => writeMeta(tx, 'epoch', newId()));
};

export const workspaceName = (sql: Sql): string | null => {
  const row = sql.get<{ body: string }>("SELECT body FROM settings WHERE id = 'settings'");
  return row === undefined ? null : (JSON.parse(row.body) as { name: string }).name;
};

const DAY = [{ from: '00:00', to: '24:00' }];
/** Simulated debtors have no evenings: whoever tries the sample on a Sunday hears somebody too. Every other rule stands. */
const AT_ANY_HOUR = { 1: DAY, 2: DAY, 3: DAY, 4: DAY, 5: DAY, 6: DAY, 7: DAY };

/** The workspace's own rows, as a new one starts: its name, the contact rules of 2017, the outcome catalogue. */
export const createWorkspace = (
  context: Pick<Context, 'feed'>,
  tx: Tx,
  { name, sample }: { readonly name: string; readonly sample: boolean },
): void => {
  const settings = {
    id: 'settings',
    name,
    sample,
    zone: 'Europe/Rome',
    contactRules: sample ? { ...UNIREC_2017, windows: AT_ANY_HOUR, holidays: 'none' } : UNIREC_2017,
    wrapUpSeconds: 30,
    revision: 0,
  };
  tx.run("INSERT INTO settings (id, body) VALUES ('settings', ?)", JSON.stringify(settings));
  tx.run("INSERT INTO outcomes (id, version, body) VALUES ('outcomes', 1, ?)", JSON.stringify(DEFAULT_OUTCOMES));
  context.feed.put(tx, CATALOGUE, 'settings', 'settings');
  context.feed.put(tx, CATALOGUE, 'outcomes', 'outcomes');
};

export type NewUser = {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly teamId: string | null;
  /** Already hashed. */
  readonly password: string;
};

/** Writes a user who chose the password; the caller has checked that the login is free. */
export const insertUser = (context: Pick<Context, 'clock'>, tx: Tx, user: NewUser): string => {
  const id = newId();
  const now = context.clock.now();
  tx.run(
    `INSERT INTO users (id, login, name, role, team_id, lang, password, password_changed_at, created_at)
     VALUES (?, ?, ?, ?, ?, 'it', ?, ?, ?)`,
    id,
    user.login,
    user.name,
    user.role,
    user.teamId,
    user.password,
    now,
    now,
  );
  return id;
};
