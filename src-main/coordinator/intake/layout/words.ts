import type { TargetField } from '../../../../src-shared/contract/layout.ts';
import { fold } from '../../../../src-shared/domain/search.ts';

/** Short forms in headings, written out. Applied word by word, so that one synonym serves all its spellings. */
const SHORT: Readonly<Record<string, string>> = {
  num: 'numero', nr: 'numero', n: 'numero', no: 'number', nro: 'numero', nbr: 'number', cod: 'codice', dt: 'data',
  imp: 'importo', tel: 'telefono', tf: 'telefono', cell: 'cellulare', prat: 'pratica', prov: 'provincia',
  loc: 'localita', ind: 'indirizzo', cap: 'cap', int: 'interessi', cogn: 'cognome', scad: 'scadenza', nasc: 'nascita',
  rif: 'riferimento', deb: 'debitore', contr: 'contratto', prod: 'prodotto', tot: 'totale', res: 'residuo',
  comm: 'commissioni', gar: 'garante', intestaz: 'intestazione', denom: 'denominazione', rag: 'ragione', soc: 'sociale',
  addr: 'address', dob: 'birth date', acct: 'account', amt: 'amount', ref: 'reference', ph: 'phone', id: 'id',
}; // prettier-ignore

/** Words that say nothing about which field it is. */
const EMPTY = new Set(['del', 'di', 'dei', 'della', 'da', 'the', 'of', 'il', 'la', 'e', 'eur', 'euro']);

/** `Num. Pratica` and `NUM_PRATICA` and `numPratica` are the same heading. */
export const headingOf = (text: string): string =>
  fold(text.replace(/([a-zàèéìòù])([A-Z])/gu, '$1 $2').replace(/([\p{L}])(\d+)$/gu, '$1 $2'))
    .split(' ')
    .filter((word) => word !== '' && !EMPTY.has(word))
    .map((word) => SHORT[word] ?? word)
    .join(' ');

/** Headings that certainly mean the field, Italian and English; then those that probably do. */
type Words = { readonly certain: readonly string[]; readonly likely?: readonly string[] };

const PHONES: Words = {
  certain: ['telefono', 'phone', 'telephone', 'phone number', 'numero telefono', 'cellulare', 'mobile', 'recapito telefonico',
    'telefono casa', 'telefono cellulare', 'telefono fisso', 'telefono ufficio', 'telefono lavoro', 'home phone', 'work phone',
    'mobile phone', 'fisso', 'telefono debitore', 'telefono mobile', 'cell phone', 'cellulare debitore'],
  likely: ['recapito', 'contatto', 'contact', 'altro telefono', 'utenza'],
}; // prettier-ignore

const WORDS = {
  'case.number': {
    certain: ['numero pratica', 'pratica', 'codice pratica', 'id pratica', 'case number', 'case id', 'numero posizione creditore',
      'riferimento pratica', 'pratica numero', 'case', 'case reference', 'file number', 'account number', 'account',
      'numero affidamento', 'codice affidamento', 'identificativo pratica', 'pratica id', 'pratica codice', 'id affidamento'],
    likely: ['numero', 'riferimento', 'reference', 'codice posizione', 'posizione', 'codice', 'id', 'numero rapporto', 'rapporto',
      'reference number', 'number', 'id posizione', 'ndg pratica', 'protocollo'],
  },
  'case.product': { certain: ['tipo pratica', 'case type', 'portafoglio', 'portfolio'], likely: ['tipologia', 'type'] },
  'case.placedOn': {
    certain: ['data affidamento', 'data affido', 'affidamento', 'affido', 'placement date', 'placed on', 'placed date',
      'date placed', 'data incarico'],
    likely: ['data', 'date'],
  },
  'party.key': {
    certain: ['codice cliente', 'numero cliente', 'id cliente', 'ndg', 'customer id', 'customer number', 'customer code',
      'codice debitore', 'id debitore', 'debtor id', 'codice anagrafico', 'client id', 'codice anagrafica', 'customer key'],
    likely: ['cliente', 'customer', 'codice soggetto', 'id soggetto'],
  },
  'party.kind': {
    certain: ['tipo soggetto', 'tipo debitore', 'natura giuridica', 'debtor type', 'party type', 'tipo persona', 'tipo cliente',
      'natura soggetto', 'customer type', 'persona fisica giuridica'],
    likely: ['natura', 'tipo', 'kind'],
  },
  'party.name': {
    certain: ['cognome nome', 'nominativo', 'debitore', 'nome cognome', 'denominazione', 'ragione sociale', 'intestatario',
      'name', 'debtor name', 'full name', 'debtor', 'customer name', 'cognome', 'surname', 'last name', 'nominativo debitore',
      'nome debitore', 'cognome debitore', 'cognome ragione sociale', 'cognome nome ragione sociale', 'family name',
      'denominazione debitore', 'intestazione', 'debtor full name', 'cognome denominazione', 'intestatario pratica',
      'nominativo ragione sociale', 'party name', 'nome cognome debitore', 'nome completo', 'nome ragione sociale', 'cognome nome debitore', 'company name', 'debtor surname', 'debtor last name'],
    likely: ['cliente nome', 'anagrafica', 'soggetto', 'descrizione cliente', 'obbligato principale'],
  },
  'party.givenName': {
    certain: ['nome', 'given name', 'first name', 'nome proprio', 'debtor first name', 'nome battesimo', 'forename'],
    likely: [],
  },
  'party.taxCode': {
    certain: ['codice fiscale', 'cf', 'tax code', 'fiscal code', 'cf piva', 'codice fiscale partita iva', 'codfisc',
      'codice fiscale piva', 'cf partita iva', 'codicefiscale', 'cfpiva', 'tax id', 'codice fiscale debitore', 'cf debitore',
      'codfiscale', 'c f', 'codice fiscale p iva', 'cf p iva', 'italian tax code', 'cod fiscale'],
    likely: ['fiscale', 'tax number', 'identification'],
  },
  'party.vatNumber': {
    certain: ['partita iva', 'piva', 'p iva', 'vat', 'vat number', 'vat code', 'numero partita iva', 'partitaiva', 'vat id'],
    likely: ['iva'],
  },
  'party.birthDate': {
    certain: ['data nascita', 'nato il', 'birth date', 'date birth', 'birthdate', 'datanascita', 'born', 'birthday', 'born on'],
    likely: ['nascita', 'nato'],
  },
  'party.birthPlace': {
    certain: ['luogo nascita', 'comune nascita', 'nato a', 'birth place', 'place birth', 'birthplace', 'citta nascita'],
    likely: [],
  },
  'party.iban': {
    certain: ['iban', 'codice iban', 'iban debitore', 'iban addebito', 'iban code', 'coordinate iban', 'debtor iban'],
    likely: ['coordinate bancarie', 'conto corrente', 'bank account'],
  },
  'party.address': {
    certain: ['indirizzo', 'via', 'address', 'street', 'indirizzo residenza', 'residenza', 'street address', 'address line 1',
      'indirizzo debitore', 'address 1', 'address line'],
    likely: ['domicilio', 'sede', 'civico', 'numero civico', 'toponimo'],
  },
  'party.city': {
    certain: ['citta', 'comune', 'localita', 'city', 'town', 'comune residenza', 'citta residenza', 'localita residenza',
      'citta debitore', 'comune debitore'],
    likely: ['paese citta'],
  },
  'party.province': {
    certain: ['provincia', 'province', 'sigla provincia', 'pr', 'provincia residenza', 'county', 'pv', 'provincia debitore'],
    likely: [],
  },
  'party.postalCode': {
    certain: ['cap', 'codice postale', 'codice avviamento postale', 'postal code', 'postcode', 'zip', 'zip code', 'cap residenza',
      'codicepostale', 'cap debitore', 'post code'],
    likely: [],
  },
  'party.country': {
    certain: ['nazione', 'country', 'stato residenza', 'paese', 'nazione residenza', 'codice nazione', 'country code'],
    likely: [],
  },
  'contact.phone1': PHONES,
  'contact.email': {
    certain: ['email', 'e mail', 'mail', 'posta elettronica', 'email address', 'indirizzo email', 'e mail address', 'email debitore'],
    likely: [],
  },
  'contact.pec': { certain: ['pec', 'indirizzo pec', 'posta certificata', 'certified email', 'email pec', 'mail pec'], likely: [] },
  'guarantor.name': {
    certain: ['garante', 'nome garante', 'nominativo garante', 'fideiussore', 'coobbligato', 'guarantor', 'guarantor name',
      'cognome nome garante', 'co obligor', 'nominativo coobbligato', 'garante nominativo'],
    likely: [],
  },
  'guarantor.taxCode': {
    certain: ['codice fiscale garante', 'cf garante', 'guarantor tax code', 'codice fiscale coobbligato', 'cf coobbligato',
      'garante cf', 'garante codice fiscale'],
    likely: [],
  },
  'guarantor.phone': {
    certain: ['telefono garante', 'guarantor phone', 'cellulare garante', 'telefono coobbligato', 'garante telefono'],
    likely: [],
  },
  'position.contract': {
    certain: ['contratto', 'numero contratto', 'codice contratto', 'contract', 'contract number', 'fattura', 'numero fattura',
      'invoice', 'invoice number', 'numero rata', 'rata', 'instalment', 'instalment number', 'contract id', 'id contratto',
      'numero documento', 'installment', 'contract code', 'bolletta', 'numero bolletta', 'progressivo rata', 'instalment no',
      'contract ref', 'contract reference', 'riferimento contratto'],
    likely: ['documento', 'document', 'progressivo', 'polizza'],
  },
  'position.product': {
    certain: ['prodotto', 'codice prodotto', 'product', 'product code', 'tipo prodotto', 'product type', 'descrizione prodotto',
      'prodotto descrizione', 'servizio'],
    likely: ['causale', 'descrizione', 'description'],
  },
  'position.dueOn': {
    certain: ['scadenza', 'data scadenza', 'due date', 'due on', 'scadenza rata', 'data insoluto', 'maturity date', 'due',
      'data scadenza rata', 'scadenza fattura', 'data scadenza fattura', 'datascadenza'],
    likely: ['insoluto data', 'data rata', 'data fattura', 'invoice date'],
  },
  'position.principal': {
    certain: ['capitale', 'importo capitale', 'principal', 'quota capitale', 'capitale residuo', 'principal amount', 'sorte capitale',
      'capitale scaduto', 'sorte', 'importo rata', 'capital', 'imponibile'],
    likely: ['insoluto', 'scaduto'],
  },
  'position.interest': {
    certain: ['interessi', 'importo interessi', 'interest', 'interessi mora', 'quota interessi', 'mora', 'idm', 'interest amount',
      'default interest', 'interessi moratori'],
    likely: [],
  },
  'position.fees': {
    certain: ['spese', 'importo spese', 'fees', 'costs', 'spese recupero', 'costi', 'commissioni', 'spese incasso', 'spese legali',
      'charges', 'collection costs', 'oneri', 'fee'],
    likely: ['penali'],
  },
  'position.other': {
    certain: ['altro', 'altre spese', 'altri costi', 'other costs', 'other fees', 'altri addebiti', 'altri importi', 'other', 'other charges', 'altri oneri', 'altre voci', 'other amount'],
    likely: [],
  },
  'position.total': {
    certain: ['totale', 'importo totale', 'total', 'totale dovuto', 'total amount', 'totale credito', 'debito totale', 'amount due',
      'importo dovuto', 'importo affidato', 'totale affidato', 'balance', 'saldo', 'debito residuo', 'residuo', 'importo residuo',
      'total due', 'totale insoluto', 'importo insoluto', 'importo', 'amount', 'outstanding', 'amount owed', 'outstanding balance',
      'totale scaduto', 'importo scaduto', 'debito', 'credito', 'esposizione'],
    likely: ['valore', 'value'],
  },
} as const satisfies Partial<Record<TargetField, Words>>; // prettier-ignore

type Meaning = { readonly field: TargetField; readonly confidence: number };

const table = (): ReadonlyMap<string, Meaning> => {
  const meanings = new Map<string, Meaning>();
  for (const [field, words] of Object.entries(WORDS) as [TargetField, Words][]) {
    for (const word of words.likely ?? []) meanings.set(headingOf(word), { field, confidence: 60 });
  }
  for (const [field, words] of Object.entries(WORDS) as [TargetField, Words][]) {
    for (const word of words.certain) meanings.set(headingOf(word), { field, confidence: 95 });
  }
  return meanings;
};

const MEANINGS = table();

/**
 * The field that a heading names. `confidence` 95 for a heading that can mean nothing else, 60 for one that often
 * means something else, 80 where it is certain only without its number (`telefono 2`).
 */
export const meaningOf = (heading: string): Meaning | null => {
  const words = headingOf(heading);
  const whole = MEANINGS.get(words);
  if (whole !== undefined) return whole;
  const bare = words.replace(/ (?:\d+|numero)$/u, '');
  const numbered = bare === words ? undefined : MEANINGS.get(bare);
  if (numbered === undefined) return null;
  return numbered.field === 'contact.phone1'
    ? numbered
    : { field: numbered.field, confidence: Math.min(80, numbered.confidence) };
};

const SURNAMES = new Set(
  ['cognome', 'surname', 'last name', 'family name', 'cognome debitore', 'debtor surname', 'debtor last name'].map(
    (word) => headingOf(word),
  ),
);

/** The heading of a surname: beside it a column `name` is the given name. */
export const isSurname = (heading: string): boolean => SURNAMES.has(headingOf(heading));
