import { AppError } from '../../src-shared/contract/errors.ts';
import { PUSH_MAX, type PushAnswer } from '../../src-shared/contract/sync.ts';
import { readValue, type Device, type JournalRecord } from './databases.ts';
import type { Journal } from './journal.ts';
import type { SyncDeps } from './sync.ts';

/** Answers to a refusal that lead on; more than these in one cycle and it waits for the next. */
const MAX_REPAIRS = 6;

/**
 * Delivers every operation of this computer, of all its operators, in the order of their numbers, with the device's own
 * credential. What the coordinator refused stands in its log; what it has never seen stays here.
 */
export async function pushAll(deps: SyncDeps): Promise<void> {
  let size = PUSH_MAX;
  for (let repairs = 0; ;) {
    const device = await readValue(deps.db, 'device');
    const records = device === null ? [] : await deps.journal.unsent(size);
    if (device === null || records.length === 0) return;
    try {
      await pushBatch(deps, device, records);
    } catch (error) {
      repairs += 1;
      if (repairs > MAX_REPAIRS || !(error instanceof AppError)) throw error;
      if (error.code === 'body-too-large' && records.length > 1) size = Math.ceil(records.length / 2);
      else await repair(deps, device, error);
    }
  }
}

async function pushBatch(deps: SyncDeps, device: Device, records: readonly JournalRecord[]): Promise<void> {
  const epoch = device.epoch ?? (await askEpoch(deps, device));
  const sentAt = deps.now();
  const ops = records.map(({ sealed }) => sealed);
  const answer = await deps.wire.push(device.credential, { epoch, deviceId: device.deviceId, ops });
  await deps.serverTime(answer.serverTime, sentAt);
  await tellDecisions(deps, records, answer);
  const { next } = await deps.journal.counters();
  // It has numbers that were never given here: this is an older image of the computer that gave them.
  if (answer.lastSeq >= next) throw new AppError('device-forked');
  await deps.journal.setSent(answer.lastSeq);
}

async function repair(deps: SyncDeps, device: Device, error: AppError): Promise<void> {
  switch (error.code) {
    case 'wrong-epoch':
      await askEpoch(deps, device);
      return resend(deps.journal);
    case 'sequence-gap': {
      const expected = Number(error.params['expected']);
      const [oldest, { next }] = await Promise.all([deps.journal.oldest(), deps.journal.counters()]);
      const held = Number.isInteger(expected) && expected <= next && oldest !== null && expected >= oldest;
      return held ? deps.journal.setSent(expected - 1) : becomeAnotherDevice(deps, error);
    }
    case 'device-forked':
    case 'device-unknown':
      return becomeAnotherDevice(deps, error);
    default:
      throw error;
  }
}

async function askEpoch(deps: SyncDeps, device: Device): Promise<string> {
  const { epoch } = await deps.wire.welcome();
  await deps.db.values.put({ ...device, epoch }, 'device');
  return epoch;
}

/** The coordinator does not know this computer (any more), or knows another one under its name. */
export async function becomeAnotherDevice(deps: SyncDeps, cause: AppError): Promise<void> {
  const device = await deps.register();
  // Without a session nobody can vouch for this computer: the operations wait for the next sign-in.
  if (device === null) throw cause;
  await deps.journal.renumber(device);
  await deps.workspace()?.reload();
}

async function tellDecisions(
  deps: SyncDeps,
  records: readonly JournalRecord[],
  { results }: PushAnswer,
): Promise<void> {
  const workspace = deps.workspace();
  if (workspace === null) return;
  const own = new Map(
    records.flatMap(({ operatorId, opId, sealed }) =>
      operatorId === workspace.user.id ? [[opId, sealed.caseId]] : [],
    ),
  );
  const decided = results.flatMap(({ opId, disposition }) => {
    const caseId = own.get(opId);
    return caseId === undefined || disposition.kind === 'applied' ? [] : [{ opId, caseId, disposition }];
  });
  await workspace.decided(decided);
}

/** Delivers everything still kept once more: the coordinator knows by opId what it has. */
export async function resend(journal: Journal): Promise<void> {
  const [oldest, { next }] = await Promise.all([journal.oldest(), journal.counters()]);
  await journal.setSent((oldest ?? next) - 1);
}
