import { addDays, type CivilDate } from '../../../src-shared/domain/civil-date.ts';
import { parseAmount, writeAmount, type Cents } from '../../../src-shared/domain/money.ts';
import { casesOf, positionsOf, totalOf, type DebtShape } from './debts.ts';
import { spoil } from './faults.ts';
import type { Debtor, Inventor } from './people.ts';
import type { Random } from './random.ts';
import type { SampleRow, Sheet } from './sheet.ts';

export const ENERMIA_COLUMNS = [
  'Case Number', 'Customer Number', 'Customer Type', 'Surname', 'First Name', 'Tax Code', 'VAT Number', 'Birth Date',
  'Street Address', 'Postal Code', 'City', 'Province', 'Home Phone', 'Mobile Phone', 'Email', 'PEC', 'Invoice Number', 'Product',
  'Due Date', 'Principal', 'Interest', 'Fees', 'Amount Due', 'Placement Date', 'Supply Point', 'Meter Read On',
] as const; // prettier-ignore

const HOME: DebtShape = {
  product: 'Gas domestico',
  amount: [3_500, 38_000],
  level: false,
  most: 3,
  overdue: [20, 95],
  fees: 500,
  dailyRate: 200,
};
const BUSINESS: DebtShape = {
  product: 'Gas business',
  amount: [15_000, 340_000],
  level: false,
  most: 4,
  overdue: [20, 80],
  fees: 4_000,
  dailyRate: 280,
};

/** The gas company: one row per invoice, English headings, ISO dates, everything quoted. */
export function enermiaSheet(input: {
  readonly inventor: Inventor;
  readonly random: Random;
  readonly baseDate: CivilDate;
  readonly placedOn: CivilDate;
  readonly debtors: number;
  /** People whom another creditor has too: now and then one of them is a debtor here as well. */
  readonly known: readonly Debtor[];
  readonly faults: (count: number) => number;
}): Sheet {
  const { inventor, random, baseDate, placedOn, faults } = input;
  const rows: SampleRow[] = [];
  const known = random.shuffled(input.known);
  let caseCount = 0;
  for (let d = 0; d < input.debtors; d += 1) {
    const debtor = random.chance(0.12)
      ? inventor.company()
      : ((random.chance(0.02) ? known.pop() : undefined) ?? inventor.person());
    const shape = debtor.kind === 'company' ? BUSINESS : HOME;
    for (let left = casesOf(random); left > 0; left -= 1) {
      caseCount += 1;
      const caseNumber = `EG${String(2_600_000 + caseCount * 3 + random.int(0, 2))}`;
      // A supply point of a distributor that does not exist.
      const supply = `00999${String(random.int(0, 999_999_999)).padStart(9, '0')}`;
      for (const position of positionsOf(shape, baseDate, random)) {
        const cells = {
          ...identity(debtor, d),
          'Case Number': caseNumber,
          'Invoice Number': `${position.dueOn.slice(0, 4)}/${String(700_000 + caseCount * 50 + position.number)}`,
          Product: shape.product,
          'Due Date': position.dueOn,
          Principal: plain(position.principal),
          Interest: plain(position.interest),
          Fees: plain(position.fees),
          'Amount Due': plain(totalOf(position)),
          'Placement Date': placedOn,
          'Supply Point': supply,
          'Meter Read On': addDays(position.dueOn, -35),
        };
        rows.push({ debtor, caseNumber, cells });
      }
    }
  }
  return spoil(
    ENERMIA_COLUMNS,
    rows,
    {
      columns: {
        name: 'Surname',
        taxCode: 'Tax Code',
        phone: 'Mobile Phone',
        postalCode: 'Postal Code',
        dueOn: 'Due Date',
        email: 'Email',
        code: 'Customer Type',
        amounts: ['Principal', 'Interest', 'Fees', 'Amount Due'],
      },
      taxCodes: faults(10),
      phones: faults(8),
      postalCodes: faults(5),
      emails: faults(3),
      ibans: 0,
      unknownCodes: faults(2),
      impossibleDates: faults(2),
      missingNames: 0,
      missingAmounts: faults(2),
      wrongSums: faults(1),
      duplicates: faults(3),
      impossibleDate: (date) => `${date.slice(0, 4)}-02-30`,
      oneMore: (amount) => plain((parseAmount(amount, { decimal: '.' }) ?? 0) + 1_000),
    },
    random.fork('faults'),
  );
}

function identity(debtor: Debtor, index: number): Record<string, string> {
  return {
    'Customer Number': `C${String(910_000 + index)}`,
    'Customer Type': debtor.kind === 'company' ? 'B' : 'R',
    Surname: debtor.surname,
    'First Name': debtor.given,
    'Tax Code': debtor.taxCode,
    'VAT Number': debtor.vatNumber,
    'Birth Date': debtor.birthDate ?? '',
    'Street Address': debtor.street,
    'Postal Code': debtor.cap,
    City: debtor.place.name,
    Province: debtor.place.province,
    'Home Phone': debtor.fixed[0] ?? '',
    'Mobile Phone': debtor.mobiles[0] === undefined ? '' : `+39${debtor.mobiles[0]}`,
    Email: debtor.email,
    PEC: debtor.certifiedEmail,
  };
}

const plain = (cents: Cents): string => writeAmount(cents, { decimal: '.' });

export function enermiaText(sheet: Sheet): string {
  const quoted = (cells: readonly string[]): string => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
  return [
    quoted(sheet.columns),
    ...sheet.rows.map(({ cells }) => quoted(sheet.columns.map((column) => cells[column] ?? ''))),
    '',
  ].join('\n');
}
