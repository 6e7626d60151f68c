import type { AssignmentCase, AssignmentCases, AssignmentFilter } from '../../../src-shared/contract/assignment.ts';
import type { CaseState } from '../../../src-shared/contract/entities.ts';
import type { Store } from '../store/store.ts';
import { matching, openCases, RESIDUAL } from './selection.ts';
import type { Team } from './team.ts';

/** The open cases of a filter that the leader may see, highest residual first, with the sums of the whole filter. */
export const listCases = (
  store: Store,
  team: Team,
  filter: AssignmentFilter,
  page: { readonly offset: number; readonly limit: number },
): AssignmentCases => {
  const visible = openCases(store.db)
    .where(matching(filter))
    .where((eb) => eb.or([eb('c.assigned_to', 'is', null), eb('c.assigned_to', 'in', operatorIds(team))]));
  const [total] = store.sql.rows(
    visible.select((eb) => [
      eb.fn.countAll<number>().as('cases'),
      eb.fn.coalesce(eb.fn.sum<number>(RESIDUAL), eb.lit(0)).as('residual'),
      eb.fn.count<number>('c.party_id').distinct().as('debtors'),
    ]),
  );
  const rows = store.sql.rows(
    visible
      .select([
        'c.id',
        'c.case_number',
        'c.party_id',
        'c.product',
        'c.oldest_due_on',
        'c.last_outcome',
        'c.assigned_to',
      ])
      .select(['c.blocked', 'c.state', 'p.name', 'p.province', 'p.postal_code', 'b.name as batch'])
      .select(RESIDUAL.as('residual'))
      .orderBy(RESIDUAL, 'desc')
      .orderBy('c.id')
      .limit(page.limit)
      .offset(page.offset),
  );
  return {
    rows: rows.map((row): AssignmentCase => ({
      id: row.id,
      caseNumber: row.case_number,
      debtor: row.name,
      partyId: row.party_id,
      batch: row.batch,
      product: row.product,
      province: row.province,
      postalCode: row.postal_code,
      residual: row.residual,
      oldestDueOn: row.oldest_due_on,
      attempts: (JSON.parse(row.state) as CaseState).attempts,
      lastOutcome: row.last_outcome,
      operatorId: row.assigned_to,
      blocked: row.blocked === null ? null : (JSON.parse(row.blocked) as AssignmentCase['blocked']),
    })),
    total: { cases: total?.cases ?? 0, residual: total?.residual ?? 0, debtors: total?.debtors ?? 0 },
    products: page.offset > 0 ? [] : productsOf(store, filter),
  };
};

/** An empty IN list is no SQL everywhere: nobody has the empty id. */
const operatorIds = (team: Team): string[] => ['', ...team.operators.keys()];

const PRODUCTS_MAX = 200;

/** What the product filter can choose from: the products of the open cases of the mandate or the batch, or of all. */
const productsOf = (store: Store, { mandateId, batchId }: AssignmentFilter): string[] => {
  let batches = store.db
    .selectFrom('batches as b')
    .innerJoin('mandates as m', 'm.id', 'b.mandate_id')
    .where('b.status', '=', 'loaded')
    .where('m.status', '=', 'open')
    .select('b.id');
  if (mandateId !== undefined) batches = batches.where('b.mandate_id', '=', mandateId);
  if (batchId !== undefined) batches = batches.where('b.id', '=', batchId);
  const products = new Set<string>();
  for (const { id } of store.sql.rows(batches)) {
    for (const { product } of store.sql.all<{ product: string }>(PRODUCTS_OF_BATCH, id, id)) products.add(product);
  }
  return [...products].toSorted().slice(0, PRODUCTS_MAX);
};

/** From one product to the next in the index: as many steps as there are products, not as there are cases. */
const PRODUCTS_OF_BATCH = `
WITH RECURSIVE found(product) AS (
  SELECT min(product) FROM cases WHERE batch_id = ? AND closed_class IS NULL
  UNION ALL
  SELECT (SELECT min(product) FROM cases WHERE batch_id = ? AND closed_class IS NULL AND product > found.product)
  FROM found WHERE product IS NOT NULL LIMIT ${PRODUCTS_MAX + 1}
)
SELECT product FROM found WHERE product IS NOT NULL`;
