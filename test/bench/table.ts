import { type Row, within } from './bench.ts';

const number = (value: number): string => {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits });
};

const budgetOf = ({ budget, unit }: Row): string => {
  if (budget === undefined) return '';
  const [sign, limit] = 'atLeast' in budget ? ['≥', budget.atLeast] : ['≤', budget.atMost];
  return `${sign} ${number(limit)} ${unit}`;
};

const baselineOf = ({ baseline, value, unit }: Row): string => {
  if (baseline === undefined) return '';
  return `${number(baseline.value)} ${unit} (${baseline.what}; × ${number(value / baseline.value)})`;
};

const verdictOf = (row: Row): string => {
  const kept = within(row);
  return kept === null ? '' : kept ? 'within' : 'MISSED';
};

/** The rows as a table for the terminal. */
export const tableOf = (rows: readonly Row[]): string => {
  const head = ['what', 'measured', 'budget', '', 'baseline', 'note'];
  const cells = rows.map((row) => [
    row.what,
    `${number(row.value)} ${row.unit}`,
    budgetOf(row),
    verdictOf(row),
    baselineOf(row),
    row.note ?? '',
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...cells.map((line) => line[i]?.length ?? 0)));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...cells.map(line)].join('\n');
};
