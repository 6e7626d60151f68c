import type { Draft } from './api.ts';
import type { OperatorDb } from './databases.ts';
import { sealJson, unsealJson } from './seal.ts';

/** Half-written outcomes, sealed: they survive a reload, a crash and a logout. */
export type Drafts = {
  readonly read: (caseId: string) => Promise<Draft | null>;
  readonly save: (draft: Draft) => Promise<void>;
  readonly drop: (caseId: string) => Promise<void>;
  readonly all: () => Promise<readonly Draft[]>;
};

const aad = (caseId: string): string => `draft|${caseId}`;

export function createDrafts(db: OperatorDb, key: CryptoKey): Drafts {
  const open = async (caseId: string, box: Parameters<typeof unsealJson>[1]): Promise<Draft | null> =>
    (await unsealJson(key, box, aad(caseId)).catch(() => null)) as Draft | null;
  return {
    read: async (caseId) => {
      const kept = await db.drafts.get(caseId);
      return kept === undefined ? null : open(caseId, kept.box);
    },
    save: async (draft) => {
      const box = await sealJson(key, draft, aad(draft.caseId));
      await db.drafts.put({ caseId: draft.caseId, box });
    },
    drop: (caseId) => db.drafts.delete(caseId),
    all: async () => {
      const opened = await Promise.all((await db.drafts.toArray()).map(({ caseId, box }) => open(caseId, box)));
      return opened.flatMap((draft) => draft ?? []).sort((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
    },
  };
}
