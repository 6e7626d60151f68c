import { type Expression, type ExpressionBuilder, type SqlBool, sql as raw } from 'kysely';
import type { AssignmentFilter, Selection } from '../../../src-shared/contract/assignment.ts';
import type { Store } from '../store/store.ts';
import { chunksOf, MANY } from './chunks.ts';
import { foundBy } from './found.ts';

/** A case as dealing and moving need it; `residual` is what is still owed, never negative. */
export type SelectedCase = {
  readonly id: string;
  readonly partyId: string;
  readonly residual: number;
  readonly assignedTo: string | null;
  readonly blocked: string | null;
  readonly closed: boolean;
  readonly worked: boolean;
};

/** Cases that live: their batch is loaded. Open ones have no final class and an open mandate. */
export const liveCases = (db: Store['db']) =>
  db
    .selectFrom('cases as c')
    .innerJoin('batches as b', 'b.id', 'c.batch_id')
    .innerJoin('mandates as m', 'm.id', 'c.mandate_id')
    .innerJoin('parties as p', 'p.id', 'c.party_id')
    .where('b.status', '=', 'loaded');

export const openCases = (db: Store['db']) =>
  liveCases(db).where('m.status', '=', 'open').where('c.closed_class', 'is', null);

type Scope = ReturnType<typeof openCases> extends { where: (fn: (eb: infer E) => never) => unknown } ? E : never;
type Builder = Scope extends ExpressionBuilder<infer D, infer T> ? ExpressionBuilder<D, T> : never;

export const RESIDUAL = raw<number>`CASE WHEN c.paid < c.total THEN c.total - c.paid ELSE 0 END`;

/** The filter as conditions on `openCases`. */
export const matching =
  (filter: AssignmentFilter) =>
  (eb: Builder): Expression<SqlBool> => {
    const all: Expression<SqlBool>[] = [];
    if (filter.mandateId !== undefined) all.push(eb('c.mandate_id', '=', filter.mandateId));
    if (filter.batchId !== undefined) all.push(eb('c.batch_id', '=', filter.batchId));
    if (filter.operatorId !== undefined) all.push(eb('c.assigned_to', '=', filter.operatorId));
    if (filter.product !== undefined) all.push(eb('c.product', '=', filter.product));
    if (filter.province !== undefined) all.push(eb('p.province', '=', filter.province));
    if (filter.postalCode !== undefined) all.push(eb('p.postal_code', 'like', `${filter.postalCode}%`));
    if (filter.residualFrom !== undefined) all.push(eb(RESIDUAL, '>=', filter.residualFrom));
    if (filter.residualTo !== undefined) all.push(eb(RESIDUAL, '<=', filter.residualTo));
    if (filter.worked !== undefined) all.push(eb('c.worked', filter.worked === 'yes' ? '>' : '=', 0));
    if (filter.standing === 'blocked') all.push(eb('c.blocked', 'is not', null));
    if (filter.standing === 'assigned' || filter.standing === 'unassigned') {
      all.push(eb('c.blocked', 'is', null));
      all.push(eb('c.assigned_to', filter.standing === 'assigned' ? 'is not' : 'is', null));
    }
    if (filter.text !== undefined && filter.text.trim() !== '') all.push(foundBy(filter.text));
    return eb.and(all);
  };

const COLUMNS = ['c.id', 'c.party_id', 'c.assigned_to', 'c.blocked', 'c.closed_class', 'c.worked', 'm.status'] as const;

/** The cases of a selection in the order of their ids; ids that no live case has are left out. */
export const selectedCases = (store: Store, selection: Selection): readonly SelectedCase[] => {
  if ('filter' in selection) {
    const query = openCases(store.db).where(matching(selection.filter));
    return read(store, query.select(COLUMNS).select(RESIDUAL.as('residual')).orderBy('c.id'));
  }
  return chunksOf([...new Set(selection.caseIds)].toSorted(), MANY).flatMap((ids) =>
    read(
      store,
      liveCases(store.db).where('c.id', 'in', ids).select(COLUMNS).select(RESIDUAL.as('residual')).orderBy('c.id'),
    ),
  );
};

/** The other open cases of the same debtors. */
export const siblingsOf = (store: Store, cases: readonly SelectedCase[]): readonly SelectedCase[] => {
  const known = new Set(cases.map(({ id }) => id));
  return chunksOf([...new Set(cases.map(({ partyId }) => partyId))].toSorted(), MANY)
    .flatMap((ids) =>
      read(
        store,
        openCases(store.db)
          .where('c.party_id', 'in', ids)
          .select(COLUMNS)
          .select(RESIDUAL.as('residual'))
          .orderBy('c.id'),
      ),
    )
    .filter(({ id }) => !known.has(id));
};

type Row = {
  id: string;
  party_id: string;
  assigned_to: string | null;
  blocked: string | null;
  closed_class: string | null;
  worked: number;
  status: string;
  residual: number;
};

const read = (store: Store, query: Parameters<typeof store.sql.rows<Row>>[0]): readonly SelectedCase[] =>
  store.sql.rows(query).map((row) => ({
    id: row.id,
    partyId: row.party_id,
    residual: row.residual,
    assignedTo: row.assigned_to,
    blocked: row.blocked,
    closed: row.closed_class !== null || row.status !== 'open',
    worked: row.worked > 0,
  }));
