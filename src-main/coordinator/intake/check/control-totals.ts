import type { ControlRecord, Records } from '../../../../src-shared/contract/layout.ts';
import type { Cents } from '../../../../src-shared/domain/money.ts';
import type { Binding } from '../layout/bind.ts';
import { readAmount } from './amounts.ts';
import type { Finding } from './placement.ts';
import type { ControlKind } from './walk.ts';

/** What a control record says against what the file has. `agrees` null: some amounts cannot be read, so nobody knows. */
export type ControlCheck = {
  readonly kind: ControlKind;
  readonly what: 'count' | 'total';
  readonly expected: number;
  readonly found: number;
  readonly agrees: boolean | null;
};

export type ControlTotals = {
  readonly row: (cells: readonly string[]) => void;
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

/** Compares the file with its header and trailer records: IN-01 (count), IN-02 (sum), IN-04 (missing or out of place). */
export const createControlTotals = (binding: Binding, records: Records): ControlTotals => {
  const summed = binding.fields.get(records.totalOf);
  const seen = new Set<ControlKind>();
  const claims: Claim[] = [];
  const findings: Located[] = [];
  let rows = 0;
  let sum: Cents = 0;
  let unreadable = 0;
  let afterTrailer = 0;

  const complain = (rule: Finding['rule'], value: string, line: number): void =>
    void findings.push({ finding: { rule, field: '', value }, line });

  return {
    row: (cells) => {
      rows += 1;
      if (seen.has('trailer')) afterTrailer += 1;
      if (summed === undefined) return;
      const value = readAmount(summed.read(cells) ?? '', summed);
      if (value === null) unreadable += 1;
      else sum += value;
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
          checks.push({ kind, what: 'count', expected: count, found: counted, agrees: count === counted });
          if (count !== counted) complain('IN-01', `${count} / ${counted}`, line);
        }
        if (total === null || summed === undefined) continue;
        const agrees = total === sum ? true : unreadable > 0 ? null : false;
        checks.push({ kind, what: 'total', expected: total, found: sum, agrees });
        if (agrees === false) complain('IN-02', `${total} / ${sum}`, line);
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
