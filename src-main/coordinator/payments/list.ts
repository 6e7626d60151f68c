import { sql as raw } from 'kysely';
import type { PayableCase, PaymentList } from '../../../src-shared/contract/payments.ts';
import { type Leader, ownCase } from '../assignment/own-cases.ts';
import { foundBy } from '../assignment/found.ts';
import { liveCases } from '../assignment/selection.ts';
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

/** The payments of the leader's own cases (assignment/own-cases.ts), latest first. */
export const listPayments = (store: Store, leader: Leader, query: PaymentQuery): PaymentList => {
  const matching = store.db
    .selectFrom('payments as y')
    .innerJoin('cases as c', 'c.id', 'y.case_id')
    .innerJoin('parties as p', 'p.id', 'c.party_id')
    .innerJoin('mandates as m', 'm.id', 'c.mandate_id')
    .innerJoin('creditors as k', 'k.id', 'y.creditor_id')
    .leftJoin('payment_files as f', 'f.id', 'y.file_id')
    .leftJoin('users as u', 'u.id', 'y.recorded_by')
    .leftJoin('users as v', 'v.id', 'y.reversed_by')
    .where(ownCase(leader))
    .$if(query.mandateId !== undefined, (q) => q.where('c.mandate_id', '=', query.mandateId ?? ''))
    .$if(query.caseId !== undefined, (q) => q.where('y.case_id', '=', query.caseId ?? ''))
    .$if(query.from !== undefined, (q) => q.where('y.paid_on', '>=', query.from ?? ''))
    .$if(query.to !== undefined, (q) => q.where('y.paid_on', '<=', query.to ?? ''))
    .$if(query.text !== undefined && query.text.trim() !== '', (q) =>
      q.where((eb) => eb.or([foundBy(query.text ?? ''), eb('y.reference', 'like', patternOf(query.text ?? ''))])),
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

/**
 * The leader's own cases whose number, or the words of the debtor's name, begin with the text. Those of a closed mandate
 * are not among them: they take no payment, and are out of ordinary consultation (domain.md §2.2).
 */
export const findPayable = (store: Store, leader: Leader, text: string): PayableCase[] =>
  store.sql
    .rows(
      liveCases(store.db)
        .innerJoin('creditors as k', 'k.id', 'c.creditor_id')
        .where('m.status', '=', 'open')
        .where(ownCase(leader))
        .where(foundBy(text))
        .orderBy('p.name')
        .orderBy('c.case_number')
        .limit(FOUND_MAX)
        .select(['c.id', 'c.case_number', 'p.name as debtor', 'k.name as creditor', 'm.code as mandate'])
        .select(['c.total', 'c.paid', 'c.closed_class']),
    )
    .map(({ id, case_number, closed_class, ...rest }) => ({
      ...rest,
      caseId: id,
      caseNumber: case_number,
      residual: Math.max(0, rest.total - rest.paid),
      ended: closed_class !== null,
    }));

/** The text as it stands in a payment id, wherever in it. */
const patternOf = (text: string): string => `%${text.trim().replaceAll('%', '')}%`;
