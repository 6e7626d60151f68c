import type { Tx, WorkerStore } from '../../store/store.ts';

/** Milliseconds of writing after which a chunk is committed; with its COMMIT it stays under 20. */
const AIM_MS = 10;
/** Chunks between two checkpoints: keeps the log short, and what another's commit has to flush small. */
const CHECKPOINT_EVERY = 60;

/**
 * Makes a worker's connection ready for a long load.
 *
 * Chunks are not flushed to the disk one by one: nobody sees the batch before its last transaction, which is, and a
 * flush of the log takes all that stands before it along.
 */
export const prepareConnection = (store: WorkerStore): void => {
  store.sql.exec('PRAGMA synchronous = NORMAL');
  store.sql.exec('PRAGMA wal_autocheckpoint = 0');
  store.sql.exec('PRAGMA temp_store = FILE');
};

/** Short transactions of a worker thread; between them the main thread's writes go first (store/sqlite/turn.ts). */
export type Chunks = {
  /** Calls `step` until it answers false, in transactions of a few milliseconds. `step` does one small piece. */
  readonly run: (step: (tx: Tx) => boolean) => void;
};

export const createChunks = (store: WorkerStore): Chunks => {
  let written = 0;
  return {
    run: (step) => {
      const chunk = (tx: Tx): boolean => {
        const until = performance.now() + AIM_MS;
        while (step(tx)) if (performance.now() >= until) return true;
        return false;
      };
      while (store.transaction(chunk)) {
        written += 1;
        if (written % CHECKPOINT_EVERY === 0) checkpoint(store);
      }
    },
  };
};

/** Copies the log into the database as far as readers allow; holds up nobody. */
export const checkpoint = (store: WorkerStore): void => void store.sql.all('PRAGMA wal_checkpoint(PASSIVE)');
