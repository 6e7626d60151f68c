import {
  PAYMENT_FILE_ROWS_SHOWN,
  type PaymentFileReport,
  type PaymentProblem,
} from '../../../src-shared/contract/payments.ts';
import { sumCents } from '../../../src-shared/domain/money.ts';
import type { Team } from '../assignment/team.ts';
import type { Sql } from '../store/store.ts';
import { PAYMENT_KEY, paymentKey } from './payment-id.ts';
import { readLines, wrong, type PaymentLine } from './lines.ts';
import type { RawFile } from './read-file.ts';

/** A line that can be posted, with its case. */
export type ReadyLine = PaymentLine & { readonly caseId: string; readonly debtor: string };

export type FileReading = { readonly ready: readonly ReadyLine[]; readonly report: PaymentFileReport };

type Case = {
  id: string;
  case_number: string;
  name: string;
  total: number;
  paid: number;
  status: string;
  assigned_to: string | null;
  placed_on: string;
  starts_on: string;
};

/** Parameters of one IN list. */
const MANY = 400;

/**
 * What posting the file would do, line by line. Reads only. `rows = ready + refused + repeated`.
 * Errors: `layout-incomplete`.
 */
export const readPaymentFile = (
  sql: Sql,
  file: RawFile,
  of: { readonly creditorId: string; readonly fileName: string; readonly today: string; readonly team: Team },
): FileReading => {
  const read = readLines(file.lines, of.today);
  const cases = casesOf(
    sql,
    of.creditorId,
    read.lines.map(({ caseNumber }) => caseNumber),
  );
  const posted = postedOf(
    sql,
    of.creditorId,
    read.lines.map(({ reference }) => reference),
  );
  const problems: PaymentProblem[] = [...read.problems];
  const ready: ReadyLine[] = [];
  const paid = new Map<string, number>();
  const shown: PaymentFileReport['lines'] = [];
  const over = new Map<string, number>();
  for (const line of read.lines) {
    const found = caseFor(line, cases, posted, of.team);
    if ('problem' in found) {
      problems.push(found);
      continue;
    }
    const before = paid.get(found.id) ?? found.paid;
    paid.set(found.id, before + line.amount);
    const beyond = Math.max(0, before + line.amount - found.total);
    if (beyond > 0) over.set(found.id, beyond);
    ready.push({ ...line, caseId: found.id, debtor: found.name });
    if (shown.length >= PAYMENT_FILE_ROWS_SHOWN) continue;
    const residualAfter = Math.max(0, found.total - before - line.amount);
    shown.push({ ...line, caseId: found.id, debtor: found.name, residualAfter, overpaid: beyond });
  }
  const repeated = problems.filter(isRepeated).length;
  return {
    ready,
    report: {
      fileName: of.fileName,
      sha256: file.scan.sha256,
      encoding: file.scan.encoding,
      delimiter: file.dialect.delimiter,
      decimal: read.decimal,
      dateFormat: read.dateFormat,
      rows: read.rows,
      ready: ready.length,
      readyAmount: sumCents(ready.map(({ amount }) => amount)),
      refused: problems.length - repeated,
      repeated,
      overpaidCases: over.size,
      overpaid: sumCents(over.values()),
      problems: problems.toSorted((a, b) => a.line - b.line).slice(0, PAYMENT_FILE_ROWS_SHOWN),
      lines: shown,
      postedBefore: postedBefore(sql, of.creditorId, file.scan.sha256),
    },
  };
};

const isRepeated = ({ problem }: PaymentProblem): boolean =>
  problem === 'already-posted' || problem === 'repeated-in-file';

const caseFor = (
  { line, caseNumber, reference, paidOn }: PaymentLine,
  cases: ReadonlyMap<string, readonly Case[]>,
  posted: ReadonlySet<string>,
  team: Team,
): Case | PaymentProblem => {
  if (posted.has(paymentKey(reference))) return wrong(line, 'reference', reference, 'already-posted');
  const found = cases.get(caseNumber) ?? [];
  const open = found.filter(({ status }) => status === 'open');
  const [only, another] = open;
  if (another !== undefined) return wrong(line, 'case', caseNumber, 'ambiguous-case');
  // A creditor sends one file for all: each leader books the own team's lines of it.
  if (only !== undefined && team.holds(only.assigned_to) === 'elsewhere') {
    return wrong(line, 'case', caseNumber, 'other-team');
  }
  // It is in the entrusted amount already, or else a person books it by hand. What was paid between the beginning of the
  // mandate and the load of the file was still on its way.
  if (only !== undefined && paidOn < only.placed_on && paidOn < only.starts_on)
    return wrong(line, 'paidOn', paidOn, 'before-placement');
  if (only !== undefined) return only;
  return wrong(line, 'case', caseNumber, found.length > 0 ? 'closed-case' : 'unknown-case');
};

const casesOf = (sql: Sql, creditorId: string, numbers: readonly string[]): ReadonlyMap<string, readonly Case[]> =>
  Map.groupBy(
    inParts(numbers).flatMap((part) =>
      sql.all<Case>(
        `SELECT c.id, c.case_number, p.name, c.total, c.paid, c.assigned_to, c.placed_on, m.starts_on, m.status FROM cases c
         JOIN batches b ON b.id = c.batch_id AND b.status = 'loaded'
         JOIN mandates m ON m.id = c.mandate_id JOIN parties p ON p.id = c.party_id
         WHERE c.creditor_id = ? AND c.case_number IN (${part.map(() => '?').join(', ')})`,
        creditorId,
        ...part,
      ),
    ),
    ({ case_number }) => case_number,
  );

const postedOf = (sql: Sql, creditorId: string, references: readonly string[]): ReadonlySet<string> =>
  new Set(
    inParts(references.map(paymentKey)).flatMap((part) =>
      sql
        .all<{ key: string }>(
          `SELECT ${PAYMENT_KEY} AS key FROM payments WHERE creditor_id = ? AND ${PAYMENT_KEY} IN (${part.map(() => '?').join(', ')})`,
          creditorId,
          ...part,
        )
        .map(({ key }) => key),
    ),
  );

/** Distinct values in lists of one length, so that their statement is prepared once; a filler matches nothing. */
const inParts = (values: readonly string[]): readonly (readonly string[])[] => {
  const distinct = [...new Set(values)];
  return Array.from({ length: Math.ceil(distinct.length / MANY) }, (_, i) => {
    const part = distinct.slice(i * MANY, (i + 1) * MANY);
    return [...part, ...Array.from({ length: MANY - part.length }, () => '')];
  });
};

const postedBefore = (sql: Sql, creditorId: string, sha256: string): PaymentFileReport['postedBefore'] => {
  const row = sql.get<{ file_name: string; created_at: string; name: string | null }>(
    `SELECT f.file_name, f.created_at, u.name FROM payment_files f LEFT JOIN users u ON u.id = f.created_by
     WHERE f.creditor_id = ? AND f.sha256 = ? ORDER BY f.created_at LIMIT 1`,
    creditorId,
    sha256,
  );
  return row === undefined ? null : { fileName: row.file_name, at: row.created_at, by: row.name ?? '' };
};
