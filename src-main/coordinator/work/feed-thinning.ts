import type { Start } from '../context.ts';
import type { Store } from '../store/store.ts';

const EVERY_MS = 60_000;
/** Entries looked at in one transaction: a millisecond. */
const TOGETHER = 500;
/** A scope is thinned when it has grown so far past what it had at the last time: twice, and so many more. */
const SLACK = 1_000;

type Entry = { readonly seq: number; readonly entity: string; readonly entity_id: string };

/** Scopes with many entries that later ones have overtaken. */
const overgrown = (store: Store): readonly string[] =>
  store.sql
    .all<{ scope: string }>('SELECT scope FROM heads WHERE entries > 2 * kept + ?', SLACK)
    .map(({ scope }) => scope);

/**
 * Removes entries of a scope that a later entry of the same entity has overtaken, latest first, in short writes. What a
 * workstation has not pulled yet it still gets: an entity's last entry always stays (SY-05).
 */
export const thinScope = async (store: Store, scope: string, going: () => boolean): Promise<void> => {
  const seen = new Set<string>();
  let kept = 0;
  for (let before = Number.MAX_SAFE_INTEGER; going();) {
    const page = store.sql.all<Entry>(
      'SELECT seq, entity, entity_id FROM feed WHERE scope = ? AND seq < ? ORDER BY seq DESC LIMIT ?',
      scope,
      before,
      TOGETHER,
    );
    const overtaken = page.filter(({ entity, entity_id }) => {
      const key = `${entity}/${entity_id}`;
      return seen.has(key) || !seen.add(key);
    });
    kept += page.length - overtaken.length;
    before = page.at(-1)?.seq ?? 0;
    const ended = page.length < TOGETHER;
    await store.grouped((tx) => {
      for (const { seq } of overtaken) tx.run('DELETE FROM feed WHERE scope = ? AND seq = ?', scope, seq);
      tx.run('UPDATE heads SET entries = entries - ? WHERE scope = ?', overtaken.length, scope);
      if (ended) tx.run('UPDATE heads SET kept = ? WHERE scope = ?', kept, scope);
    });
    if (ended) return;
  }
};

/** While a folder is served, its feeds are thinned now and then. */
export const startFeedThinning: Start = ({ store, log }) => {
  const state = { going: true, busy: false };
  const round = async (): Promise<void> => {
    if (state.busy) return;
    state.busy = true;
    try {
      for (const scope of overgrown(store)) await thinScope(store, scope, () => state.going);
    } catch (error) {
      log.warn({ name: error instanceof Error ? error.name : '' }, 'a feed was not thinned');
    } finally {
      state.busy = false;
    }
  };
  const timer = setInterval(() => void round(), EVERY_MS);
  timer.unref();
  return {
    stop: () => {
      state.going = false;
      clearInterval(timer);
    },
  };
};
