import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRanker, type Ranking } from '../../../src-renderer/offline/queue.ts';
import { emptyRows } from '../../../src-renderer/offline/rows.ts';
import { createView } from '../../../src-renderer/offline/view.ts';
import { QUEUE_FILTERS } from '../../../src-shared/domain/ranking.ts';
import { caseRow, partyRow } from '../../unit/domain/rows.ts';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const START = Date.UTC(2026, 10, 23, 9, 0, 0);

const step = fc.oneof(
  fc.record({ do: fc.constant('case' as const), id: fc.constantFrom(...IDS), attempts: fc.nat({ max: 3 }) }),
  fc.record({ do: fc.constant('drop' as const), id: fc.constantFrom(...IDS) }),
  fc.record({
    do: fc.constant('party' as const),
    id: fc.constantFrom(...IDS),
    name: fc.constantFrom('Rossi', 'Bianchi'),
  }),
  fc.record({ do: fc.constant('pass' as const), seconds: fc.nat({ max: 90 }) }),
);

const saidBy = (ranking: Ranking): unknown => [
  QUEUE_FILTERS.map((filter) => ranking.queue(filter)),
  QUEUE_FILTERS.map((filter) => ranking.nextAfter('c', filter)),
  IDS.map((id) => ranking.rowOf(id)),
  ranking.agenda(),
  ranking.today(),
];

it('DM-62 ranked again after any change, the queue is the one ranked from nothing', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: 'max' }), (steps) => {
      const rows = emptyRows();
      const view = createView(rows, { cases: new Map(), parties: new Map() }, () => 'Persona');
      const ranker = createRanker(rows, view);
      let now = START;
      for (const one of steps) {
        if (one.do === 'pass') now += one.seconds * 1_000;
        if (one.do === 'drop') rows.cases.delete(one.id);
        if (one.do === 'party') rows.parties.set(`p${one.id}`, partyRow({ id: `p${one.id}`, name: one.name }));
        if (one.do === 'case') {
          const row = caseRow({
            id: one.id,
            caseNumber: `N-${one.id}`,
            partyId: `p${one.id}`,
            state: { attempts: one.attempts },
          });
          rows.cases.set(one.id, row);
        }
        const at = new Date(now).toISOString();
        // A rank may be as old as its minute.
        const fresh = createRanker(rows, view).rank(`${at.slice(0, 17)}00.000Z`);
        const again = ranker.rank(`${at.slice(0, 17)}00.000Z`);
        expect(saidBy(again)).toEqual(saidBy(fresh));
      }
    }),
  );
});
