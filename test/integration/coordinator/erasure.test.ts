import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { destroyCaseKey } from '../../../src-main/coordinator/administration/keys/case-keys.ts';
import type { Context } from '../../../src-main/coordinator/context.ts';
import { newId } from '../../../src-main/coordinator/identity.ts';
import { openHouse } from './house.ts';

type Sealed = { readonly caseId: string; readonly box: string };

/** More than a page of the table holds, and in several transactions, as days go. */
const sealSome = ({ store, caseKeys }: Context, count: number): readonly Sealed[] =>
  Array.from({ length: count / 50 }, () =>
    store.transaction((tx) =>
      Array.from({ length: 50 }, () => {
        const caseId = newId();
        return { caseId, box: caseKeys.seal(tx, caseId, 'what was said', caseId) };
      }),
    ),
  ).flat();

const salts = ({ store }: Context, sealed: readonly Sealed[]): readonly string[] => {
  const all = store.sql.all<{ case_id: string; salt: string }>('SELECT case_id, salt FROM case_keys');
  const byCase = new Map(all.map((row) => [row.case_id, row.salt]));
  return sealed.map(({ caseId }) => byCase.get(caseId) ?? '');
};

const bytesOf = (file: string): string =>
  [file, `${file}-wal`].map((name) => (existsSync(name) ? readFileSync(name).toString('latin1') : '')).join('');

it('CO-43 a destroyed case key is nowhere in the files, opens and seals nothing, and other cases keep theirs', async () => {
  const house = await openHouse({ empty: true });
  try {
    const { context } = house;
    const { store, caseKeys } = context;
    const sealed = sealSome(context, 600);
    const destroyed = sealed.filter((_, n) => n % 3 > 0 || (n > 200 && n < 300));
    const kept = sealed.filter((one) => !destroyed.includes(one));
    const [gone, left] = [salts(context, destroyed), salts(context, kept)];
    for (const { caseId } of destroyed) store.transaction((tx) => destroyCaseKey(tx, caseId));
    store.sql.all('PRAGMA wal_checkpoint(TRUNCATE)');

    const bytes = bytesOf(store.file);
    expect(gone.filter((salt) => bytes.includes(salt))).toEqual([]);
    expect(left.every((salt) => bytes.includes(salt))).toBe(true);
    for (const { caseId, box } of destroyed) expect(caseKeys.open(store.sql, caseId, box, caseId)).toBeNull();
    for (const { caseId, box } of kept) expect(caseKeys.open(store.sql, caseId, box, caseId)).toBe('what was said');

    // What comes afterwards is sealed under a new key, and the old box stays shut.
    const [{ caseId, box } = { caseId: '', box: '' }] = destroyed;
    const later = store.transaction((tx) => caseKeys.seal(tx, caseId, 'said later', caseId));
    expect(caseKeys.open(store.sql, caseId, later, caseId)).toBe('said later');
    expect(() => caseKeys.open(store.sql, caseId, box, caseId)).toThrow();
  } finally {
    await house.close();
  }
});

it('CO-43 a key that was rolled back seals nothing later', async () => {
  const house = await openHouse({ empty: true });
  try {
    const { store, caseKeys } = house.context;
    const caseId = newId();
    expect(() =>
      store.transaction((tx) => {
        caseKeys.seal(tx, caseId, 'undone', caseId);
        throw new Error('undo');
      }),
    ).toThrow('undo');
    const box = store.transaction((tx) => caseKeys.seal(tx, caseId, 'done', caseId));
    expect(caseKeys.open(store.sql, caseId, box, caseId)).toBe('done');
  } finally {
    await house.close();
  }
});
