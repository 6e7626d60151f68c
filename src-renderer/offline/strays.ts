import type { StrayCall } from './api.ts';
import type { OperatorDb } from './databases.ts';
import { sealJson, unsealJson } from './seal.ts';

/** Calls that came in and wait for their case, sealed: they survive a reload, a crash and a logout. */
export type Strays = {
  readonly save: (stray: StrayCall) => Promise<void>;
  readonly drop: (id: string) => Promise<void>;
  /** The oldest first. */
  readonly all: () => Promise<readonly StrayCall[]>;
};

const aad = (id: string): string => `stray|${id}`;

export function createStrays(db: OperatorDb, key: CryptoKey): Strays {
  return {
    save: async (stray) => void (await db.strays.put({ id: stray.id, box: await sealJson(key, stray, aad(stray.id)) })),
    drop: (id) => db.strays.delete(id),
    all: async () => {
      const kept = await db.strays.toArray();
      const opened = await Promise.all(kept.map(({ id, box }) => unsealJson(key, box, aad(id)).catch(() => null)));
      return opened
        .flatMap((stray) => (stray === null ? [] : [stray as StrayCall]))
        .sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
    },
  };
}
