import type { ControlRecord, Records } from '../../../../src-shared/contract/layout.ts';
import type { Cents } from '../../../../src-shared/domain/money.ts';
import type { Binding } from '../layout/bind.ts';
import { readAmount } from './amounts.ts';
import type { Finding } from './placement.ts';
import type { ControlKind } from './walk.ts';

/**
 * What a control record says against what the file has. `agrees` null: some amounts cannot be read, so nobody knows.
 * `asSent`: it agrees with the file as it came, and a person has corrected amounts since.
 */
export type ControlCheck = {
  readonly kind: ControlKind;
  readonly what: 'count' | 'total';
  readonly expected: number;
  readonly found: number;
  readonly agrees: boolean | null;
  readonly asSent: boolean;
};

export type ControlTotals = {
  /** `sent`: the same row without its corrections, the same object where it has none. */
  readonly row: (cells: readonly string[], sent: readonly string[]) => void;
  readonly control: (kind: ControlKind, cells: readonly string[], line: number, rowsBefore: number) => void;
  readonly result: () => { readonly checks: readonly ControlCheck[]; readonly findings: readonly Located[] };
};
export type Located = { readonly finding: Finding; readonly line: number };

type Claim = {
  readonly kind: ControlKind;
  readonly line: number;
  readonly count: number | null;
  readonly total: Cents | null;
};

type Sum = { cents: Cents; unreadable: number };

/**
 * Compares the file with its header and trailer records: IN-01 (count), IN-02 (sum), IN-04 (missing or out of place).
 * The sum proves that the file came whole: where it does as the file came, a corrected amount takes nothing from that;
 * where it does not, the corrections may make it good.
 */
export const createControlTotals = (binding: Binding, records: Records): ControlTotals => {
  const summed = binding.fields.get(records.totalOf);
  const seen = new Set<ControlKind>();
  const claims: Claim[] = [];
  const findings: Located[] = [];
  const now: Sum = { cents: 0, unreadable: 0 };
  const came: Sum = { cents: 0, unreadable: 0 };
  let rows = 0;
  let afterTrailer = 0;

  const complain = (rule: Finding['rule'], value: string, line: number): void =>
    void findings.push({ finding: { rule, field: '', value }, line });

  const add = (sum: Sum, value: Cents | null): void => {
    if (value === null) sum.unreadable += 1;
    else sum.cents += value;
  };
  const amountOf = (cells: readonly string[]): Cents | null =>
    summed === undefined ? null : readAmount(summed.read(cells) ?? '', summed);
  const compare = (total: Cents): Pick<ControlCheck, 'found' | 'agrees' | 'asSent'> => {
    if (total === now.cents) return { found: now.cents, agrees: true, asSent: false };
    if (total === came.cents && came.unreadable === 0) return { found: came.cents, agrees: true, asSent: true };
    return { found: now.cents, agrees: now.unreadable > 0 ? null : false, asSent: false };
  };

  return {
    row: (cells, sent) => {
      rows += 1;
      if (seen.has('trailer')) afterTrailer += 1;
      if (summed === undefined) return;
      const value = amountOf(cells);
      add(now, value);
      add(came, sent === cells ? value : amountOf(sent));
    },
    control: (kind, cells, line, rowsBefore) => {
      if (seen.has(kind)) complain('IN-04', `${kind} 2`, line);
      if (kind === 'header' && rowsBefore > 0) complain('IN-04', kind, line);
      seen.add(kind);
      const record = kind === 'header' ? records.header : records.trailer;
      if (record === null) return;
      claims.push({
        kind,
        line,
        ...claimOf(record, cells, binding, records, (value) => complain('IN-04', value, line)),
      });
    },
    result: () => {
      for (const kind of ['header', 'trailer'] as const)
        if (records[kind] !== null && !seen.has(kind)) complain('IN-04', kind, 0);
      if (afterTrailer > 0) complain('IN-04', `trailer < ${afterTrailer}`, 0);
      const checks: ControlCheck[] = [];
      for (const { kind, line, count, total } of claims) {
        const record = kind === 'header' ? records.header : records.trailer;
        const counted = rows + (record?.countsAll === true ? seen.size : 0);
        if (count !== null) {
          checks.push({
            kind,
            what: 'count',
            expected: count,
            found: counted,
            agrees: count === counted,
            asSent: false,
          });
          if (count !== counted) complain('IN-01', `${count} / ${counted}`, line);
        }
        if (total === null || summed === undefined) continue;
        const compared = compare(total);
        checks.push({ kind, what: 'total', expected: total, ...compared });
        if (compared.agrees === false) complain('IN-02', `${total} / ${compared.found}`, line);
      }
      return { checks, findings };
    },
  };
};

const claimOf = (
  record: ControlRecord,
  cells: readonly string[],
  binding: Binding,
  records: Records,
  complain: (value: string) => void,
): { readonly count: number | null; readonly total: Cents | null } => {
  const cell = (column: number | null): string => (column === null ? '' : (cells[column - 1]?.trim() ?? ''));
  const countText = cell(record.countColumn);
  const totalText = cell(record.totalColumn);
  const count = /^\d{1,12}$/u.test(countText) ? Number(countText) : null;
  const total =
    totalText === ''
      ? null
      : readAmount(totalText, { decimal: binding.spec.decimal, implied: records.impliedDecimals ?? 0 });
  if (record.countColumn !== null && count === null) complain(`${record.tag} ${countText}`);
  if (record.totalColumn !== null && total === null) complain(`${record.tag} ${totalText}`);
  return { count, total };
};
