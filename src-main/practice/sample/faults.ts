import type { Random } from './random.ts';
import { withWrongCin } from './numbers.ts';
import type { Planted, SampleRow, Sheet } from './sheet.ts';

/** Which column holds what, so that faults can be put there. Undefined where the file has no such column. */
export type FaultColumns = {
  readonly name: string;
  readonly taxCode: string;
  readonly phone: string;
  readonly postalCode: string;
  readonly dueOn: string;
  readonly email: string;
  readonly iban?: string;
  readonly code?: string;
  /** All amounts of a row; the last is the total. */
  readonly amounts: readonly string[];
};

export type FaultPlan = {
  readonly columns: FaultColumns;
  /** How many debtors or cases get each. */
  readonly taxCodes: number;
  readonly phones: number;
  readonly postalCodes: number;
  readonly emails: number;
  readonly ibans: number;
  readonly unknownCodes: number;
  readonly impossibleDates: number;
  readonly missingNames: number;
  readonly missingAmounts: number;
  readonly wrongSums: number;
  readonly duplicates: number;
  /** A date that is none, in the file's format, of the year of the date that stood there. */
  readonly impossibleDate: (date: string) => string;
  /** The amount with one cent more, in the file's format. */
  readonly oneMore: (amount: string) => string;
};

const BAD_PHONES = ['06 44', 'telefono staccato', '3,93871E+11', '800 000 000', '3333333333', '387 000', '0000000000'];

/** Puts the dirt of real files into clean rows: every fault in another debtor, so that each can be seen by itself. */
export function spoil(columns: readonly string[], rows: readonly SampleRow[], plan: FaultPlan, random: Random): Sheet {
  const { columns: at } = plan;
  const byDebtor = Map.groupBy(rows, ({ debtor }) => debtor);
  const queue = random.shuffled([...byDebtor.values()]);
  /** Takes the next untouched debtors that fit, and changes them. */
  const spend = (
    count: number,
    fits: (own: readonly SampleRow[]) => boolean,
    change: (own: readonly SampleRow[], n: number) => void,
  ): number => {
    let done = 0;
    for (let i = 0; i < queue.length && done < count;) {
      const own = queue[i];
      if (own === undefined || !fits(own)) i += 1;
      else {
        change(own, done);
        queue.splice(i, 1);
        done += 1;
      }
    }
    return done;
  };
  const has =
    (column: string | undefined) =>
    (own: readonly SampleRow[]): boolean =>
      column !== undefined && own[0]?.cells[column] !== '';
  const set =
    (column: string, value: (cell: string, row: SampleRow) => string) =>
    (own: readonly SampleRow[]): void => {
      for (const row of own) row.cells[column] = value(row.cells[column] ?? '', row);
    };
  const person = (own: readonly SampleRow[]): boolean => own[0]?.debtor.kind === 'person';

  const counts = {
    taxCodes: spend(plan.taxCodes, person, set(at.taxCode, wrongCheckCharacter)),
    phones: spend(
      plan.phones,
      () => true,
      (own, n) => set(at.phone, () => BAD_PHONES[n % BAD_PHONES.length] ?? '')(own),
    ),
    postalCodes: spend(plan.postalCodes, () => true, set(at.postalCode, wrongPostalCode)),
    emails: spend(plan.emails, has(at.email), (own, n) =>
      set(at.email, (cell) => (n % 2 === 0 ? cell.replace('.example', '') : cell.replace('@', ' ')))(own),
    ),
    ibans: at.iban === undefined ? 0 : spend(plan.ibans, has(at.iban), set(at.iban, withWrongCin)),
    unknownCodes:
      at.code === undefined
        ? 0
        : spend(
            plan.unknownCodes,
            () => true,
            set(at.code, () => 'X'),
          ),
  };

  const refused = new Set<string>();
  const refuse = (
    count: number,
    change: (row: SampleRow) => void,
    fits: (own: readonly SampleRow[]) => boolean = () => true,
  ): number =>
    spend(count, fits, (own) => {
      const row = own[0];
      if (row === undefined) return;
      change(row);
      refused.add(row.caseNumber);
    });
  const total = at.amounts.at(-1) ?? '';
  refuse(plan.impossibleDates, ({ cells }) => void (cells[at.dueOn] = plan.impossibleDate(cells[at.dueOn] ?? '')));
  refuse(plan.missingNames, ({ cells }) => void (cells[at.name] = ''));
  refuse(plan.missingAmounts, ({ cells }) => at.amounts.forEach((column) => (cells[column] = '')));
  refuse(plan.wrongSums, ({ cells }) => void (cells[total] = plan.oneMore(cells[total] ?? '')));

  const copies = new Map<SampleRow, SampleRow>();
  const duplicateRows = spend(
    plan.duplicates,
    () => true,
    (own) => {
      const row = own[0];
      if (row !== undefined) copies.set(row, { ...row, cells: { ...row.cells } });
    },
  );
  const all = withCopies(rows, copies);
  return {
    columns,
    rows: all,
    planted: {
      ...counts,
      rows: all.length,
      debtors: byDebtor.size,
      cases: new Set(rows.map(({ caseNumber }) => caseNumber)).size,
      refusedRows: all.filter(({ caseNumber }) => refused.has(caseNumber)).length,
      refusedCases: refused.size,
      duplicateRows,
    } satisfies Planted,
  };
}

/** A copy stands some rows after its original, as when two extracts were joined. */
function withCopies(rows: readonly SampleRow[], copies: ReadonlyMap<SampleRow, SampleRow>): readonly SampleRow[] {
  const all = [...rows];
  for (const [row, copy] of copies) all.splice(Math.min(all.indexOf(row) + 7, all.length), 0, copy);
  return all;
}

function wrongCheckCharacter(code: string): string {
  const last = code.charCodeAt(15);
  return `${code.slice(0, 15)}${last === 90 ? 'A' : String.fromCharCode(last + 1)}`;
}

/** A leading zero lost in a spreadsheet, or the CAP of another town. */
function wrongPostalCode(cap: string, { debtor }: SampleRow): string {
  if (cap.startsWith('0')) return cap.replace(/^0+/u, '');
  return debtor.place.province === 'MI' || debtor.place.province === 'MB' ? '80121' : '20121';
}
