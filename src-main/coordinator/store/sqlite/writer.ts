import { chainsNoted, KEEP_HEADS, noteChain } from '../chain-heads.ts';
import type { Tx } from '../store.ts';
import type { Connection } from './connection.ts';
import { translate } from './errors.ts';

export type Writer = {
  readonly transaction: <T>(fn: (tx: Tx) => T) => T;
  readonly nextSeq: (tx: Tx, count?: number) => number;
  /**
   * Runs a batch of independent writes under one COMMIT; answers what each came to. Savepoints copy every page that
   * they touch, so the batch is first tried without; only where something throws is it undone and run again with one
   * for each, so a task may run twice and must do nothing but write.
   */
  readonly batch: (tasks: readonly Task[]) => readonly Outcome[];
};
export type Task = (tx: Tx) => unknown;
export type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: unknown };

/** The turn to write: the main thread announces itself, a worker thread gives way. */
export type Turn = { readonly enter: () => void; readonly leave: () => void };

/**
 * The synchronous writer of one connection. Nothing that `onCommit` holds runs before the COMMIT is on the disk.
 */
export const createWriter = (connection: Connection, turn: Turn): Writer => {
  const { sql, database } = connection;
  const depth = { now: 0 };
  /** The global sequence while a transaction takes numbers from it: read once, written back with its COMMIT. */
  const sequence: { last: number | null } = { last: null };
  /** While a batch runs without savepoints: whether anything in it has thrown. */
  const bare = { on: false, failed: false };
  let pending: (() => void)[] = [];
  const seen = new Map<string, unknown>();
  const once = <T>(name: string, read: () => T): T => {
    if (!seen.has(name)) seen.set(name, read());
    return seen.get(name) as T;
  };
  const tx: Tx = { ...sql, onCommit: (then) => void pending.push(then), once };

  const begin = (): void => {
    turn.enter();
    try {
      sql.exec('BEGIN IMMEDIATE');
    } catch (error) {
      turn.leave();
      throw translate(error);
    }
    depth.now = 1;
    pending = [];
    sequence.last = null;
    seen.clear();
  };
  const end = (how: 'COMMIT' | 'ROLLBACK'): void => {
    try {
      if (how === 'COMMIT' && sequence.last !== null && database.isTransaction) {
        sql.run("UPDATE meta SET value = ? WHERE key = 'last_seq'", String(sequence.last));
      }
      if (how === 'COMMIT' && chainsNoted(seen) && database.isTransaction) sql.run(KEEP_HEADS);
      // A full disk may already have rolled the transaction back.
      if (how === 'COMMIT' || database.isTransaction) sql.exec(how);
    } catch (error) {
      if (database.isTransaction) sql.exec('ROLLBACK');
      throw translate(error);
    } finally {
      depth.now = 0;
      turn.leave();
    }
  };
  const afterCommit = (): void => {
    const done = pending;
    pending = [];
    for (const then of done) then();
  };
  const savepoint = <T>(fn: (tx: Tx) => T): T => {
    const level = depth.now;
    const kept = pending.length;
    sql.run(`SAVEPOINT s${level}`);
    depth.now = level + 1;
    try {
      const value = fn(tx);
      sql.run(`RELEASE s${level}`);
      return value;
    } catch (error) {
      pending.length = kept;
      seen.clear();
      // What others of this transaction have appended stays.
      noteChain(tx);
      if (database.isTransaction) {
        sql.run(`ROLLBACK TO s${level}`);
        sql.run(`RELEASE s${level}`);
      }
      throw translate(error);
    } finally {
      depth.now = level;
    }
  };

  const inside = <T>(fn: (tx: Tx) => T): T => {
    if (!bare.on) return savepoint(fn);
    try {
      return fn(tx);
    } catch (error) {
      bare.failed = true;
      throw error;
    }
  };
  /** All tasks without savepoints, under one COMMIT; null where one threw and nothing of the batch remains. */
  const together = (tasks: readonly Task[]): readonly Outcome[] | null => {
    begin();
    Object.assign(bare, { on: true, failed: false });
    let outcomes: readonly Outcome[] = [];
    try {
      outcomes = tasks.map((task) => ({ ok: true, value: inside(task) }));
    } catch {
      bare.failed = true;
    } finally {
      bare.on = false;
    }
    if (bare.failed) {
      end('ROLLBACK');
      return null;
    }
    end('COMMIT');
    afterCommit();
    return outcomes;
  };
  /** Each task in its own savepoint: a throw undoes and fails only its own. */
  const oneByOne = (tasks: readonly Task[]): readonly Outcome[] => {
    begin();
    const outcomes: Outcome[] = [];
    for (const task of tasks) {
      try {
        outcomes.push({ ok: true, value: savepoint(task) });
      } catch (error) {
        outcomes.push({ ok: false, error });
        // The whole transaction is gone (a full disk): what was done before in this batch is gone with it.
        if (!database.isTransaction) {
          depth.now = 0;
          turn.leave();
          return tasks.map(() => ({ ok: false, error }));
        }
      }
    }
    end('COMMIT');
    afterCommit();
    return outcomes;
  };

  return {
    transaction: (fn) => {
      if (depth.now > 0) return inside(fn);
      begin();
      let value;
      try {
        value = fn(tx);
      } catch (error) {
        end('ROLLBACK');
        throw translate(error);
      }
      end('COMMIT');
      afterCommit();
      return value;
    },
    batch: (tasks) => {
      try {
        return together(tasks) ?? oneByOne(tasks);
      } catch (error) {
        return tasks.map(() => ({ ok: false, error }));
      }
    },
    nextSeq: (tx, count = 1) => {
      if (depth.now === 0) throw new Error('numbers are taken within a transaction');
      if (sequence.last === null) {
        const row = tx.get<{ value: string }>("SELECT value FROM meta WHERE key = 'last_seq'");
        if (row === undefined) throw new Error('meta.last_seq is missing');
        sequence.last = Number(row.value);
      }
      sequence.last += count;
      return sequence.last;
    },
  };
};
