import { sql as raw } from 'kysely';
import type { PayableCase, PaymentList } from '../../../src-shared/contract/payments.ts';
import type { Store } from '../store/store.ts';

export type PaymentQuery = {
  readonly mandateId?: string | undefined;
  readonly caseId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly text?: string | undefined;
  readonly offset: number;
  readonly limit: number;
};

/** Money is the creditor's, not a team's: every leader of the workspace sees all payments. */
export const listPayments = (store: Store, query: PaymentQuery): PaymentList => {
  const matching = store.db
    .selectFrom('payments as y')
    .innerJoin('cases as c', 'c.id', 'y.case_id')
    .innerJoin('parties as p', 'p.id', 'c.party_id')
    .innerJoin('mandates as m', 'm.id', 'c.mandate_id')
    .innerJoin('creditors as k', 'k.id', 'y.creditor_id')
    .leftJoin('payment_files as f', 'f.id', 'y.file_id')
    .leftJoin('users as u', 'u.id', 'y.recorded_by')
    .leftJoin('users as v', 'v.id', 'y.reversed_by')
    .$if(query.mandateId !== undefined, (q) => q.where('c.mandate_id', '=', query.mandateId ?? ''))
    .$if(query.caseId !== undefined, (q) => q.where('y.case_id', '=', query.caseId ?? ''))
    .$if(query.from !== undefined, (q) => q.where('y.paid_on', '>=', query.from ?? ''))
    .$if(query.to !== undefined, (q) => q.where('y.paid_on', '<=', query.to ?? ''))
    .$if(query.text !== undefined && query.text.trim() !== '', (q) =>
      q.where((eb) => {
        const like = (column: 'c.case_number' | 'p.name' | 'y.reference') =>
          raw<boolean>`lower(${eb.ref(column)}) LIKE ${patternOf(query.text ?? '')} ESCAPE '\\'`;
        return eb.or([like('c.case_number'), like('p.name'), like('y.reference')]);
      }),
    );
  const sums = store.sql.rows(
    matching
      .groupBy(raw`CASE WHEN y.reversed_on IS NULL THEN 0 ELSE 1 END`)
      .select((eb) => [
        raw<number>`CASE WHEN y.reversed_on IS NULL THEN 0 ELSE 1 END`.as('reversed'),
        eb.fn.countAll<number>().as('n'),
        eb.fn.sum<number>('y.amount').as('amount'),
      ]),
  );
  const sumOf = (reversed: number) => sums.find((row) => row.reversed === reversed) ?? { n: 0, amount: 0 };
  const rows = store.sql.rows(
    matching
      .select(['y.id', 'y.case_id', 'y.amount', 'y.paid_on', 'y.channel', 'y.reference', 'y.recorded_at'])
      .select(['y.reversed_on', 'c.case_number', 'p.name as debtor', 'k.name as creditor', 'm.code as mandate'])
      .select(['m.status', 'f.file_name', 'u.name as recorder', 'v.name as reverser'])
      .orderBy('y.seq', 'desc')
      .limit(query.limit)
      .offset(query.offset),
  );
  return {
    rows: rows.map((row) => ({
      id: row.id,
      caseId: row.case_id,
      caseNumber: row.case_number,
      debtor: row.debtor,
      creditor: row.creditor,
      mandate: row.mandate,
      amount: row.amount,
      paidOn: row.paid_on,
      channel: row.channel,
      reference: row.reference,
      fileName: row.file_name,
      recordedAt: row.recorded_at,
      recordedBy: row.recorder ?? '',
      reversedOn: row.reversed_on,
      reversedBy: row.reverser,
      closed: row.status !== 'open',
    })),
    total: {
      payments: sumOf(0).n,
      amount: sumOf(0).amount,
      reversed: sumOf(1).n,
      reversedAmount: sumOf(1).amount,
    },
  };
};

const FOUND_MAX = 20;

/** Cases whose number, or a word of the debtor's name, begins with the text; those that can be paid first. */
export const findPayable = (store: Store, text: string): PayableCase[] => {
  const begins = patternOf(text).slice(1);
  return store.sql
    .all<
      Omit<PayableCase, 'residual' | 'closed' | 'caseId' | 'caseNumber'> & {
        id: string;
        case_number: string;
        status: string;
      }
    >(
      `SELECT c.id, c.case_number, p.name AS debtor, k.name AS creditor, m.code AS mandate, m.status, c.total, c.paid
       FROM cases c JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded' JOIN parties p ON p.id = c.party_id
       JOIN mandates m ON m.id = c.mandate_id JOIN creditors k ON k.id = c.creditor_id
       WHERE lower(c.case_number) LIKE ? ESCAPE '\\' OR lower(p.name) LIKE ? ESCAPE '\\' OR lower(p.name) LIKE ? ESCAPE '\\'
       ORDER BY CASE m.status WHEN 'open' THEN 0 ELSE 1 END, p.name, c.case_number LIMIT ?`,
      begins,
      begins,
      `% ${begins}`,
      FOUND_MAX,
    )
    .map(({ id, case_number, status, ...rest }) => ({
      ...rest,
      caseId: id,
      caseNumber: case_number,
      residual: Math.max(0, rest.total - rest.paid),
      closed: status !== 'open',
    }));
};

const patternOf = (text: string): string =>
  `%${text
    .trim()
    .toLowerCase()
    .replace(/[\\%_]/gu, (letter) => `\\${letter}`)}%`;
