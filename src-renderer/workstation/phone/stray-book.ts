import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { Caller, StrayCall } from '../../offline/api.ts';

/** A call that is in no card, with what is known of its far side. */
export type Stray = StrayCall & {
  /** The telephone's call while it rings or goes on; null afterwards, and after a reload. */
  readonly phoneId: string | null;
  /** Cases with this number; empty where there are none, or while they are looked for. */
  readonly callers: readonly Caller[];
};

export type StrayBook = UseBoundStore<StoreApi<{ readonly strays: readonly Stray[] }>> & {
  readonly find: (id: string) => Stray | undefined;
  readonly put: (stray: Stray) => void;
  readonly change: (id: string, patch: Partial<Stray>) => Stray | undefined;
  readonly drop: (id: string) => void;
  readonly replace: (strays: readonly Stray[]) => void;
};

/** A call of the telephone that no card knows, with the ids that its records will have. */
export const newStray = (
  phoned: { readonly id: string; readonly number: string; readonly startedAt: string },
  newId: () => string,
): Stray => ({
  id: newId(),
  opIds: { call: newId(), settled: newId() },
  number: phoned.number,
  startedAt: phoned.startedAt,
  answeredAt: null,
  endedAt: null,
  target: null,
  facts: {},
  phoneId: phoned.id,
  callers: [],
});

/** What is kept of it on the disk. */
export const keptOf = ({ phoneId: _phone, callers: _callers, ...kept }: Stray): StrayCall => kept;

/** The calls that came in and have no card yet: those that ring or go on, and those that wait for their case. */
export const createStrayBook = (): StrayBook => {
  const book = create<{ readonly strays: readonly Stray[] }>()(() => ({ strays: [] }));
  const find = (id: string): Stray | undefined => book.getState().strays.find((stray) => stray.id === id);
  const put = (stray: Stray): void =>
    book.setState(({ strays }) => ({ strays: [...strays.filter(({ id }) => id !== stray.id), stray] }));
  return Object.assign(book, {
    find,
    put,
    change: (id: string, patch: Partial<Stray>) => {
      const known = find(id);
      if (known === undefined) return undefined;
      const next = { ...known, ...patch };
      book.setState(({ strays }) => ({ strays: strays.map((stray) => (stray.id === id ? next : stray)) }));
      return next;
    },
    drop: (id: string) => book.setState(({ strays }) => ({ strays: strays.filter((stray) => stray.id !== id) })),
    replace: (strays: readonly Stray[]) => book.setState({ strays }),
  });
};
