import { initialCaseState } from '../../../../src-shared/sync/work.ts';
import type { RuleId, RuleLevel } from '../../../../src-shared/contract/intake-rules.ts';
import { CASE, type CaseBook } from '../check/case-book.ts';
import type { Finding, PlacementRow } from '../check/placement.ts';
import { numberedId, type IdParts } from './ids.ts';
import { createIndexSet } from './index-set.ts';
import { createGatherer, type Gatherer } from './tables.ts';

export type CaseScope = {
  readonly batchId: string;
  readonly creditorId: string;
  readonly mandateId: string;
  readonly endsOn: string;
  /** Placement date where the file gives none. */
  readonly placedOn: string;
  /** The instant of the load: new cases can be called from then on. */
  readonly at: string;
  readonly levels: Readonly<Record<RuleId, RuleLevel>>;
  /** The workspace's. */
  readonly zone: string;
};

export type CaseLoader = {
  /** Adds an accepted row: the case at its first row, its position at each. Answers whether it was the first. */
  readonly add: (
    index: number,
    row: PlacementRow,
    findings: readonly Finding[],
    party: { readonly id: string; readonly zone: string },
  ) => boolean;
  readonly tables: readonly Gatherer[];
};

/** What gathers over the rows of a case before it can be written. */
type Gathering = {
  readonly first: PlacementRow;
  readonly party: { readonly id: string; readonly zone: string };
  readonly findings: Finding[];
  readonly custom: Map<string, string[]>;
  left: number;
};

/**
 * Writes cases and positions. Sums and dates of a case are known from the first reading of the file, so that a case
 * goes out with its first row; only one with warnings or own fields on several rows waits for the last of them.
 */
export const createCaseLoader = (book: CaseBook, ids: IdParts, scope: CaseScope): CaseLoader => {
  const shared = {
    creditor_id: scope.creditorId,
    mandate_id: scope.mandateId,
    batch_id: scope.batchId,
    ends_on: scope.endsOn,
    next_kind: 'call',
    next_at: scope.at,
    paid: 0,
    worked: 0,
  };
  const COLUMNS = [
    'id', 'case_number', 'party_id', 'product', 'placed_on', 'oldest_due_on', 'principal', 'interest', 'fees', 'other', 'total',
  ] as const; // prettier-ignore
  const stateOf = (zone: string): string => JSON.stringify(initialCaseState({ zone, at: scope.at }));
  // Most cases have no more to tell: what is the same for all of them is not sent each time.
  const plain = createGatherer('cases', COLUMNS, {
    ...shared,
    blocked: null,
    warnings: '[]',
    custom: '[]',
    state: stateOf(scope.zone),
  });
  const others = createGatherer('cases', [...COLUMNS, 'blocked', 'warnings', 'custom', 'state'], shared);
  const positions = createGatherer('positions', ['case_id', 'no', 'contract', 'product', 'due_on', 'principal',
    'interest', 'fees', 'other', 'total'], { paid: 0 }); // prettier-ignore
  const started = createIndexSet();
  const gathering = new Map<number, Gathering>();
  const nextNo = new Map<number, number>();

  const writeCase = (index: number, { first, party, findings, custom }: Omit<Gathering, 'left'>): void => {
    const sums = book.amounts(index);
    const blocked = findings.find(({ rule }) => scope.levels[rule] === 'block');
    const warnings = findings.filter(({ rule }) => scope.levels[rule] === 'warn');
    const own = [...custom].map(([name, values]) => ({ name, value: values.join(' | ') }));
    const values = [
      numberedId(ids, 'case', index), first.caseNumber, party.id, first.product, first.placedOn ?? scope.placedOn,
      dateOf(book.oldestDue(index)), sums.principal, sums.interest, sums.fees, sums.other, sums.total,
    ] as const; // prettier-ignore
    if (blocked === undefined && warnings.length === 0 && own.length === 0 && party.zone === scope.zone)
      return plain.add(...values);
    others.add(
      ...values,
      blocked === undefined ? null : JSON.stringify(blocked),
      JSON.stringify(warnings),
      JSON.stringify(own),
      stateOf(party.zone),
    );
  };

  const gather = (into: Gathering, row: PlacementRow, findings: readonly Finding[]): void => {
    for (const finding of findings)
      if (!into.findings.some((known) => sameFinding(known, finding))) into.findings.push(finding);
    for (const { name, value } of row.custom) {
      const values = into.custom.get(name) ?? [];
      if (!values.includes(value)) into.custom.set(name, [...values, value]);
    }
    into.left -= 1;
  };

  const addPosition = (index: number, row: PlacementRow): void => {
    const no = nextNo.get(index) ?? 1;
    if (book.rows(index) > no) nextNo.set(index, no + 1);
    else nextNo.delete(index);
    const { contract, product, dueOn, principal, interest, fees, other, total } = row.position;
    positions.add(
      numberedId(ids, 'case', index),
      no,
      contract,
      product,
      dueOn,
      principal,
      interest,
      fees,
      other,
      total,
    );
  };

  return {
    tables: [plain, others, positions],
    add: (index, row, found, party) => {
      const first = started.add(index);
      const findings = [...found, ...reloaded(book, index, first, row, scope.levels)];
      addPosition(index, row);
      const waits =
        book.rows(index) > 1 && ((book.flags(index) & (CASE.blocked | CASE.warned)) !== 0 || row.custom.length > 0);
      const open = gathering.get(index);
      if (first && !waits) {
        writeCase(index, {
          first: row,
          party,
          findings,
          custom: new Map(row.custom.map(({ name, value }) => [name, [value]])),
        });
      } else if (first || open !== undefined) {
        const into = open ?? {
          first: row,
          party,
          findings: [],
          custom: new Map<string, string[]>(),
          left: book.rows(index),
        };
        gather(into, row, findings);
        gathering.set(index, into);
        if (into.left === 0) {
          writeCase(index, into);
          gathering.delete(index);
        }
      }
      return first;
    },
  };
};

/** IN-20 needs the store, so the row by itself does not say it. */
const reloaded = (
  book: CaseBook,
  index: number,
  first: boolean,
  row: PlacementRow,
  levels: CaseScope['levels'],
): Finding[] =>
  first && (book.flags(index) & CASE.closedBefore) !== 0 && levels['IN-20'] !== 'off'
    ? [{ rule: 'IN-20', field: 'case.number', value: row.caseNumber }]
    : [];

const sameFinding = (a: Finding, b: Finding): boolean =>
  a.rule === b.rule && a.field === b.field && a.value === b.value;

const dateOf = (due: number): string | null => {
  if (due === 0) return null;
  const text = String(due).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
};
