import type { Change, PullAnswer, PullRequest } from '../../src-shared/contract/sync.ts';
import { readOperatorValue, type BaseMark, type Block, type OperatorDb, type PullMark } from './databases.ts';
import { sealJson, unsealJson } from './seal.ts';

/** Rows that have become visible: `replace` means instead of, otherwise on top of, what was visible before. */
export type Loaded = {
  readonly mark: BaseMark | null;
  readonly replace: boolean;
  readonly changes: readonly Change[];
};

export type BaseStore = {
  /** Where the next pull continues: after the last page of one that was cut off, or after the last complete one. */
  readonly position: () => Promise<Pick<PullRequest, 'epoch' | 'cursors'>>;
  /** One page in one transaction. Answers what became visible with a pull's last page, null before it. */
  readonly apply: (answer: PullAnswer, deviceId: string) => Promise<Loaded | null>;
  /** What is visible and was not loaded yet, here or by another window. Rejects where the key does not open it. */
  readonly load: () => Promise<Loaded>;
  /**
   * Writes the same in fewer blocks: the small ones of the last pulls as one, and all rows (`live` many) anew once most
   * of what the blocks say is out of date.
   */
  readonly compact: (live: number, changes: () => readonly Change[]) => Promise<boolean>;
  /** Forgets everything pulled; nothing that was captured is here. */
  readonly wipe: () => Promise<void>;
};

const BLOCK_ROWS = 500;
/** So many blocks beyond those of the rows themselves: each is one more to open at the next start. */
const SMALL_BLOCKS = 100;
const AAD = 'rows';

export function createBaseStore(db: OperatorDb, key: CryptoKey): BaseStore {
  const tables = [db.values, db.blocks] as const;
  /** Pages of the pull going on, as long as this window has seen all of them. */
  let staged: Change[] | null = null;
  let loaded: { readonly generation: number; readonly to: number } | null = null;

  const marks = async (): Promise<{ base: BaseMark | null; pulling: PullMark | null }> => {
    const [base, pulling] = await Promise.all([readOperatorValue(db, 'base'), readOperatorValue(db, 'pulling')]);
    return { base, pulling };
  };
  const open = async ({ box }: Block): Promise<readonly Change[]> => (await unsealJson(key, box, AAD)) as Change[];

  const load = async (): Promise<Loaded> => {
    const { mark, blocks, replace } = await db.transaction('r', tables, async () => {
      const { base } = await marks();
      if (base === null) return { mark: null, blocks: [], replace: true };
      const fresh = loaded === null || loaded.generation !== base.generation;
      const after = fresh ? 0 : (loaded?.to ?? 0);
      const found = await db.blocks.where('generation').equals(base.generation).sortBy('id');
      const shown = found.filter(({ id = 0 }) => id > after && id <= base.visibleTo);
      return { mark: base, blocks: shown, replace: fresh };
    });
    const changes = (await Promise.all(blocks.map(open))).flat();
    loaded = mark === null ? null : { generation: mark.generation, to: mark.visibleTo };
    return { mark, replace, changes };
  };

  /** Nobody has written since `base` was read. */
  const isStill = async (base: BaseMark): Promise<boolean> => {
    const now = await marks();
    const same = now.base?.visibleTo === base.visibleTo && now.base.generation === base.generation;
    return same && now.pulling === null;
  };
  /** The last blocks are of an outcome or two each. All rows anew would hold up a capture for half a second. */
  const foldSmall = async (base: BaseMark): Promise<boolean> => {
    const last = await db.blocks.orderBy('id').reverse().limit(SMALL_BLOCKS).toArray();
    const large = last.findIndex(({ count }) => count >= BLOCK_ROWS);
    const small = (large === -1 ? last : last.slice(0, large)).toReversed();
    if (small.length < SMALL_BLOCKS / 2) return false;
    const changes = latest((await Promise.all(small.map(open))).flat());
    const box = await sealJson(key, changes, AAD);
    return db.transaction('rw', tables, async () => {
      if (!(await isStill(base))) return false;
      const id = await db.blocks.add({ generation: base.generation, count: changes.length, box });
      const said = base.said - small.reduce((sum, { count }) => sum + count, 0) + changes.length;
      await db.values.put({ ...base, visibleTo: id, said }, 'base');
      await db.blocks.bulkDelete(small.flatMap((block) => block.id ?? []));
      if (loaded?.to === base.visibleTo) loaded = { ...loaded, to: id };
      return true;
    });
  };

  return {
    position: async () => {
      const { base, pulling } = await marks();
      const at = pulling ?? base;
      return { epoch: at?.epoch ?? null, cursors: { ...at?.cursors } };
    },
    apply: async (answer, deviceId) => {
      const box = await sealJson(key, answer.changes, AAD);
      const done = await db.transaction('rw', tables, async () => {
        const before = await marks();
        const { mark, fresh } = await begin(db, before, answer);
        const id = await db.blocks.add({ generation: mark.generation, count: answer.changes.length, box });
        const began = before.pulling === null || fresh;
        if (answer.more) {
          await db.values.put(mark, 'pulling');
          return { began, mark: null, from: before.base };
        }
        const base: BaseMark = { ...mark, visibleTo: id, ackedSeq: answer.ackedSeq, deviceId };
        await db.values.bulkPut([base], ['base']);
        await db.values.delete('pulling');
        await db.blocks.where('generation').notEqual(mark.generation).delete();
        return { began, mark: base, from: before.base };
      });
      if (done.began) staged = [];
      staged?.push(...answer.changes);
      if (done.mark === null) return null;
      const changes = staged;
      staged = null;
      const replace = done.from?.generation !== done.mark.generation;
      const upToDate = replace || (loaded?.generation === done.from?.generation && loaded?.to === done.from?.visibleTo);
      // A pull that began before this window opened, or on top of what another window has written meanwhile.
      if (changes === null || !upToDate) return load();
      loaded = { generation: done.mark.generation, to: done.mark.visibleTo };
      return { mark: done.mark, replace, changes };
    },
    load,
    compact: async (live, changes) => {
      const before = await marks();
      if (before.base === null || before.pulling !== null) return false;
      const { base } = before;
      // Counted, not read: this is asked after every pull, and the blocks may be tens of megabytes.
      const blocks = await db.blocks.where('generation').equals(base.generation).count();
      if (base.said < 2 * live + 1_000) {
        return blocks >= SMALL_BLOCKS + live / BLOCK_ROWS && foldSmall(base);
      }
      const generation = base.generation + 1;
      const rows = changes();
      const pages = Array.from({ length: Math.ceil(rows.length / BLOCK_ROWS) }, (_, n) =>
        rows.slice(n * BLOCK_ROWS, (n + 1) * BLOCK_ROWS),
      );
      const sealed: Block[] = [];
      for (const page of pages) {
        sealed.push({ generation, count: page.length, box: await sealJson(key, page, AAD) });
      }
      return db.transaction('rw', tables, async () => {
        if (!(await isStill(base))) return false;
        const visibleTo = await db.blocks.bulkAdd(sealed);
        await db.values.put({ ...base, generation, visibleTo, said: rows.length }, 'base');
        await db.blocks.where('generation').notEqual(generation).delete();
        loaded = { generation, to: visibleTo };
        return true;
      });
    },
    wipe: async () => {
      await db.transaction('rw', tables, () => Promise.all([db.values.clear(), db.blocks.clear()]));
      staged = null;
      loaded = null;
    },
  };
}

/** Of several changes of one row the last; a drop stays, because an earlier block may hold the row. */
function latest(changes: readonly Change[]): readonly Change[] {
  return [...new Map(changes.map((change) => [`${change.entity}|${change.id}`, change])).values()];
}

/** The mark after this page. A reset fills a generation of its own, so that the old rows show until it is complete. */
async function begin(
  db: OperatorDb,
  { base, pulling }: { readonly base: BaseMark | null; readonly pulling: PullMark | null },
  answer: PullAnswer,
): Promise<{ readonly mark: PullMark; readonly fresh: boolean }> {
  const { epoch } = answer;
  const going = pulling ?? base;
  if (!answer.reset && going !== null) {
    const cursors = { ...going.cursors, ...answer.cursors };
    const said = going.said + answer.changes.length;
    return { mark: { epoch, cursors, generation: going.generation, said }, fresh: false };
  }
  const generation = Math.max(base?.generation ?? 0, pulling?.generation ?? 0) + 1;
  // What a pull that was cut off had staged belongs to nothing any more.
  await db.blocks.filter((block) => block.generation !== base?.generation || (block.id ?? 0) > base.visibleTo).delete();
  const said = answer.changes.length;
  return { mark: { epoch, cursors: { ...answer.cursors }, generation, said }, fresh: true };
}
