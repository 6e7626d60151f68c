export type CsvLine = { readonly line: number; readonly fields: readonly string[]; readonly quoteOpen: boolean };

const DELIMITERS = [';', ',', '\t'] as const;

/** Fields of one line; a quote that is never closed is said, because it swallows what follows. */
const split = (
  text: string,
  delimiter: string,
): { readonly fields: readonly string[]; readonly quoteOpen: boolean } => {
  const fields: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quoted && sign === '"' && text[at + 1] === '"') {
      field += '"';
      at += 1;
    } else if (sign === '"' && (quoted || field === '')) quoted = !quoted;
    else if (sign === delimiter && !quoted) {
      fields.push(field.trim());
      field = '';
    } else field += sign;
  }
  return { fields: [...fields, field.trim()], quoteOpen: quoted };
};

/**
 * A small table with a header as spreadsheets write it: lines, fields between `;`, `,` or tabs (whichever the header has
 * most of), quotes doubled inside quotes. Empty lines are passed over; `line` counts as an editor does.
 */
export const readCsv = (text: string): { readonly header: readonly string[]; readonly lines: readonly CsvLine[] } => {
  const rows = text
    .replace(/^\uFEFF/u, '')
    .split(/\r\n|\n|\r/u)
    .map((row, index) => ({ row, line: index + 1 }))
    .filter(({ row }) => row.trim() !== '');
  const [first, ...rest] = rows;
  if (first === undefined) return { header: [], lines: [] };
  const [delimiter = ';'] = DELIMITERS.toSorted((a, b) => first.row.split(b).length - first.row.split(a).length);
  return {
    header: split(first.row, delimiter).fields,
    lines: rest.map(({ row, line }) => ({ line, ...split(row, delimiter) })),
  };
};
