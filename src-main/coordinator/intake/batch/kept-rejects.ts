import { openSync, closeSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { openBox, sealBox } from '../../administration/keys/keys.ts';
import type { Context } from '../../context.ts';
import type { Tx } from '../../store/store.ts';
import { draftFiles, dropDraft } from '../draft/draft-files.ts';

const PIECE_BYTES = 64 * 1024;
/** So many pieces under one COMMIT: other requests do not wait longer than for a chunk of a load. */
const TOGETHER = 8;

const labelOf = (batchId: string): string => `rejects|${batchId}`;
const aadOf = (batchId: string, no: number): string => `${labelOf(batchId)}|${no}`;

type Rooms = Pick<Context, 'store' | 'keys' | 'dataDir'>;

/**
 * Puts the refused rows of a loaded placement into the store, sealed, for whoever still has to send them back; then
 * nothing of the placement's files stays. Cut short, it is done again from its beginning, by one at a time; a batch that
 * is taken back meanwhile needs them no more.
 */
export const keepRejects = async ({ store, keys, dataDir }: Rooms, batchId: string): Promise<void> => {
  const key = keys.derive(labelOf(batchId));
  const pieces = readPieces(draftFiles(dataDir, batchId).rejects);
  let no = 0;
  const keepSome = (tx: Tx): boolean => {
    if (tx.get("SELECT 1 AS found FROM batches WHERE id = ? AND status = 'loaded'", batchId) === undefined)
      return false;
    if (no === 0) forgetRejects(tx, batchId);
    for (let n = 0; n < TOGETHER; n += 1) {
      const piece = pieces.next();
      if (piece.done === true) return false;
      const box = sealBox(key, piece.value, aadOf(batchId, no));
      tx.run('INSERT INTO batch_rejects (batch_id, no, box) VALUES (?, ?, ?)', batchId, no, box);
      no += 1;
    }
    return true;
  };
  try {
    while (store.transaction(keepSome)) await setImmediate();
  } finally {
    pieces.return(undefined);
  }
  dropDraft(dataDir, batchId);
};

function* readPieces(file: string): Generator<Buffer, undefined> {
  let fd: number;
  try {
    fd = openSync(file, 'r');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    for (;;) {
      const piece = Buffer.alloc(PIECE_BYTES);
      const read = readSync(fd, piece);
      if (read === 0) return undefined;
      yield piece.subarray(0, read);
    }
  } finally {
    closeSync(fd);
  }
}

export const hasRejects = ({ store }: Rooms, batchId: string): boolean =>
  store.sql.get('SELECT 1 AS found FROM batch_rejects WHERE batch_id = ? LIMIT 1', batchId) !== undefined;

/** The kept rows as the file they were, piece by piece. Throws where a piece was tampered with. */
export function* openRejects({ store, keys }: Rooms, batchId: string): Generator<Buffer, undefined> {
  const key = keys.derive(labelOf(batchId));
  for (let no = 0; ; no += 1) {
    const row = store.sql.get<{ box: string }>(
      'SELECT box FROM batch_rejects WHERE batch_id = ? AND no = ?',
      batchId,
      no,
    );
    if (row === undefined) return undefined;
    yield openBox(key, row.box, aadOf(batchId, no));
  }
}

export const forgetRejects = (tx: Tx, batchId: string): void =>
  void tx.run('DELETE FROM batch_rejects WHERE batch_id = ?', batchId);
