import type { Lang } from '../../../../src-shared/contract/basics.ts';
import type { RuleId } from '../../../../src-shared/contract/intake-rules.ts';

/**
 * What a rule says in the files and reports that leave the program: the screens have their own sentences. Written for
 * the creditor, who gets the rejects back.
 */
export const RULE_WORDS: Readonly<Record<RuleId, Readonly<Record<Lang, string>>>> = {
  'IN-01': {
    it: 'Il numero di righe non coincide con il record di controllo (dichiarate / trovate)',
    en: 'The number of rows is not that of the control record (stated / found)',
  },
  'IN-02': {
    it: 'La somma degli importi non coincide con il record di controllo (centesimi dichiarati / trovati)',
    en: 'The sum of the amounts is not that of the control record (cents stated / found)',
  },
  'IN-03': { it: 'Lo stesso file è già stato caricato', en: 'The same file was loaded before' },
  'IN-04': {
    it: 'Record di testata o di coda mancante, ripetuto, illeggibile o fuori posto',
    en: 'Header or trailer record missing, repeated, unreadable or out of place',
  },
  'IN-05': { it: 'Numero di colonne diverso dal tracciato', en: 'Not as many columns as the layout' },
  'IN-06': {
    it: 'Caratteri non validi nella codifica del file',
    en: 'Bytes that are no characters in the file’s encoding',
  },
  'IN-07': { it: 'Numero di pratica mancante', en: 'Case number missing' },
  'IN-08': { it: 'Nominativo mancante', en: 'Name missing' },
  'IN-09': { it: 'Importo mancante', en: 'Amount missing' },
  'IN-10': { it: 'Importo illeggibile', en: 'Amount cannot be read' },
  'IN-11': { it: 'Importo nullo o negativo', en: 'Amount zero or negative' },
  'IN-12': { it: 'Data impossibile', en: 'Impossible date' },
  'IN-13': { it: 'Le componenti non danno il totale', en: 'The components do not add up to the total' },
  'IN-14': { it: 'Campo obbligatorio mancante', en: 'Required field missing' },
  'IN-15': {
    it: 'Un’altra riga della stessa pratica è scartata',
    en: 'Another row of the same case is refused',
  },
  'IN-16': {
    it: 'La stessa pratica è nel file con un altro debitore',
    en: 'The same case is in the file with another debtor',
  },
  'IN-17': { it: 'Pratica e posizione ripetute nel file', en: 'Case and position repeated in the file' },
  'IN-18': { it: 'Pratica già aperta', en: 'Case open already' },
  'IN-19': { it: 'Codice sconosciuto', en: 'Unknown code' },
  'IN-20': { it: 'Riaffido: la pratica era già stata chiusa', en: 'Placed again: the case had been closed' },
  'IN-21': { it: 'Codice fiscale errato', en: 'Wrong tax code' },
  'IN-22': {
    it: 'La data di nascita non è quella del codice fiscale',
    en: 'The birth date is not that of the tax code',
  },
  'IN-23': { it: 'Partita IVA errata', en: 'Wrong VAT number' },
  'IN-24': { it: 'IBAN errato', en: 'Wrong IBAN' },
  'IN-25': { it: 'Telefono non valido', en: 'Telephone not valid' },
  'IN-26': { it: 'E-mail non valida', en: 'E-mail not valid' },
  'IN-27': { it: 'CAP errato o di un’altra provincia', en: 'Postal code wrong, or of another province' },
  'IN-28': { it: 'Date in ordine impossibile', en: 'Dates in an impossible order' },
};

/** The rule in words with the field and what the file says there. */
export const messageOf = (rule: RuleId, field: string, value: string, lang: Lang): string => {
  const said = RULE_WORDS[rule][lang];
  const where = field === '' ? '' : ` (${field})`;
  return value === '' ? `${said}${where}` : `${said}${where}: ${value}`;
};
