import { authorKey } from '../../../src-main/coordinator/administration/keys/author-key.ts';
import { openSession } from '../../../src-main/coordinator/administration/sessions/sessions.ts';
import { sessionUser } from '../../../src-main/coordinator/administration/sessions/sessions.ts';
import { verifyWorkspace } from '../../../src-main/coordinator/work/verify-workspace.ts';
import type { SealedOperation } from '../../../src-shared/contract/operations.ts';
import type { PullAnswer, PushAnswer } from '../../../src-shared/contract/sync.ts';
import { type Desk, fillPortfolio } from '../../fixtures/portfolio.ts';
import { createWorkstation, type Workstation } from '../../fixtures/workstation.ts';
import { type Answer, type House, openHouse } from './house.ts';

export type Shift = House & {
  readonly desks: readonly Desk[];
  /** The n-th operator's workstation. */
  readonly station: (n: number) => Workstation;
  readonly push: (n: number, ops: readonly unknown[], parts?: Record<string, unknown>) => Promise<Answer>;
  /** A push that is taken; answers the dispositions as `kind` or `kind(code)`. */
  readonly pushed: (n: number, ops: readonly unknown[]) => Promise<readonly string[]>;
  readonly pull: (n: number, parts?: Record<string, unknown>) => Promise<PullAnswer>;
  readonly tokenOf: (userId: string) => string;
  /** What the coordinator gives this user at sign-in to make his operations his. */
  readonly authorKeyOf: (userId: string) => string;
  readonly logLength: () => number;
  /** Fails where the tables are not what the log says. */
  readonly agree: () => string | null;
};

export const words = (answer: Answer): readonly string[] =>
  (answer.body as unknown as PushAnswer).results.map(({ disposition: { kind, code } }) =>
    code === null ? kind : `${kind}(${code})`,
  );

/** A loaded and assigned workspace: two operators with five cases each, each at a registered workstation. */
export const openShift = async (): Promise<Shift> => {
  const house = await openHouse({ empty: true });
  const { context, call } = house;
  const desks = fillPortfolio(context, { operators: 2, casesEach: 5 });
  const stations = desks.map(({ device }) => createWorkstation(device));
  const at = <T>(list: readonly T[], n: number): T => {
    const found = list[n];
    if (found === undefined) throw new Error(`there is no workstation ${n}`);
    return found;
  };
  const push: Shift['push'] = (n, ops, parts = {}) => {
    const { deviceId, credential, epoch } = at(stations, n);
    return call('POST', '/api/sync/push', { device: credential, body: { epoch, deviceId, ops, ...parts } });
  };
  const tokens = new Map<string, string>();
  const tokenOf = (userId: string): string => {
    const known = tokens.get(userId);
    if (known !== undefined) return known;
    const row = context.store.sql.get('SELECT id, login, name, role, team_id, lang FROM users WHERE id = ?', userId);
    const user = sessionUser(row as Parameters<typeof sessionUser>[0]);
    const { token } = context.store.transaction((tx) => openSession(context, tx, user, null));
    tokens.set(userId, token);
    return token;
  };
  return {
    ...house,
    desks,
    station: (n) => at(stations, n),
    push,
    pushed: async (n, ops) => {
      const answer = await push(n, ops);
      if (answer.status !== 200) throw new Error(`push refused: ${answer.text}`);
      return words(answer);
    },
    tokenOf,
    authorKeyOf: (userId) => authorKey(context.keys, userId),
    pull: async (n, parts = {}) => {
      const { deviceId, epoch } = at(stations, n);
      const body = { epoch, deviceId, cursors: {}, limit: 500, ...parts };
      const answer = await call('POST', '/api/sync/pull', { token: tokenOf(at(desks, n).operatorId), body });
      if (answer.status !== 200) throw new Error(`pull refused: ${answer.text}`);
      return answer.body as unknown as PullAnswer;
    },
    logLength: () => context.store.sql.get<{ n: number }>('SELECT count(*) AS n FROM oplog')?.n ?? -1,
    agree: () => verifyWorkspace(context.store.sql, context.caseKeys).difference,
  };
};

export const onShift = (fn: (shift: Shift) => Promise<void>) => async (): Promise<void> => {
  const shift = await openShift();
  try {
    await fn(shift);
  } finally {
    await shift.close();
  }
};

/** The same operation under another number, as a device that re-appends what it had not sent. */
export const renumbered = (op: SealedOperation, parts: { deviceId?: string; devSeq: number }): SealedOperation => ({
  ...op,
  ...parts,
});
