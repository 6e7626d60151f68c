import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Context } from '../../context.ts';
import { newId } from '../../identity.ts';
import { nextName } from '../batch/batch-row.ts';
import { readMandate } from '../batch/judge-order.ts';
import { draftFiles, dropDraft } from './draft-files.ts';
import { translate } from '../../store/sqlite/errors.ts';

export type Upload = {
  readonly creditorId: string;
  readonly mandateId: string;
  readonly fileName: string;
  readonly name?: string | undefined;
  readonly userId: string;
};

/**
 * Takes a placement file in as it comes, and begins its draft. An upload that is cut short leaves nothing.
 * Errors: `unknown-creditor`, `unknown-mandate`, `mandate-closed`, `body-too-large`, `disk-full`.
 */
export const takeUpload = async (context: Context, upload: Upload, stream: Readable): Promise<string> => {
  const { store } = context;
  const id = newId();
  try {
    store.transaction((tx) => {
      if (tx.get('SELECT 1 AS found FROM creditors WHERE id = ?', upload.creditorId) === undefined)
        throw new AppError('unknown-creditor', { params: { creditor: upload.creditorId } });
      readMandate(tx, upload.creditorId, upload.mandateId);
      tx.run(
        `INSERT INTO batches (id, creditor_id, mandate_id, name, file_name, sha256, status, created_by, created_at)
         VALUES (?, ?, ?, ?, ?, '', 'draft', ?, ?)`,
        id,
        upload.creditorId,
        upload.mandateId,
        upload.name?.trim() || nextName(context, tx, upload.creditorId),
        path.basename(upload.fileName),
        upload.userId,
        context.clock.now(),
      );
    });
    const { placement } = draftFiles(context.dataDir, id);
    mkdirSync(path.dirname(placement), { recursive: true, mode: 0o700 });
    await pipeline(stream, createWriteStream(placement, { mode: 0o600 }));
    return id;
  } catch (error) {
    stream.destroy();
    // The file first: on a full disk it makes the room that the row's removal needs.
    dropDraft(context.dataDir, id);
    store.transaction((tx) => tx.run('DELETE FROM batches WHERE id = ?', id));
    throw translate(error);
  }
};
