import type { CivilDate } from '../../../src-shared/domain/civil-date.ts';
import { parseAmount, writeAmount, type Cents } from '../../../src-shared/domain/money.ts';
import { casesOf, positionsOf, totalOf, type DebtShape } from './debts.ts';
import { spoil } from './faults.ts';
import { fullName, type Debtor, type Inventor } from './people.ts';
import type { Random } from './random.ts';
import type { SampleRow, Sheet } from './sheet.ts';

export const LEVANTE_COLUMNS = [
  'TIPO', 'NUM_PRATICA', 'NDG', 'COGNOME_NOME', 'CODICE_FISCALE', 'PARTITA_IVA', 'DATA_NASCITA', 'LUOGO_NASCITA', 'INDIRIZZO',
  'CAP', 'CITTA', 'PROV', 'TELEFONO_1', 'TELEFONO_2', 'EMAIL', 'IBAN', 'CONTRATTO', 'PRODOTTO', 'DATA_SCADENZA', 'CAPITALE',
  'INTERESSI_MORA', 'SPESE', 'TOTALE', 'DATA_AFFIDO', 'GARANTE', 'CF_GARANTE', 'TEL_GARANTE', 'FILIALE',
] as const; // prettier-ignore

const LOAN: DebtShape = {
  product: 'Prestito personale',
  amount: [9_000, 48_000],
  level: true,
  most: 5,
  overdue: [18, 70],
  fees: 1_200,
  dailyRate: 250,
};
const CARD: DebtShape = {
  product: 'Carta revolving',
  amount: [40_000, 650_000],
  level: false,
  most: 1,
  overdue: [30, 160],
  fees: 1_500,
  dailyRate: 300,
};
const CAR: DebtShape = {
  product: 'Finanziamento auto',
  amount: [18_000, 62_000],
  level: true,
  most: 6,
  overdue: [15, 60],
  fees: 1_200,
  dailyRate: 220,
};
const LEASE: DebtShape = {
  product: 'Leasing strumentale',
  amount: [60_000, 420_000],
  level: true,
  most: 4,
  overdue: [20, 60],
  fees: 2_500,
  dailyRate: 280,
};

/** The bank: several rows of one case (its instalments), guarantors, Italian dates and amounts. */
export function levanteSheet(input: {
  readonly inventor: Inventor;
  readonly random: Random;
  readonly baseDate: CivilDate;
  readonly placedOn: CivilDate;
  readonly debtors: number;
  readonly faults: (count: number) => number;
}): Sheet {
  const { inventor, random, baseDate, placedOn, faults } = input;
  const rows: SampleRow[] = [];
  let caseCount = 0;
  for (let d = 0; d < input.debtors; d += 1) {
    const debtor = random.chance(0.08) ? inventor.company() : inventor.person();
    const guarantor =
      debtor.kind === 'company'
        ? random.chance(0.6)
          ? inventor.person()
          : null
        : random.chance(0.1)
          ? inventor.person()
          : null;
    const ndg = String(4_000_000 + d * 37 + random.int(0, 36));
    for (let left = casesOf(random); left > 0; left -= 1) {
      caseCount += 1;
      const shape =
        debtor.kind === 'company'
          ? LEASE
          : random.weighted([LOAN, CARD, CAR], (s) => (s === LOAN ? 5 : s === CARD ? 4 : 2));
      const caseNumber = `7781-${String(1_000 + caseCount).padStart(6, '0')}`;
      const branch = `${String(random.int(1, 99)).padStart(3, '0')} ${debtor.place.name}`;
      for (const position of positionsOf(shape, baseDate, random)) {
        const cells = {
          ...identity(debtor, random),
          TIPO: 'D',
          NUM_PRATICA: caseNumber,
          NDG: ndg,
          CONTRATTO: `${caseNumber.slice(-5)}-${String(position.number).padStart(3, '0')}`,
          PRODOTTO: shape.product,
          DATA_SCADENZA: italianDate(position.dueOn),
          CAPITALE: grouped(position.principal),
          INTERESSI_MORA: grouped(position.interest),
          SPESE: grouped(position.fees),
          TOTALE: grouped(totalOf(position)),
          DATA_AFFIDO: italianDate(placedOn),
          GARANTE: guarantor === null ? '' : fullName(guarantor),
          CF_GARANTE: guarantor?.taxCode ?? '',
          TEL_GARANTE: guarantor?.mobiles[0] ?? '',
          FILIALE: branch,
        };
        rows.push({ debtor, caseNumber, cells });
      }
    }
  }
  return spoil(
    LEVANTE_COLUMNS,
    sameContacts(rows),
    {
      columns: {
        name: 'COGNOME_NOME',
        taxCode: 'CODICE_FISCALE',
        phone: 'TELEFONO_1',
        postalCode: 'CAP',
        dueOn: 'DATA_SCADENZA',
        email: 'EMAIL',
        iban: 'IBAN',
        amounts: ['CAPITALE', 'INTERESSI_MORA', 'SPESE', 'TOTALE'],
      },
      taxCodes: faults(12),
      phones: faults(8),
      postalCodes: faults(6),
      emails: faults(2),
      ibans: faults(3),
      unknownCodes: 0,
      impossibleDates: faults(3),
      missingNames: faults(2),
      missingAmounts: faults(2),
      wrongSums: faults(1),
      duplicates: faults(4),
      impossibleDate: (date) => `31/09/${date.slice(6)}`,
      oneMore: (amount) => grouped((parseAmount(amount, { decimal: ',' }) ?? 0) + 5_000),
    },
    random.fork('faults'),
  );
}

function identity(debtor: Debtor, random: Random): Record<string, string> {
  const [first = '', second = ''] = [...debtor.mobiles, ...debtor.fixed];
  return {
    COGNOME_NOME: fullName(debtor).replaceAll("'", '’'),
    CODICE_FISCALE: debtor.taxCode,
    PARTITA_IVA: debtor.vatNumber,
    DATA_NASCITA: debtor.birthDate === null ? '' : italianDate(debtor.birthDate),
    LUOGO_NASCITA: debtor.birthPlace,
    INDIRIZZO: debtor.street,
    CAP: debtor.cap,
    CITTA: debtor.place.name,
    PROV: debtor.place.province,
    TELEFONO_1: asTyped(first, debtor, random),
    TELEFONO_2: asTyped(second, debtor, random),
    EMAIL: debtor.email,
    IBAN: debtor.iban,
  };
}

/** As a branch types it: with a slash, a space, the country code, or the zero that mobiles once had. */
function asTyped(number: string, { place }: Debtor, random: Random): string {
  if (number === '') return '';
  const prefix = number.startsWith('3') ? 3 : place.areaCode.length;
  const [code, rest] = [number.slice(0, prefix), number.slice(prefix)];
  const old = number.startsWith('387') ? [`0${code} ${rest}`] : [];
  return random.pick([number, number, number, `${code}/${rest}`, `${code} ${rest}`, `+39 ${code} ${rest}`, ...old]);
}

/** All rows of a debtor say the same about him. */
function sameContacts(rows: readonly SampleRow[]): readonly SampleRow[] {
  const first = new Map<Debtor, SampleRow>();
  for (const row of rows) if (!first.has(row.debtor)) first.set(row.debtor, row);
  return rows.map((row) => {
    const { TELEFONO_1 = '', TELEFONO_2 = '' } = first.get(row.debtor)?.cells ?? {};
    return { ...row, cells: { ...row.cells, TELEFONO_1, TELEFONO_2 } };
  });
}

export const italianDate = (date: CivilDate): string => `${date.slice(8)}/${date.slice(5, 7)}/${date.slice(0, 4)}`;

/** 1.204,00 */
export const grouped = (cents: Cents): string =>
  writeAmount(cents, { decimal: ',' }).replace(/\B(?=(?:\d{3})+,)/gu, '.');

/** The whole file: header record, headings, rows, trailer record; the totals are those of all rows, also the faulty. */
export function levanteText(sheet: Sheet, placedOn: CivilDate): string {
  const total = sheet.rows.reduce(
    (sum, { cells }) => sum + (parseAmount(cells['TOTALE'] ?? '', { decimal: ',' }) ?? 0),
    0,
  );
  const [count, sum] = [String(sheet.rows.length), grouped(total)];
  return [
    ['H', 'BANCALEVANTE', italianDate(placedOn), `${placedOn.slice(0, 7)}-B`, count, sum].join(';'),
    sheet.columns.join(';'),
    ...sheet.rows.map(({ cells }) => sheet.columns.map((column) => cells[column] ?? '').join(';')),
    ['T', count, sum].join(';'),
    '',
  ].join('\r\n');
}
