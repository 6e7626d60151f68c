import { readMeta } from '../coordinator/store/meta.ts';
import type { Context } from '../coordinator/context.ts';
import { launchPracticePbx } from './pbx/process/launch.ts';

/** The conference room of the practice exchange. */
const CONFERENCE = 'conference';

/**
 * Starts the practice exchange beside a coordinator and gives each operator a telephone of it: whatever number is called,
 * a simulated debtor is there, and nobody outside this computer. `origins` are the pages that may connect. Resolves with
 * what ends it.
 */
export const startPracticeTelephone = async (
  context: Context,
  origins: readonly string[],
): Promise<() => Promise<void>> => {
  const operators = context.store.sql.all<{ id: string; name: string }>(
    "SELECT id, name FROM users WHERE role = 'operator' AND disabled_at IS NULL ORDER BY id",
  );
  const exchange = await launchPracticePbx({
    allowedOrigins: origins,
    accounts: operators.map(({ id, name }) => ({ username: id, displayName: name })),
    language: 'it',
    seed: readMeta(context.store.sql, 'epoch') ?? '',
  });
  const accounts = new Map(exchange.accounts.map((account) => [account.username, account]));
  context.switchboard.plug({
    server: exchange.url,
    accountOf: ({ id }) => {
      const account = accounts.get(id);
      if (account === undefined) return null;
      return {
        ...account,
        server: exchange.url,
        domain: exchange.domain,
        dialPrefix: null,
        numberShown: null,
        iceServers: [],
        refused: [],
        conferenceRoom: CONFERENCE,
        practice: true,
      };
    },
  });
  void exchange.ended.then(() => context.switchboard.plug(null));
  return exchange.stop;
};
