import { Draft } from '../../../../src-shared/contract/intake.ts';
import type { Route } from '../../../../src-shared/contract/route.ts';
import type { SessionUser } from '../../../../src-shared/contract/session.ts';
import type { Context } from '../../context.ts';
import { isStorageTrouble } from '../../store/sqlite/errors.ts';
import { sha256 } from './chain.ts';

/** The same list asked again within this time is the same look: screens refresh themselves. */
const SAME_LOOK_MS = 10 * 60_000;
const REMEMBERED = 5_000;

/** Writes down who looked at whose data, where a route shows debtors by the list or hands them out in a file. */
export type Views = {
  /** `asked` is what the caller filtered by; only its hash is kept, since it may name a person. */
  readonly note: (
    route: Pick<Route, 'id' | 'reply'>,
    user: SessionUser,
    asked: unknown,
    answer: unknown,
  ) => Promise<void>;
};

export const createViews = (context: Pick<Context, 'store' | 'audit' | 'clock' | 'log'>): Views => {
  const looked = new Map<string, number>();
  const isNew = (key: string): boolean => {
    const now = context.clock.ms();
    const last = looked.get(key);
    if (last !== undefined && now - last < SAME_LOOK_MS) return false;
    if (looked.size >= REMEMBERED) looked.clear();
    looked.set(key, now);
    return true;
  };
  return {
    note: async (route, user, asked, answer) => {
      const file = route.reply === 'file';
      const filter = sha256(JSON.stringify(asked)).slice(0, 16);
      const rows = rowsOf(answer);
      // A file leaves the house each time that it is taken.
      if (!file && (rows === 0 || !isNew(`${user.id} ${route.id} ${filter}`))) return;
      const written = context.store.grouped((tx) =>
        context.audit.record(tx, {
          userId: user.id,
          action: file ? 'list.download' : 'list.view',
          subject: route.id,
          detail: { ...(rows === null ? {} : { rows }), filter },
        }),
      );
      await written.catch((error: unknown) => {
        // On a full disk reading goes on, and the next look is written down.
        if (!isStorageTrouble(error)) throw error;
        looked.clear();
        context.log.warn({ list: route.id }, 'a look could not be written down');
      });
    },
  };
};

/**
 * How many rows an answer shows: those of its longest list of records; of a draft, the rows that its review quotes.
 * null for a file.
 */
const rowsOf = (answer: unknown): number | null => {
  const draft = Draft.pick({ review: true }).safeParse(answer);
  if (draft.success) {
    // What refuses the whole file is about its header and trailer records.
    const rules = draft.data.review?.rules.filter(({ level }) => level !== 'file') ?? [];
    return rules.reduce((sum, { examples }) => sum + examples.length, 0);
  }
  const lists = Object.values(answer as object).filter(
    (value): value is unknown[] => Array.isArray(value) && typeof value[0] !== 'string',
  );
  return lists.length === 0 ? null : Math.max(...lists.map(({ length }) => length));
};
