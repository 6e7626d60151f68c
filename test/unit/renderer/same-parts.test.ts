import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepSameParts } from '../../../src-renderer/workstation/same-parts.ts';

const part = fc.oneof(
  fc.constantFrom('a', 'b', '', null, undefined, 0, -0, Number.NaN, 1),
  fc.constant([]),
  fc.constant({}),
);
/** What the store may answer: rows within lists, lists within rows, the maps and sets that cross a thread too. */
const answer = fc.letrec((again) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    part,
    fc.array(again('any'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('id', 'row', 'list'), again('any'), { noNullPrototype: true }),
    fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), again('any')), { maxLength: 3 }).map((pairs) => new Map(pairs)),
    fc.uniqueArray(fc.constantFrom('a', 'b', 'c')).map((ids) => new Set(ids)),
  ),
})).any;

test('UI-25 what is kept of an earlier answer never changes what the new one says', () => {
  fc.assert(
    fc.property(answer, answer, (before, after) => {
      const said = structuredClone(after);
      expect(keepSameParts(before, after)).toStrictEqual(said);
    }),
    { numRuns: 2_000 },
  );
});

test('UI-25 an answer that says the same is the earlier one itself', () => {
  fc.assert(fc.property(answer, (before) => Object.is(keepSameParts(before, structuredClone(before)), before)));
});

test('UI-25 of an answer that says something else, the parts that say the same are the earlier ones', () => {
  const before = {
    rows: [
      { id: 'a', n: 1 },
      { id: 'b', n: 1 },
    ],
    others: new Map([['p', { name: 'Rossi' }]]),
    drafts: new Set(['a']),
  };
  const after = {
    ...structuredClone(before),
    rows: [
      { id: 'a', n: 2 },
      { id: 'b', n: 1 },
    ],
  };
  const kept = keepSameParts(before, after);
  expect(kept).not.toBe(before);
  expect(kept).toEqual(after);
  expect(kept.rows[1]).toBe(before.rows[1]);
  expect(kept.others).toBe(before.others);
  expect(kept.drafts).toBe(before.drafts);
});
