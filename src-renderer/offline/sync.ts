import { AppError } from '../../src-shared/contract/errors.ts';
import { PULL_MAX } from '../../src-shared/contract/sync.ts';
import { readValue, type Device, type DeviceDb } from './databases.ts';
import type { Journal } from './journal.ts';
import { becomeAnotherDevice, pushAll, resend } from './push.ts';
import type { Wire } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** Runs `fn` while nobody else on this computer holds the name (Web Locks, over all windows). */
export type Locks = <T>(name: string, fn: () => Promise<T>) => Promise<T>;

export type SyncDeps = {
  readonly wire: Wire;
  readonly db: DeviceDb;
  readonly journal: Journal;
  readonly locks: Locks;
  /** The signed-in operator's session, or null while working offline. */
  readonly token: () => string | null;
  readonly workspace: () => Workspace | null;
  /** Registers this computer again under the session; null where nobody is signed in. */
  readonly register: () => Promise<Device | null>;
  readonly now: () => number;
  readonly serverTime: (serverTime: string, sentAt: number) => Promise<void>;
  readonly progress: (rows: number) => void;
  /** Rows or acknowledgements changed: other windows look again. */
  readonly rowsChanged: () => void;
  readonly pageSize?: number;
};

/** Rounds within one cycle: more than a coordinator that answers sensibly can need. */
const MAX_PAGES = 10_000;

/**
 * One cycle: deliver what waits, then pull until the last page. Throws AppError; what was done stays done, and the next
 * cycle continues from there.
 */
export async function syncOnce(deps: SyncDeps): Promise<void> {
  await deps.locks('sollecito-push', () => pushAll(deps));
  const workspace = deps.workspace();
  if (workspace === null) return;
  if (deps.token() === null) {
    // Nothing to ask without a session, but the screen wants to know whether somebody is there to ask.
    await deps.wire.welcome();
    return;
  }
  const refed = await deps.locks(`sollecito-pull-${workspace.user.id}`, () => pullAgain(deps, workspace));
  if (refed) await deps.locks('sollecito-push', () => pushAll(deps));
  await deps.journal.prune(new Date(deps.now()).toISOString());
}

/** A coordinator that was restored from before this computer came knows neither its operations nor itself. */
async function pullAgain(deps: SyncDeps, workspace: Workspace): Promise<boolean> {
  try {
    return await pullAll(deps, workspace);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'device-unknown') throw error;
    await becomeAnotherDevice(deps, error);
    await pullAll(deps, workspace);
    return true;
  }
}

/** Answers true when the coordinator turned out to be another one (restored): what is kept is delivered again. */
async function pullAll(deps: SyncDeps, workspace: Workspace): Promise<boolean> {
  for (let page = 0, rows = 0; page < MAX_PAGES; page += 1) {
    const [device, token] = [await readValue(deps.db, 'device'), deps.token()];
    if (device === null || token === null) return false;
    const { epoch, cursors } = await workspace.position();
    const limit = deps.pageSize ?? PULL_MAX;
    const sentAt = deps.now();
    const answer = await deps.wire.pull(token, { epoch, deviceId: device.deviceId, cursors, limit });
    await deps.serverTime(answer.serverTime, sentAt);
    rows += answer.changes.length;
    deps.progress(rows);
    const complete = await workspace.apply(answer, device.deviceId);
    if (!complete) continue;
    deps.rowsChanged();
    await deps.journal.acknowledge(workspace.user.id, answer.ackedSeq, answer.serverTime);
    await workspace.compact();
    return adoptEpoch(deps, device, answer.epoch);
  }
  throw new AppError('internal', { recovery: 'retry', message: 'a pull without end' });
}

async function adoptEpoch(deps: SyncDeps, device: Device, epoch: string): Promise<boolean> {
  if (device.epoch === epoch) return false;
  const restored = device.epoch !== null;
  await deps.db.values.put({ ...device, epoch }, 'device');
  if (restored) await resend(deps.journal);
  return restored;
}
