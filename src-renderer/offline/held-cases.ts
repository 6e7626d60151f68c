import type { CaseRow, PartyRow } from '../../src-shared/contract/entities.ts';
import type { OperatorDb } from './databases.ts';
import { sealJson, unsealJson } from './seal.ts';
import type { HeldRows } from './view.ts';

type Held = { readonly case: CaseRow; readonly parties: readonly PartyRow[] };

/** Cases that left the scope while open: readable until their outcome is saved, then gone (SY-09's one exception). */
export type HeldCases = HeldRows & {
  readonly hold: (held: Held) => Promise<void>;
  readonly release: (caseId: string) => Promise<void>;
  readonly load: () => Promise<void>;
};

const aad = (caseId: string): string => `held|${caseId}`;

export function createHeldCases(db: OperatorDb, key: CryptoKey): HeldCases {
  const cases = new Map<string, CaseRow>();
  const parties = new Map<string, PartyRow>();
  const place = (held: Held): void => {
    cases.set(held.case.id, held.case);
    for (const party of held.parties) parties.set(party.id, party);
  };
  return {
    cases,
    parties,
    hold: async (held) => {
      place(held);
      const { id } = held.case;
      await db.held.put({ caseId: id, box: await sealJson(key, held, aad(id)) });
    },
    release: async (caseId) => {
      const row = cases.get(caseId);
      if (row === undefined) return;
      cases.delete(caseId);
      const needed = new Set([...cases.values()].flatMap((other) => partiesOf(other)));
      for (const id of partiesOf(row)) if (!needed.has(id)) parties.delete(id);
      await db.held.delete(caseId);
    },
    load: async () => {
      for (const { caseId, box } of await db.held.toArray()) {
        const held = (await unsealJson(key, box, aad(caseId)).catch(() => null)) as Held | null;
        if (held === null) await db.held.delete(caseId);
        else place(held);
      }
    },
  };
}

/** Ids of everybody who has a part in the case. */
export const partiesOf = (row: CaseRow): readonly string[] => [
  ...new Set([row.partyId, ...row.parties.map(({ partyId }) => partyId)]),
];
