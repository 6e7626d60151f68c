import { z } from 'zod';
import { Role } from '../../../../src-shared/contract/basics.ts';
import { readMeta, writeMeta } from '../../store/meta.ts';
import type { Sql, Tx } from '../../store/store.ts';

const SampleUsers = z.array(z.object({ login: z.string(), name: z.string(), role: Role, password: z.string() }));
export type SampleUsers = z.infer<typeof SampleUsers>;

/** Who can sign in to a sample workspace, for its sign-in screen; null in a real one, which keeps no password. */
export const readSampleUsers = (sql: Sql): { users: SampleUsers } | null => {
  const text = readMeta(sql, 'sample_users');
  return text === null ? null : { users: SampleUsers.parse(JSON.parse(text)) };
};

export const writeSampleUsers = (tx: Tx, users: SampleUsers): void =>
  writeMeta(tx, 'sample_users', JSON.stringify(users));

/** Whoever chose another password is no longer shown with the old one. */
export const forgetSamplePassword = (tx: Tx, login: string): void => {
  const sample = readSampleUsers(tx);
  if (sample !== null)
    writeSampleUsers(
      tx,
      sample.users.filter((user) => user.login !== login),
    );
};
