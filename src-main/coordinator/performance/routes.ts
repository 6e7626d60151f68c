import { boardRoutes, type Board } from '../../../src-shared/contract/board.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { Context } from '../context.ts';
import { type Registration, on } from '../http/registration.ts';
import type { Sql } from '../store/store.ts';
import { readBoard } from './board.ts';
import { listOverdueCallbacks } from './overdue-callbacks.ts';
import { catchUp } from './tally/catch-up.ts';

/** A board that several leaders watch is made once in so many milliseconds. */
const FRESH_MS = 3_000;
const KEPT = 50;

type Kept = { readonly at: number; readonly board: Promise<Board> };

export const performanceRoutes = (context: Context): readonly Registration[] => {
  const board = keptBoards(context);
  return [
    on(boardRoutes.board, ({ user, query }) => board(user, query.mandateId)),
    on(boardRoutes.overdueCallbacks, async ({ user }) => {
      // The tally knows which batches are published.
      await catchUp(context);
      return { callbacks: context.store.snapshot((sql) => listOverdueCallbacks(sql, user, context.clock.now())) };
    }),
  ];
};

/** One answer per team and mandate, shared by whoever asks within FRESH_MS. */
const keptBoards = (context: Context): ((user: SessionUser, mandateId: string | undefined) => Promise<Board>) => {
  const kept = new Map<string, Kept>();
  return (user, mandateId) => {
    const key = `${user.teamId ?? ''}|${mandateId ?? ''}`;
    const now = context.clock.ms();
    const known = kept.get(key);
    if (known !== undefined && now - known.at < FRESH_MS && now >= known.at) return known.board;
    const made = makeBoard(context, user, mandateId);
    kept.delete(key);
    kept.set(key, { at: now, board: made });
    made.catch(() => kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    return made;
  };
};

const makeBoard = async (context: Context, user: SessionUser, mandateId: string | undefined): Promise<Board> => {
  const behind = await catchUp(context);
  const connected = context.live.connected();
  return context.store.snapshot((sql) => {
    const workstations = operatorsOf(sql).reduce((sum, id) => sum + (connected.get(id) ?? 0), 0);
    return readBoard(sql, { user, mandateId, now: context.clock.now(), workstations, behind });
  });
};

/** A leader's own browser is connected too, and is no workstation. */
const operatorsOf = (sql: Sql): readonly string[] =>
  sql.all<{ id: string }>("SELECT id FROM users WHERE role = 'operator'").map(({ id }) => id);
