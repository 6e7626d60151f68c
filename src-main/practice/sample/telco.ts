import { addDays, type CivilDate } from '../../../src-shared/domain/civil-date.ts';
import { parseAmount, writeAmount, type Cents } from '../../../src-shared/domain/money.ts';
import { casesOf, positionsOf, totalOf, type DebtShape } from './debts.ts';
import { spoil } from './faults.ts';
import { fullName, type Debtor, type Inventor } from './people.ts';
import type { Random } from './random.ts';
import type { SampleRow, Sheet } from './sheet.ts';

export const TELCO_COLUMNS = [
  'ID_PRATICA', 'COD_CLIENTE', 'NOMINATIVO', 'CF_PIVA', 'DATA_NASCITA', 'INDIRIZZO', 'COMUNE', 'PROV', 'CAP', 'TELEFONO', 'EMAIL',
  'FATTURA', 'PRODOTTO', 'SCADENZA', 'IMPORTO', 'DATA_AFFIDO', 'PIANO_TARIFFARIO', 'ATTIVATO_IL', 'APPARATO', 'NOTE_CREDITORE',
] as const; // prettier-ignore

const FIBRE: DebtShape = {
  product: 'Fibra casa',
  amount: [2_490, 9_900],
  level: true,
  most: 3,
  overdue: [15, 85],
  fees: 0,
  dailyRate: 0,
};
const MOBILE: DebtShape = {
  product: 'Mobile',
  amount: [990, 24_000],
  level: false,
  most: 2,
  overdue: [15, 110],
  fees: 0,
  dailyRate: 0,
};
const OFFICE: DebtShape = {
  product: 'Linea ufficio',
  amount: [6_000, 90_000],
  level: false,
  most: 3,
  overdue: [20, 80],
  fees: 0,
  dailyRate: 0,
};

const PLANS: Readonly<Record<string, readonly string[]>> = {
  'Fibra casa': ['Fibra 1000 da 29,90 €', 'Fibra 2500 da 34,90 €', 'Misto Rame da 24,90 €'],
  Mobile: ['Sud 100 Giga da 9,90 €', 'Sud Illimitata da 14,90 €', 'Ricaricabile'],
  'Linea ufficio': ['Ufficio Plus da 59,00 €', 'Centralino in nuvola da 89,00 €'],
};
const DEVICES = ['', '', '', 'Modem T300', 'Modem T500 Pro', 'Telefono a rate, 24 mesi'];
const NOTES = [
  '',
  '',
  '',
  '',
  '',
  'Linea sospesa',
  'Cliente già sollecitato con SMS',
  'Reso modem da verificare: 49,00 €',
  'Cessata per morosità',
];

/** The telephone company: two numbers in one cell, one amount, fields of its own. */
export function telcoSheet(input: {
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
    const debtor = random.chance(0.07)
      ? inventor.company()
      : ((random.chance(0.02) ? known.pop() : undefined) ?? inventor.person());
    const about = identity(debtor, d, random);
    for (let left = casesOf(random); left > 0; left -= 1) {
      caseCount += 1;
      const shape = debtor.kind === 'company' ? OFFICE : random.pick([FIBRE, FIBRE, MOBILE]);
      const caseNumber = `TS-${String(880_000 + caseCount)}`;
      const own = {
        PIANO_TARIFFARIO: random.pick(PLANS[shape.product] ?? ['']),
        ATTIVATO_IL: compact(addDays(baseDate, -random.int(200, 1_900))),
        APPARATO: random.pick(DEVICES),
        NOTE_CREDITORE: random.pick(NOTES),
      };
      for (const position of positionsOf(shape, baseDate, random)) {
        const cells = {
          ...about,
          ...own,
          ID_PRATICA: caseNumber,
          FATTURA: `F${position.dueOn.slice(2, 4)}-${String(300_000 + caseCount * 60 + position.number)}`,
          PRODOTTO: shape.product,
          SCADENZA: compact(position.dueOn),
          IMPORTO: comma(totalOf(position)),
          DATA_AFFIDO: compact(placedOn),
        };
        rows.push({ debtor, caseNumber, cells });
      }
    }
  }
  return spoil(
    TELCO_COLUMNS,
    rows,
    {
      columns: {
        name: 'NOMINATIVO',
        taxCode: 'CF_PIVA',
        phone: 'TELEFONO',
        postalCode: 'CAP',
        dueOn: 'SCADENZA',
        email: 'EMAIL',
        amounts: ['IMPORTO'],
      },
      taxCodes: faults(12),
      phones: faults(10),
      postalCodes: faults(6),
      emails: faults(2),
      ibans: 0,
      unknownCodes: 0,
      impossibleDates: faults(2),
      missingNames: faults(1),
      missingAmounts: faults(1),
      wrongSums: 0,
      duplicates: faults(3),
      impossibleDate: (date) => `${date.slice(0, 4)}0931`,
      oneMore: (amount) => comma((parseAmount(amount, { decimal: ',' }) ?? 0) + 100),
    },
    random.fork('faults'),
  );
}

function identity(debtor: Debtor, index: number, random: Random): Record<string, string> {
  return {
    COD_CLIENTE: String(55_000_000 + index * 7),
    NOMINATIVO: fullName(debtor),
    CF_PIVA: debtor.taxCode,
    DATA_NASCITA: debtor.birthDate === null ? '' : compact(debtor.birthDate),
    INDIRIZZO: debtor.street,
    COMUNE: debtor.place.name,
    PROV: debtor.place.province,
    CAP: debtor.cap,
    TELEFONO: [...debtor.mobiles, ...debtor.fixed].join(random.pick([' / ', '/', ' - ', '; '])),
    EMAIL: debtor.email,
  };
}

const compact = (date: CivilDate): string => date.replaceAll('-', '');
const comma = (cents: Cents): string => writeAmount(cents, { decimal: ',' });

export function telcoText(sheet: Sheet): string {
  return [
    sheet.columns.join('|'),
    ...sheet.rows.map(({ cells }) => sheet.columns.map((column) => cells[column] ?? '').join('|')),
    '',
  ].join('\r\n');
}
