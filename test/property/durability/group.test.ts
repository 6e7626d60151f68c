import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Store, Tx } from '../../../src-main/coordinator/store/store.ts';
import { openStore } from '../../../src-main/coordinator/store/sqlite/open.ts';

/** A write of a group: what it writes, and where in it something fails. */
type Part = { readonly kind: 'put' | 'inner-ok' | 'inner-caught' | 'inner-thrown' | 'throw' };
const KINDS = ['put', 'put', 'inner-ok', 'inner-caught', 'inner-thrown', 'throw'] as const;

const withStore = async (work: (store: Store) => Promise<void>): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'group-'));
  const store = await openStore(folder);
  try {
    await work(store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Does the parts in order; puts `key.i` for each that stays. */
const perform = (store: Store, tx: Tx, key: string, parts: readonly Part[], told: string[]): void => {
  for (const [i, { kind }] of parts.entries()) {
    const put = (to: Tx, name: string): void => {
      to.run('INSERT INTO batch_additions VALUES (?, ?, ?)', 'g', 'k', name);
      to.onCommit(() => void told.push(name));
    };
    if (kind === 'throw') throw new Error('outer');
    if (kind === 'put') put(tx, `${key}.${i}`);
    else {
      try {
        store.transaction((inner) => {
          put(inner, `${key}.${i}`);
          if (kind !== 'inner-ok') throw new Error('inner');
        });
      } catch (error) {
        if (kind === 'inner-thrown') throw error;
      }
    }
  }
};

/** What must be there afterwards: the parts of the writes that did not throw, without the inner ones that did. */
const expected = (key: string, parts: readonly Part[]): readonly string[] =>
  parts.some(({ kind }) => kind === 'throw' || kind === 'inner-thrown')
    ? []
    : parts.flatMap(({ kind }, i) => (kind === 'inner-caught' ? [] : [`${key}.${i}`]));

test('DU-10 writes that share a COMMIT stand or fail each for itself, and what waits for the COMMIT runs once', () =>
  withStore(async (store) => {
    const part = fc.constantFrom(...KINDS).map((kind) => ({ kind }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(part, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12, size: 'max' }),
        async (group) => {
          store.transaction((tx) => tx.run("DELETE FROM batch_additions WHERE batch_id = 'g'"));
          const told: string[] = [];
          const ends = await Promise.allSettled(
            group.map((parts, n) => store.grouped((tx) => perform(store, tx, String(n), parts, told))),
          );
          const stands = group.flatMap((parts, n) => expected(String(n), parts));
          const rows = store.sql.all<{ id: string }>("SELECT id FROM batch_additions WHERE batch_id = 'g'");
          expect(rows.map(({ id }) => id).toSorted()).toEqual(stands.toSorted());
          expect(told.toSorted()).toEqual(stands.toSorted());
          const failed = group.map((parts) => parts.some(({ kind }) => kind === 'throw' || kind === 'inner-thrown'));
          expect(ends.map(({ status }) => status === 'rejected')).toEqual(failed);
        },
      ),
      { numRuns: 150 },
    );
  }));
