import type { FieldName, LayoutSpec, Mapping, Transform } from '../../../src-shared/contract/layout.ts';
import { ENERMIA_COLUMNS } from './enermia.ts';
import { LEVANTE_COLUMNS } from './levante.ts';
import { TELCO_COLUMNS } from './telco.ts';

type Pairs<Column extends string> = Readonly<Partial<Record<Column, FieldName>>>;

function mappingsOf<Column extends string>(
  columns: readonly Column[],
  fields: Pairs<Column>,
  transforms: Readonly<Record<string, Transform[]>> = {},
): Mapping[] {
  return columns.flatMap((column) => {
    const field = fields[column];
    return field === undefined ? [] : [{ column, field, transforms: transforms[column] ?? [] }];
  });
}

const COMMON = {
  quote: '"',
  headerRow: true,
  phoneCountry: 'IT',
  constants: [],
  positionKey: [],
  tolerance: 1,
} as const;

export const LEVANTE_LAYOUT: LayoutSpec = {
  ...COMMON,
  constants: [],
  positionKey: [],
  name: 'Banca Levante, insoluti',
  encoding: 'windows-1252',
  delimiter: ';',
  columns: [...LEVANTE_COLUMNS],
  decimal: ',',
  dateFormat: 'dd/MM/yyyy',
  records: {
    typeColumn: 1,
    detail: 'D',
    header: { tag: 'H', countColumn: 5, countsAll: false, totalColumn: 6 },
    trailer: { tag: 'T', countColumn: 2, countsAll: false, totalColumn: 3 },
    totalOf: 'position.total',
    impliedDecimals: null,
  },
  mappings: mappingsOf(LEVANTE_COLUMNS, {
    NUM_PRATICA: 'case.number',
    NDG: 'party.key',
    COGNOME_NOME: 'party.name',
    CODICE_FISCALE: 'party.taxCode',
    PARTITA_IVA: 'party.vatNumber',
    DATA_NASCITA: 'party.birthDate',
    LUOGO_NASCITA: 'party.birthPlace',
    INDIRIZZO: 'party.address',
    CAP: 'party.postalCode',
    CITTA: 'party.city',
    PROV: 'party.province',
    TELEFONO_1: 'contact.phone1',
    TELEFONO_2: 'contact.phone2',
    EMAIL: 'contact.email',
    IBAN: 'party.iban',
    CONTRATTO: 'position.contract',
    PRODOTTO: 'position.product',
    DATA_SCADENZA: 'position.dueOn',
    CAPITALE: 'position.principal',
    INTERESSI_MORA: 'position.interest',
    SPESE: 'position.fees',
    TOTALE: 'position.total',
    DATA_AFFIDO: 'case.placedOn',
    GARANTE: 'guarantor.name',
    CF_GARANTE: 'guarantor.taxCode',
    TEL_GARANTE: 'guarantor.phone',
    FILIALE: 'custom.Filiale',
  }),
  required: ['position.dueOn'],
};

export const ENERMIA_LAYOUT: LayoutSpec = {
  ...COMMON,
  constants: [],
  positionKey: [],
  name: 'Enermia Gas, invoices',
  encoding: 'utf-8',
  delimiter: ',',
  columns: [...ENERMIA_COLUMNS],
  decimal: '.',
  dateFormat: 'yyyy-MM-dd',
  records: null,
  mappings: mappingsOf(
    ENERMIA_COLUMNS,
    {
      'Case Number': 'case.number',
      'Customer Number': 'party.key',
      'Customer Type': 'party.kind',
      Surname: 'party.name',
      'First Name': 'party.givenName',
      'Tax Code': 'party.taxCode',
      'VAT Number': 'party.vatNumber',
      'Birth Date': 'party.birthDate',
      'Street Address': 'party.address',
      'Postal Code': 'party.postalCode',
      City: 'party.city',
      Province: 'party.province',
      'Home Phone': 'contact.phone2',
      'Mobile Phone': 'contact.phone1',
      Email: 'contact.email',
      PEC: 'contact.pec',
      'Invoice Number': 'position.contract',
      Product: 'position.product',
      'Due Date': 'position.dueOn',
      Principal: 'position.principal',
      Interest: 'position.interest',
      Fees: 'position.fees',
      'Amount Due': 'position.total',
      'Placement Date': 'case.placedOn',
      'Supply Point': 'custom.PDR',
    },
    { 'Customer Type': [{ kind: 'codes', values: { R: 'person', B: 'company' } }] },
  ),
  required: ['position.dueOn'],
};

export const TELCO_LAYOUT: LayoutSpec = {
  ...COMMON,
  constants: [],
  positionKey: [],
  name: 'Telco Sud, fatture',
  encoding: 'iso-8859-15',
  delimiter: '|',
  columns: [...TELCO_COLUMNS],
  decimal: ',',
  dateFormat: 'yyyyMMdd',
  records: null,
  mappings: mappingsOf(TELCO_COLUMNS, {
    ID_PRATICA: 'case.number',
    COD_CLIENTE: 'party.key',
    NOMINATIVO: 'party.name',
    CF_PIVA: 'party.taxCode',
    DATA_NASCITA: 'party.birthDate',
    INDIRIZZO: 'party.address',
    COMUNE: 'party.city',
    PROV: 'party.province',
    CAP: 'party.postalCode',
    TELEFONO: 'contact.phone1',
    EMAIL: 'contact.email',
    FATTURA: 'position.contract',
    PRODOTTO: 'position.product',
    SCADENZA: 'position.dueOn',
    IMPORTO: 'position.total',
    DATA_AFFIDO: 'case.placedOn',
    PIANO_TARIFFARIO: 'custom.Piano tariffario',
    ATTIVATO_IL: 'custom.Attivato il',
    APPARATO: 'custom.Apparato',
    NOTE_CREDITORE: 'custom.Note del creditore',
  }),
  required: ['position.dueOn'],
};
