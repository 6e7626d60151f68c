import type { Context } from '../context.ts';
import type { Tx } from '../store/store.ts';
import { CATALOGUE } from '../work/feed.ts';

/**
 * Somebody's telephone may be another one from now on. The number travels with the workspace's settings, so that also a
 * workstation that is away now asks for its telephone again when it is back.
 */
export const tellWorkstations = (context: Pick<Context, 'feed'>, tx: Tx): void => {
  const row = tx.get<{ body: string }>("SELECT body FROM settings WHERE id = 'settings'");
  if (row === undefined) return;
  const body = JSON.parse(row.body) as { readonly telephony?: number };
  tx.run(
    "UPDATE settings SET body = ? WHERE id = 'settings'",
    JSON.stringify({ ...body, telephony: (body.telephony ?? 0) + 1 }),
  );
  context.feed.put(tx, CATALOGUE, 'settings', 'settings');
};
