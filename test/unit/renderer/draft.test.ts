import { describe, expect, test } from 'vitest';
import type { Draft } from '../../../src-renderer/offline/api.ts';
import { emptyDraft } from '../../../src-renderer/offline/empty-draft.ts';
import { createDraftKeeper } from '../../../src-renderer/workstation/outcome/draft.ts';

/** A disk whose writes end only when the test says so. */
const slowDisk = (found: Draft | null = null) => {
  const disk = new Map<string, Draft>(found === null ? [] : [[found.caseId, found]]);
  const waiting: (() => void)[] = [];
  const later = (work: () => void): Promise<void> =>
    new Promise((resolve) => {
      waiting.push(() => {
        work();
        resolve();
      });
    });
  return {
    disk,
    finishOne: () => waiting.shift()?.(),
    waiting: () => waiting.length,
    store: {
      readDraft: (caseId: string) => Promise.resolve(disk.get(caseId) ?? null),
      saveDraft: (draft: Draft) => later(() => void disk.set(draft.caseId, draft)),
      dropDraft: (caseId: string) => later(() => void disk.delete(caseId)),
    },
  };
};

const settle = async (disk: ReturnType<typeof slowDisk>): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) {
    disk.finishOne();
    await Promise.resolve();
    await Promise.resolve();
  }
};

describe('a half-written outcome', () => {
  test('DR-01 what was written before is there again', async () => {
    const { store } = slowDisk({ ...emptyDraft('c1'), note: 'metà', code: 'PDP' });
    const keeper = createDraftKeeper(store, 'c1');
    await keeper.settled();
    expect(keeper.getState().draft).toMatchObject({ note: 'metà', code: 'PDP' });
  });

  test('DR-02 the disk ends with the last key, however slow it is', async () => {
    const disk = slowDisk();
    const keeper = createDraftKeeper(disk.store, 'c1');
    await keeper.settled();
    for (const note of ['a', 'ab', 'abc', 'abcd']) keeper.change({ note });
    expect(keeper.getState().saved).toBe(false);
    await settle(disk);
    expect(disk.disk.get('c1')?.note).toBe('abcd');
    expect(keeper.getState().saved).toBe(true);
  });

  test('DR-03 once the outcome is given, nothing late brings the draft back', async () => {
    const disk = slowDisk();
    const keeper = createDraftKeeper(disk.store, 'c1');
    await keeper.settled();
    keeper.change({ note: 'quasi' });
    await Promise.resolve();
    expect(disk.waiting()).toBe(1);
    const dropping = keeper.drop();
    keeper.change({ note: 'troppo tardi' });
    await settle(disk);
    await dropping;
    expect(disk.disk.has('c1')).toBe(false);
  });

  test('DR-03 a note for the history that is half written outlives the outcome, and nothing else does', async () => {
    const disk = slowDisk();
    const keeper = createDraftKeeper(disk.store, 'c1');
    await keeper.settled();
    keeper.change({ note: 'quasi', code: 'PDP', historyNote: 'Richiama la' });
    const dropping = keeper.drop();
    await settle(disk);
    await dropping;
    expect(disk.disk.get('c1')).toMatchObject({
      ...emptyDraft('c1'),
      historyNote: 'Richiama la',
      savedAt: expect.stringMatching(/^20/),
    });
  });

  test('DR-04 a draft that is blank again leaves nothing behind', async () => {
    const disk = slowDisk({ ...emptyDraft('c1'), note: 'x' });
    const keeper = createDraftKeeper(disk.store, 'c1');
    await keeper.settled();
    keeper.change({ note: '' });
    await settle(disk);
    expect(disk.disk.has('c1')).toBe(false);
  });

  test('DR-05 a disk that refuses is said, and what was typed stays on the screen', async () => {
    const keeper = createDraftKeeper(
      {
        readDraft: () => Promise.resolve(null),
        saveDraft: () => Promise.reject(new Error('full')),
        dropDraft: () => Promise.resolve(),
      },
      'c1',
    );
    await keeper.settled();
    keeper.change({ note: 'importante' });
    await keeper.settled();
    expect(keeper.getState()).toMatchObject({ saved: false, draft: { note: 'importante' } });
    expect(keeper.getState().error).toBeInstanceOf(Error);
  });

  test('DR-06 keys that come before the saved draft is read are laid over it, whatever the order', async () => {
    const written: Draft = {
      ...emptyDraft('c1'),
      code: 'PDP',
      callOpId: 'op1',
      note: 'accredito il 15',
      fields: { promiseAmount: '25000', promiseMethod: 'card' },
    };
    const disk = slowDisk(written);
    const answer = Promise.withResolvers<Draft | null>();
    const keeper = createDraftKeeper({ ...disk.store, readDraft: () => answer.promise }, 'c1');
    keeper.change({ verified: 'verified' });
    keeper.change({ code: 'RIC', fields: { callbackDate: '2026-12-01' } });
    await settle(disk);
    expect(disk.disk.get('c1'), 'nothing is written over what has not been read').toEqual(written);
    answer.resolve(written);
    await Promise.resolve();
    await settle(disk);
    const both = {
      code: 'RIC',
      verified: 'verified',
      callOpId: 'op1',
      note: 'accredito il 15',
      fields: { promiseAmount: '25000', promiseMethod: 'card', callbackDate: '2026-12-01' },
    };
    expect(keeper.getState()).toMatchObject({ draft: both, saved: true });
    expect(disk.disk.get('c1')).toMatchObject(both);
  });
});
