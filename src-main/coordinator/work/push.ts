import type { z } from 'zod';
import { WIRE_VERSION } from '../../../src-shared/contract/basics.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Disposition } from '../../../src-shared/contract/operations.ts';
import type { PushAnswer, PushedOperation, PushRequest } from '../../../src-shared/contract/sync.ts';
import { readMeta } from '../store/meta.ts';
import type { Tx } from '../store/store.ts';
import { recorded } from './oplog.ts';
import { recordOperation, type WorkTools } from './record.ts';

type Push = z.output<typeof PushRequest>;

/**
 * Takes a device's operations in the order of its own numbers (sync.md, Push). One savepoint in the next group commit;
 * the answer means that they are on the disk.
 * Errors: `device-unknown`, `wrong-epoch`, `wire-version` (newer than this program), `sequence-gap` {expected},
 * `device-forked`: nothing of the request is recorded then.
 */
export const push = async (tools: WorkTools, deviceId: string, request: Push): Promise<PushAnswer> => {
  if (request.deviceId !== deviceId) throw new AppError('device-unknown', { recovery: 'resync' });
  const newer = request.ops.find((op) => typeof op['wireVersion'] === 'number' && op['wireVersion'] > WIRE_VERSION);
  if (newer !== undefined) throw new AppError('wire-version', { recovery: 'fatal', params: { version: WIRE_VERSION } });
  return tools.context.store.grouped((tx) => take(tools, tx, request));
};

const take = (tools: WorkTools, tx: Tx, { epoch, deviceId, ops }: Push): PushAnswer => {
  if (tx.once('epoch', () => readMeta(tx, 'epoch')) !== epoch)
    throw new AppError('wrong-epoch', { recovery: 'resync' });
  const device = tx.get<{ last_seq: number }>(
    'SELECT last_seq FROM devices WHERE id = ? AND revoked_at IS NULL',
    deviceId,
  );
  // Looked up again here, where the row is read anyway: a revoked credential may still be remembered at the door.
  if (device === undefined) throw new AppError('device-unknown', { recovery: 'resync' });
  let last = device.last_seq;
  const results = ops.map((op) => {
    const disposition = takeOne(tools, tx, op, deviceId, last);
    last = Math.max(last, op.devSeq);
    return { opId: op.opId, devSeq: op.devSeq, disposition };
  });
  const now = tools.context.clock.now();
  tx.run('UPDATE devices SET last_seq = ?, last_seen_at = ? WHERE id = ?', last, now, deviceId);
  return { results, lastSeq: last, serverTime: now };
};

const takeOne = (tools: WorkTools, tx: Tx, op: PushedOperation, deviceId: string, last: number): Disposition => {
  if (op.devSeq > last + 1) throw new AppError('sequence-gap', { recovery: 'resync', params: { expected: last + 1 } });
  // Sent again after a lost answer, or by the new number of a device that was forked: its first effect stands (SY-03).
  const known = recorded(tx, op.opId);
  if (known !== undefined) return { kind: known.disposition, code: known.code };
  if (op.devSeq <= last) throw new AppError('device-forked', { recovery: 'resync', params: { expected: last + 1 } });
  return recordOperation(tools, tx, op, deviceId);
};
