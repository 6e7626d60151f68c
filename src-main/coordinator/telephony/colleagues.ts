import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { Colleague } from '../../../src-shared/contract/telephony.ts';
import type { Context } from '../context.ts';
import type { Sql } from '../store/store.ts';
import { readStored } from './settings.ts';

/** The first internal number of the practice exchange is the one after it. */
const BEFORE_FIRST = 2000;

export type PracticeUser = {
  readonly id: string;
  readonly name: string;
  readonly lang: 'it' | 'en';
  /** Internal number: each person keeps his, whoever comes and goes. */
  readonly number: string;
};

/** Operators at work with their numbers on the practice exchange. */
export const practiceUsers = (sql: Sql): readonly PracticeUser[] =>
  sql
    .all<{ id: string; name: string; lang: 'it' | 'en'; role: string; disabled_at: string | null }>(
      'SELECT id, name, lang, role, disabled_at FROM users ORDER BY rowid',
    )
    // Counted among everybody, in the order of their coming: nobody is ever deleted, and a role or a leave takes no number.
    .map((user, at) => ({ ...user, number: String(BEFORE_FIRST + 1 + at) }))
    .filter(({ role, disabled_at }) => role === 'operator' && disabled_at === null)
    .map(({ id, name, lang, number }) => ({ id, name, lang, number }));

/** An account that is dialled as it stands (see src-shared/domain/number-to-dial.ts); others have no number to be called at. */
const INTERNAL = /^\d{1,6}$/u;

type Reachable = Colleague & { readonly id: string };

const reachable = (sql: Sql): readonly Reachable[] => {
  switch (readStored(sql).exchange) {
    case 'none':
      return [];
    case 'practice':
      return practiceUsers(sql).map(({ id, name, number }) => ({ id, name, number }));
    case 'server':
      return sql
        .all<Reachable>(
          `SELECT u.id, u.name, a.username AS number FROM telephony_accounts a JOIN users u ON u.id = a.user_id
           WHERE u.role = 'operator' AND u.disabled_at IS NULL`,
        )
        .filter(({ number }) => INTERNAL.test(number));
  }
};

/** The operators whom this one can hand a call to, by name. */
export const colleaguesOf = ({ store }: Pick<Context, 'store'>, user: Pick<SessionUser, 'id'>): Colleague[] =>
  store
    .snapshot((sql) => reachable(sql))
    .filter(({ id }) => id !== user.id)
    .map(({ name, number }) => ({ name, number }))
    .toSorted((one, other) => one.name.localeCompare(other.name) || one.number.localeCompare(other.number));
