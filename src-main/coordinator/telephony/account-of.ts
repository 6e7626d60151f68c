import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { TelephonyAccount } from '../../../src-shared/contract/telephony.ts';
import type { Context } from '../context.ts';
import { passwordOf, readAccount } from './accounts.ts';
import { createSecrets, iceSecret } from './secrets.ts';
import { readStored, type Stored } from './settings.ts';

/**
 * The telephone of whoever asks, with its password: only for the operator's own session. null: none, and numbers go to the
 * system's own program. The practice exchange can be reached from the coordinator's computer only (`here`).
 */
export const accountOf = (
  context: Context,
  user: Pick<SessionUser, 'id' | 'name'>,
  here: boolean,
): TelephonyAccount | null => {
  const stored = readStored(context.store.sql);
  const { dialPrefix, numberShown, refused } = stored;
  switch (stored.exchange) {
    case 'none':
      return null;
    case 'practice': {
      const line = here ? context.switchboard.lineOf(user.id) : null;
      return line === null
        ? null
        : { ...line, dialPrefix: null, numberShown: null, iceServers: [], refused, practice: true };
    }
    case 'server': {
      const account = readAccount(context.store.sql, user.id);
      const password = account === undefined ? null : passwordOf(context, account);
      if (account === undefined || password === null || stored.server === '') return null;
      return {
        server: stored.server,
        domain: stored.domain,
        username: account.username,
        password,
        displayName: account.display_name || user.name,
        dialPrefix,
        numberShown,
        iceServers: iceServersOf(context, stored),
        refused,
        conferenceRoom: stored.conferenceRoom,
        practice: false,
      };
    }
  }
};

const iceServersOf = (context: Context, { iceServers }: Stored): TelephonyAccount['iceServers'] => {
  const secrets = createSecrets(context.keys);
  return iceServers.map(({ id, url, username, box }) => {
    const credential = box === null ? null : secrets.open(context.store.sql, iceSecret(id), box);
    return credential === null ? { urls: [url] } : { urls: [url], username, credential };
  });
};
