import { describe, expect, it } from 'vitest';
import type { PartyRow } from '../../../src-shared/contract/entities.ts';
import type { PullAnswer } from '../../../src-shared/contract/sync.ts';
import { noAnswer } from '../../fixtures/workstation.ts';
import { onShift, type Shift } from './shift.ts';

const AT = '2026-11-23T08:00:00.000Z';
const LINK = 'CF:RSSMRA80A01H501U';

/** The first debtor of each operator is one person, entrusted by two creditors. */
const onePerson = ({ context, desks }: Shift): { readonly here: string; readonly there: string } => {
  const [here, there] = desks.map(({ cases }) => cases[0]?.partyId ?? '') as [string, string];
  context.store.transaction((tx) => {
    tx.run("INSERT INTO creditors (id, name, code, created_at) VALUES ('k2', 'Luce Prova', 'LUCE', '2026')");
    tx.run("UPDATE parties SET creditor_id = 'k2' WHERE id = ?", there);
    for (const id of [here, there]) {
      tx.run('UPDATE parties SET person_link = ? WHERE id = ?', LINK, id);
      tx.run(
        'INSERT INTO person_links (creditor_id, person_link, party_id) SELECT creditor_id, person_link, id FROM parties WHERE id = ?',
        id,
      );
    }
  });
  return { here, there };
};

const partyIn = ({ changes }: PullAnswer, id: string): PartyRow | undefined =>
  changes.flatMap((change) =>
    change.entity === 'party' && change.id === id && change.row !== null ? [change.row] : [],
  )[0];

describe('contact limits of a person', () => {
  it(
    'CR-13 what one creditor’s operator says to a person counts for the other’s, and nothing else of it crosses',
    onShift(async (shift) => {
      const { here, there } = onePerson(shift);
      const [desk] = shift.desks;
      const { cursors } = await shift.pull(1);
      const caseId = desk?.cases[0]?.caseId ?? '';
      const said = { operatorId: desk?.operatorId ?? '', caseId, baseVersion: 0, occurredAt: AT } as const;
      const body = {
        ...noAnswer(here),
        code: 'CON',
        verified: 'verified',
        note: 'Contesta la fattura di marzo.',
      } as const;
      expect(await shift.pushed(0, [shift.station(0).capture({ ...said, kind: 'outcome', body })])).toEqual([
        'applied',
      ]);
      const answer = await shift.pull(1, { cursors });
      expect(answer.changes.map(({ entity, id }) => [entity, id])).toEqual([['party', there]]);
      expect(partyIn(answer, there)?.state).toMatchObject({ conversations: [AT] });
      // Only the instant: not the note, not the creditor, not the case, not the other party.
      const text = JSON.stringify(answer.changes);
      for (const secret of ['Contesta', caseId, here, LINK]) expect(text).not.toContain(secret);
      // Each party's own state stays what its own log says (SY-12).
      expect(shift.agree()).toBeNull();
      // A flag or a telephone of the one is none of the other's.
      const flag = { partyId: here, flag: 'lawyer', set: true, note: 'Avv. Neri' } as const;
      const at = (await shift.pull(1)).cursors;
      await shift.pushed(0, [shift.station(0).capture({ ...said, kind: 'flag', body: flag })]);
      expect((await shift.pull(1, { cursors: at })).changes).toEqual([]);
      expect(partyIn(await shift.pull(1), there)?.state.flags.lawyer).toBeNull();
      // Both operators can tell that it is one person when they have both.
      expect(partyIn(await shift.pull(1), there)?.person).toBe(partyIn(await shift.pull(0), here)?.person);
      expect(partyIn(await shift.pull(1), there)?.person).not.toBe('');
    }),
  );
});
