import type { Tx, WorkerStore } from '../../store/store.ts';
import { checkpoint, createChunks, prepareConnection } from './chunks.ts';
import { type IdParts, idSql } from './ids.ts';
import { GROUPS, insertText, type TableRows, type TableShape } from './tables.ts';

/** What a load needs written, wherever the writing happens. */
export type BatchSink = {
  readonly write: (rows: readonly TableRows[]) => void;
  /** Writes what waited for the end: the search index and the links of persons, in their order. */
  readonly finish: (ids: IdParts, creditorId: string, progress: (done: number, total: number) => void) => void;
};

/** Entries that go into an index at random places wait in temporary tables: sorted, they fill it page by page. */
export const HEAPS = { tokens: 'temp.token_heap', links: 'temp.link_heap' } as const;

/** Rows of one step, so that a chunk can end in time. */
const STEP = 500;

export const createBatchWriter = (store: WorkerStore, shapes: readonly TableShape[]): BatchSink => {
  prepareConnection(store);
  const chunks = createChunks(store);
  for (const heap of Object.values(HEAPS)) {
    store.sql.exec(`DROP TABLE IF EXISTS ${heap}`);
    store.sql.exec(`CREATE TEMP TABLE ${heap.slice('temp.'.length)} (key TEXT NOT NULL, n INTEGER NOT NULL)`);
  }
  const inserts = shapes.map((shape) =>
    GROUPS.map((rows) => ({ width: rows * shape.columns.length, text: insertText(shape, rows) })),
  );

  const write = (all: readonly TableRows[]): void => {
    let table = 0;
    let at = 0;
    chunks.run((tx) => {
      const rows = all[table];
      if (rows === undefined) return false;
      const group = inserts[rows.table]?.find(({ width }) => rows.values.length - at >= width);
      if (group === undefined) {
        table += 1;
        at = 0;
        return true;
      }
      tx.run(group.text, ...rows.values.slice(at, at + group.width));
      at += group.width;
      return true;
    });
  };

  /** Copies a heap in the order of its keys. */
  const drain = (heap: string, insert: string, progress: (done: number, total: number) => void): void => {
    const run = `${heap}_run`;
    store.sql.exec(
      `CREATE TEMP TABLE ${run.slice('temp.'.length)} AS SELECT DISTINCT key, n FROM ${heap} ORDER BY key, n`,
    );
    store.sql.exec(`DROP TABLE ${heap}`);
    const total = store.sql.get<{ n: number | null }>(`SELECT max(rowid) AS n FROM ${run}`)?.n ?? 0;
    const text = `INSERT OR IGNORE INTO ${insert} FROM ${run} WHERE rowid > ? AND rowid <= ?`;
    let done = 0;
    chunks.run((tx: Tx) => {
      tx.run(text, done, Math.min(total, done + STEP));
      done += STEP;
      if (done % (STEP * 20) === 0) progress(Math.min(done, total), total);
      return done < total;
    });
    store.sql.exec(`DROP TABLE ${run}`);
  };

  return {
    write,
    finish: (ids, creditorId, progress) => {
      drain(
        HEAPS.links,
        `person_links (creditor_id, person_link, party_id) SELECT '${creditorId}', key, ${idSql(ids, 'party', 'n')}`,
        () => undefined,
      );
      drain(HEAPS.tokens, `search_tokens (token, case_id) SELECT key, ${idSql(ids, 'case', 'n')}`, progress);
      checkpoint(store);
    },
  };
};
