import { AppError } from '../../../src-shared/contract/errors.ts';
import { chunksOf } from '../assignment/chunks.ts';
import { teamOf } from '../assignment/team.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import { bookPayment, todayOf } from './book.ts';
import { readPaymentFile } from './file-report.ts';
import type { RawFile } from './read-file.ts';

/** Payments of one transaction: about 20 ms. */
const CHUNK = 40;

type Posted = {
  readonly fileId: string;
  readonly posted: number;
  readonly amount: number;
  readonly refused: number;
  readonly repeated: number;
};

/**
 * Posts the good lines of a payment file. Each payment is booked once, by its id: posting cut short by a crash is gone
 * on with by posting the file again, and two who post it at once book every payment once.
 * Errors: `stale-version` where these are not the bytes that were previewed; `file-repeated` where the same file was
 * posted before and no line of it is new; `file-no-rows` where no line is good.
 */
export const postPaymentFile = async (
  context: Context,
  actor: { readonly id: string; readonly teamId: string | null },
  file: RawFile,
  of: { readonly creditorId: string; readonly fileName: string; readonly sha256: string },
): Promise<Posted> => {
  const { store } = context;
  if (file.scan.sha256 !== of.sha256) throw new AppError('stale-version', { recovery: 'resync' });
  const today = todayOf(context);
  const { ready, report } = readPaymentFile(store.sql, file, { ...of, today, team: teamOf(store.sql, actor) });
  if (ready.length === 0) {
    throw new AppError(report.postedBefore === null ? 'file-no-rows' : 'file-repeated', {
      params: { file: of.fileName },
    });
  }
  const fileId = newId(context.clock.ms());
  let done = { posted: 0, amount: 0, refused: report.refused, repeated: report.repeated };
  store.transaction((tx) => {
    tx.run(
      `INSERT INTO payment_files (id, creditor_id, file_name, sha256, status, posted, amount, refused, repeated,
       created_by, created_at) VALUES (?, ?, ?, ?, 'posting', 0, 0, ?, ?, ?, ?)`,
      fileId,
      of.creditorId,
      of.fileName,
      of.sha256,
      done.refused,
      done.repeated,
      actor.id,
      context.clock.now(),
    );
    const { refused, repeated } = done;
    const detail = { fileName: of.fileName, sha256: of.sha256, ready: ready.length, refused, repeated };
    context.audit.record(tx, { userId: actor.id, action: 'payment.file', subject: fileId, detail });
  });
  for (const chunk of chunksOf(ready, CHUNK)) {
    done = await store.grouped((tx) => {
      const now = { ...done };
      for (const line of chunk) {
        // Each in its own savepoint: a line that became wrong since it was read takes no other with it.
        const outcome = attempt(() =>
          store.transaction((part) =>
            bookPayment(context, part, actor, { ...line, accepted: ['over-residual'] }, { today, fileId }),
          ),
        );
        if (outcome === 'booked') {
          now.posted += 1;
          now.amount += line.amount;
        } else now[outcome] += 1;
      }
      tx.run(
        'UPDATE payment_files SET posted = ?, amount = ?, refused = ?, repeated = ? WHERE id = ?',
        now.posted,
        now.amount,
        now.refused,
        now.repeated,
        fileId,
      );
      return now;
    });
  }
  store.transaction((tx) => tx.run("UPDATE payment_files SET status = 'posted' WHERE id = ?", fileId));
  return { fileId, ...done };
};

const attempt = (book: () => unknown): 'booked' | 'refused' | 'repeated' => {
  try {
    book();
    return 'booked';
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'disk-full') throw error;
    return error.code === 'payment-repeated' ? 'repeated' : 'refused';
  }
};
