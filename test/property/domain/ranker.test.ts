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

it('DM-76 what was worked and promised today is counted by the office’s own day', () => {
  const AMOUNT = 10_000;
  // Around the midnights of an office in Rome: in summer and in winter, and in the nights whose hour is given or taken.
  const midnights = ['2026-07-14T22:00:00Z', '2026-11-23T23:00:00Z', '2026-10-25T23:00:00Z', '2026-03-29T22:00:00Z'];
  const instant = (near: number) =>
    fc.integer({ min: -30 * 60, max: 30 * 60 }).map((minutes) => near + minutes * 60_000);
  const day = fc.constantFrom(...midnights.map((at) => Date.parse(at))).chain((near) =>
    fc.record({
      now: instant(near),
      cases: fc.array(
        fc.record({ worked: fc.option(instant(near)), promised: fc.array(instant(near), { maxLength: 2 }) }),
        {
          maxLength: 8,
        },
      ),
    }),
  );
  const dayOf = (ms: number): string => new Date(ms).toLocaleDateString('sv-SE', { timeZone: 'Europe/Rome' });
  fc.assert(
    fc.property(day, ({ now, cases }) => {
      const rows = emptyRows();
      cases.forEach(({ worked, promised }, n) => {
        const promises = promised.map((at, k) => ({
          id: `${n}-${k}`,
          opId: `${n}-${k}`,
          amount: AMOUNT,
          dueOn: '2027-01-15',
          checkOn: '2027-01-20',
          method: 'transfer',
          status: 'open' as const,
          paid: 0,
          madeAt: new Date(at).toISOString(),
        }));
        const lastOutcomeAt = worked === null ? null : new Date(worked).toISOString();
        rows.cases.set(`c${n}`, caseRow({ id: `c${n}`, caseNumber: `N-${n}`, state: { lastOutcomeAt, promises } }));
      });
      const view = createView(rows, { cases: new Map(), parties: new Map() }, () => 'Persona');
      const said = createRanker(rows, view).rank(new Date(now).toISOString()).today();
      const isToday = (at: number): boolean => dayOf(at) === dayOf(now);
      const promises = cases.flatMap(({ promised }) => promised).filter(isToday).length;
      const worked = cases.filter((one) => one.worked !== null && isToday(one.worked)).length;
      expect(said).toMatchObject({ worked, promises, promisedAmount: promises * AMOUNT });
    }),
    { numRuns: 500 },
  );
});
