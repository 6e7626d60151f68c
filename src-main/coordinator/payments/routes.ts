import { paymentRoutes as routes } from '../../../src-shared/contract/payments.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { refuseOthers } from '../assignment/own-cases.ts';
import { teamOf } from '../assignment/team.ts';
import type { Context } from '../context.ts';
import { on, type Registration } from '../http/registration.ts';
import { bookPayment, previewPayment, reversePayment, todayOf } from './book.ts';
import { listClaims } from './claims.ts';
import { readPaymentFile } from './file-report.ts';
import { findPayable, listPayments } from './list.ts';
import { postPaymentFile } from './post-file.ts';
import { takeFile } from './read-file.ts';
import { rejectPaymentClaim } from './reject-claim.ts';

/** Incassi: the only thing that moves a balance. */
export const paymentRoomRoutes = (context: Context): readonly Registration[] => {
  const { store, dataDir } = context;
  const knowCreditor = (id: string): void => {
    const row = store.sql.get('SELECT 1 AS found FROM creditors WHERE id = ?', id);
    if (row === undefined) throw new AppError('unknown-creditor', { params: { creditor: id } });
  };
  return [
    on(routes.payments, ({ user, body }) => listPayments(store, user, body)),
    on(routes.payableCases, ({ user, body }) => ({ cases: findPayable(store, user, body.text) })),
    on(routes.previewPayment, ({ user, body }) => {
      refuseOthers(store.sql, store.db, user, body);
      return previewPayment(context, store.sql, body);
    }),
    on(routes.recordPayment, ({ user, body }) =>
      store.transaction((tx) => {
        refuseOthers(tx, store.db, user, body);
        return bookPayment(context, tx, user, body, { today: todayOf(context) });
      }),
    ),
    on(routes.reversePayment, ({ user, params, body }) => ({
      effect: store.transaction((tx) => {
        const payment = tx.get<{ caseId: string }>(
          'SELECT case_id AS caseId FROM payments WHERE id = ?',
          params.paymentId,
        );
        if (payment !== undefined) refuseOthers(tx, store.db, user, payment);
        return reversePayment(context, tx, user, params.paymentId, body);
      }),
    })),
    on(routes.paymentClaims, ({ user }) => ({ claims: listClaims(store.sql, teamOf(store.sql, user)) })),
    on(routes.rejectClaim, ({ user, params, body }) => {
      rejectPaymentClaim(context, user, params.claimId, body.reason);
      return { ok: true as const };
    }),
    on(routes.previewPaymentFile, async ({ user, query, stream }) => {
      const file = await takeFile(stream, dataDir);
      knowCreditor(query.creditorId);
      const of = { ...query, today: todayOf(context), team: teamOf(store.sql, user) };
      return readPaymentFile(store.sql, file, of).report;
    }),
    on(routes.postPaymentFile, async ({ user, query, stream }) => {
      const file = await takeFile(stream, dataDir);
      knowCreditor(query.creditorId);
      return postPaymentFile(context, user, file, query);
    }),
  ];
};
