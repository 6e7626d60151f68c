import { AppError } from '../../src-shared/contract/errors.ts';
import { PULL_MAX, type PullAnswer, type PullRequest } from '../../src-shared/contract/sync.ts';
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
  /** By the coordinator's clock: this computer's may be years off. */
  readonly coordinatorNow: () => number;
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
  const pull = (): Promise<boolean> =>
    deps.locks(`sollecito-pull-${workspace.user.id}`, () => pullAgain(deps, workspace));
  if (await pull()) {
    await deps.locks('sollecito-push', () => pushAll(deps));
    await pull();
  }
  await deps.journal.prune(new Date(deps.coordinatorNow()).toISOString());
}

/** A coordinator that was restored from before this computer came knows neither its operations nor itself. */
async function pullAgain(deps: SyncDeps, workspace: Workspace): Promise<boolean> {
  try {
    return await pullAll(deps, workspace);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'device-unknown') throw error;
    // Numbers change under nobody who is delivering: another window may be.
    await deps.locks('sollecito-push', () => becomeAnotherDevice(deps, error));
    await pullAll(deps, workspace);
    return true;
  }
}

type Position = Pick<PullRequest, 'epoch' | 'cursors'>;
type Page = { readonly device: Device; readonly answer: PullAnswer };

/** Asks for one page; null where there is nobody to ask for. */
async function ask(deps: SyncDeps, { epoch, cursors }: Position): Promise<Page | null> {
  const [device, token] = [await readValue(deps.db, 'device'), deps.token()];
  if (device === null || token === null) return null;
  const limit = deps.pageSize ?? PULL_MAX;
  const sentAt = deps.now();
  const answer = await deps.wire.pull(token, { epoch, deviceId: device.deviceId, cursors, limit });
  await deps.serverTime(answer.serverTime, sentAt);
  return { device, answer };
}

/**
 * Answers true when the coordinator turned out to be another one (restored): what is kept is delivered again. The next
 * page is on its way while one is being sealed and written: where it continues, the answer says.
 */
async function pullAll(deps: SyncDeps, workspace: Workspace): Promise<boolean> {
  let at: Position = await workspace.position();
  let asked = ask(deps, at);
  for (let page = 0, rows = 0; page < MAX_PAGES; page += 1) {
    const got = await asked;
    if (got === null) return false;
    const { device, answer } = got;
    rows += answer.changes.length;
    deps.progress(rows);
    at = { epoch: answer.epoch, cursors: answer.reset ? answer.cursors : { ...at.cursors, ...answer.cursors } };
    if (answer.more) {
      asked = ask(deps, at);
      // Its failure is met when its turn comes; until then this page may fail first.
      asked.catch(() => undefined);
    }
    const before = workspace.mark();
    const complete = await workspace.apply(answer, device.deviceId);
    if (!complete) continue;
    deps.rowsChanged();
    const after = before?.deviceId === device.deviceId ? before.ackedSeq : 0;
    await deps.journal.acknowledge(workspace.user.id, { after, upTo: answer.ackedSeq }, answer.serverTime);
    await workspace.compact();
    return adoptEpoch(deps, device, answer.epoch);
  }
  throw new AppError('internal', { recovery: 'retry', message: 'a pull without end' });
}

async function adoptEpoch(deps: SyncDeps, device: Device, epoch: string): Promise<boolean> {
  if (device.epoch === epoch) return false;
  return deps.locks('sollecito-push', async () => {
    const now = await readValue(deps.db, 'device');
    // Another window has done it, or has become another device meanwhile.
    if (now === null || now.deviceId !== device.deviceId || now.epoch === epoch) return false;
    const restored = now.epoch !== null;
    await deps.db.values.put({ ...now, epoch }, 'device');
    if (restored) await resend(deps.journal);
    return restored;
  });
}
