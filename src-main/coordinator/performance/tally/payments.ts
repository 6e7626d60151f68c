import type { Tx } from '../../store/store.ts';

type PaymentRow = {
  id: string;
  batch_id: string;
  amount: number;
  paid_on: string;
  reversed_at: string | null;
  counted: number;
};

/**
 * Brings what was collected, by batch and day, to what the payments of these cases say now. A payment counts on the
 * day the money moved; once reversed it counts nowhere, as if it had never come.
 */
export const recountPayments = (tx: Tx, caseIds: readonly string[]): void => {
  for (const caseId of caseIds) {
    for (const payment of paymentsOf(tx, caseId)) {
      const counts = payment.reversed_at === null;
      if (counts === payment.counted > 0) continue;
      if (counts) tx.run('INSERT INTO tally_payments (payment_id) VALUES (?)', payment.id);
      else tx.run('DELETE FROM tally_payments WHERE payment_id = ?', payment.id);
      const sign = counts ? 1 : -1;
      tx.run(
        `INSERT INTO tally_collected (batch_id, paid_on, amount, payments) VALUES (?, ?, ?, ?)
         ON CONFLICT (batch_id, paid_on) DO UPDATE SET amount = amount + excluded.amount,
         payments = payments + excluded.payments`,
        payment.batch_id,
        payment.paid_on,
        sign * payment.amount,
        sign,
      );
    }
  }
};

const paymentsOf = (tx: Tx, caseId: string): readonly PaymentRow[] =>
  tx.all<PaymentRow>(
    `SELECT p.id, c.batch_id, p.amount, p.paid_on, p.reversed_at,
     CASE WHEN t.payment_id IS NULL THEN 0 ELSE 1 END AS counted
     FROM payments p JOIN cases c ON c.id = p.case_id LEFT JOIN tally_payments t ON t.payment_id = p.id
     WHERE p.case_id = ?`,
    caseId,
  );
