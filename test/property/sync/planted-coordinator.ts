import type * as FeedRoom from '../../../src-main/coordinator/work/feed.ts';
import type * as Log from '../../../src-main/coordinator/work/oplog.ts';
import type * as PullRoom from '../../../src-main/coordinator/work/pull.ts';
import type * as PushRoom from '../../../src-main/coordinator/work/push.ts';
import type * as Recording from '../../../src-main/coordinator/work/record.ts';
import type * as State from '../../../src-main/coordinator/work/write-state.ts';
import { readMeta } from '../../../src-main/coordinator/store/meta.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';

/** The coordinator's functions that a planted fault may stand in for. */
export type Replaceable = {
  readonly push: typeof PushRoom.push;
  readonly pull: typeof PullRoom.pull;
  readonly recordOperation: typeof Recording.recordOperation;
  readonly recorded: typeof Log.recorded;
  readonly writeCaseState: typeof State.writeCaseState;
  readonly writePartyState: typeof State.writePartyState;
  readonly createFeed: typeof FeedRoom.createFeed;
};
export type CoordinatorBug = { readonly [K in keyof Replaceable]?: (real: Replaceable[K]) => Replaceable[K] };

/** It does not look whether it has an operation already. */
export const noDedup: CoordinatorBug = { recorded: () => () => undefined };

/** What somebody says of a case that is no longer his is answered and thrown away. */
export const lateDropped: CoordinatorBug = {
  recordOperation: (real) => (tools, tx, pushed, deviceId) => {
    let answer: ReturnType<typeof real> | null = null;
    try {
      tools.context.store.transaction(() => {
        answer = real(tools, tx, pushed, deviceId);
        if (answer.kind === 'late') throw new Error('thrown away');
      });
    } catch (error) {
      if (answer === null) throw error;
    }
    return answer ?? real(tools, tx, pushed, deviceId);
  },
};

/** What cannot be read is refused with the whole push. */
export const poisonBlocks: CoordinatorBug = {
  recordOperation: (real) => (tools, tx, pushed, deviceId) => {
    const disposition = real(tools, tx, pushed, deviceId);
    if (disposition.kind === 'rejected') throw new AppError('malformed-operation');
    return disposition;
  },
};

/** Nobody hears of a restored coordinator: any epoch is as good as another. */
export const noEpoch: CoordinatorBug = {
  push: (real) => (tools, deviceId, request) =>
    real(tools, deviceId, { ...request, epoch: readMeta(tools.context.store.sql, 'epoch') ?? '' }),
  pull: (real) => (context, user, request) => {
    const epoch = request.epoch === null ? null : readMeta(context.store.sql, 'epoch');
    const answer = real(context, user, { ...request, epoch });
    return { ...answer, epoch: request.epoch ?? answer.epoch };
  },
};

/** A computer whose cursor lies before what was forgotten goes on as if it had heard of it. */
export const noResetAfterPrune: CoordinatorBug = {
  pull: (real) => (context, user, request) => {
    context.store.transaction((tx) => tx.run('UPDATE heads SET pruned_to = 0'));
    return real(context, user, request);
  },
};

/** What happens to a case that nobody holds any more is in the log and has no effect. */
export const orphanEffectLost: CoordinatorBug = {
  writeCaseState: (real) => (tx, before, after) => {
    const row = tx.get<{ assigned_to: string | null }>('SELECT assigned_to FROM cases WHERE id = ?', before.id);
    if (row?.assigned_to !== null) real(tx, before, after);
  },
};

/** The cursor of a page is that of the whole answer: what did not fit never comes. */
export const cursorAhead: CoordinatorBug = {
  pull: (real) => (context, user, request) => {
    const answer = real(context, user, request);
    const heads = context.store.sql.all<{ scope: string; seq: number }>('SELECT scope, seq FROM heads');
    const head = (scope: string): number => heads.find((one) => one.scope === scope)?.seq ?? 0;
    const cursors = Object.fromEntries(Object.keys(answer.cursors).map((scope) => [scope, head(scope)]));
    return answer.more ? { ...answer, more: false, cursors } : answer;
  },
};

/** Who writes anything of a person writes all of it, with the flags that he knew. */
export const flagsOverwritten: CoordinatorBug = {
  writePartyState: (real) => (tx, partyId, before, after) => {
    if (before === after || before.flags !== after.flags) return real(tx, partyId, before, after);
    const flags = Object.fromEntries(Object.keys(after.flags).map((flag) => [flag, null])) as typeof after.flags;
    return real(tx, partyId, before, { ...after, flags });
  },
};

/** A person's change does not travel to the other cases in which he is. */
export const partyNotTouched: CoordinatorBug = {
  createFeed: (real) => (live) => ({ ...real(live), touchParty: () => undefined }),
};
