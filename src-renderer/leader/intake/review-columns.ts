import type { Draft, ReviewRow } from '../../../src-shared/contract/intake.ts';
import type { FieldName } from '../../../src-shared/contract/layout.ts';
import { columnOf } from './spec-edit.ts';

/** What a person recognises a row by, in the order of the screen; other columns appear when something is wrong there. */
const SHOWN: readonly FieldName[] = [
  'case.number',
  'party.name',
  'party.givenName',
  'party.taxCode',
  'contact.phone1',
  'party.postalCode',
  'position.principal',
  'position.dueOn',
];
const MOST = 9;
/** So many of them come before the columns with findings. */
const NAMING = 2;

const WIDTHS: Partial<Record<FieldName, number>> = {
  'case.number': 100,
  'party.name': 136,
  'party.taxCode': 166,
  'contact.phone1': 108,
  'party.postalCode': 62,
  'position.dueOn': 98,
};

/** Room for what usually stands in the field; a heading that is longer is cut, with its whole in the layout's panel. */
export const widthOf = (field: FieldName | null): number => (field === null ? 108 : (WIDTHS[field] ?? 92));

export type ShownColumn = { readonly index: number; readonly heading: string; readonly field: FieldName | null };

/** The file's columns worth showing: those people know a row by, and those where a row of the page has a finding or was corrected. */
export const shownColumns = (draft: Draft, rows: readonly ReviewRow[]): readonly ShownColumn[] => {
  const headings = draft.file?.columns ?? [];
  const mappings = draft.layout?.spec.mappings ?? [];
  const fieldAt = new Map<number, FieldName>();
  for (const mapping of mappings) {
    const index = columnOf(mapping, headings);
    if (index !== null) fieldAt.set(index, mapping.field);
  }
  const known = SHOWN.flatMap((field) => [...fieldAt].filter(([, at]) => at === field).map(([index]) => index));
  const wrong = new Map<number, number>();
  for (const row of rows) {
    const told = [...row.findings.map(({ column }) => column), ...row.corrected];
    for (const column of told) if (column !== null) wrong.set(column, (wrong.get(column) ?? 0) + 1);
  }
  const flagged = [...wrong].toSorted((a, b) => b[1] - a[1]).map(([index]) => index);
  const chosen = new Set<number>(known.slice(0, 4));
  for (const index of [...flagged, ...known]) if (chosen.size < MOST) chosen.add(index);
  // Whose row it is, what is wrong in it, and only then the rest: a narrow window cuts the end.
  const rank = (index: number): number => {
    const at = known.indexOf(index);
    if (at >= 0 && at < NAMING) return at;
    return wrong.has(index) ? MOST : at < 0 ? 3 * MOST : 2 * MOST + at;
  };
  return [...chosen]
    .toSorted((a, b) => rank(a) - rank(b) || a - b)
    .map((index) => ({ index, heading: headings[index] ?? String(index + 1), field: fieldAt.get(index) ?? null }));
};
