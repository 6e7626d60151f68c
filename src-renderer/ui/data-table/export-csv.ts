import type { Column } from './column.ts';

/** A spreadsheet runs what begins like a formula: such texts are written with an apostrophe before them. */
const FORMULA = /^[=+\-@\t\r]/u;

const field = (value: string | number | null, decimal: string, delimiter: string): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', decimal);
  const safe = FORMULA.test(value) && !/^[+-]?[\d.,\s]+$/u.test(value) ? `'${value}` : value;
  return safe.includes(delimiter) || /["\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** The rows as a spreadsheet of that language opens them: `;` and decimal comma in Italian, with a byte order mark. */
export const tableAsCsv = <Row>(columns: readonly Column<Row>[], rows: readonly Row[], lang: 'it' | 'en'): string => {
  const [delimiter, decimal] = lang === 'it' ? [';', ','] : [',', '.'];
  const written = columns.filter((column) => column.text !== undefined);
  const head = written.map((column) => field(column.header, decimal, delimiter)).join(delimiter);
  const lines = rows.map((row) =>
    written.map((column) => field(column.text?.(row) ?? null, decimal, delimiter)).join(delimiter),
  );
  return `\uFEFF${[head, ...lines].join('\r\n')}\r\n`;
};

/** Hands a file to the person. The address is given back once the browser has taken it. */
export const saveFile = (name: string, content: Blob): void => {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
};
