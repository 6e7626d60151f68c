import type { FieldName } from '../../../../src-shared/contract/layout.ts';
import type { CivilDate } from '../../../../src-shared/domain/civil-date.ts';
import { checkIban } from '../../../../src-shared/domain/iban.ts';
import { checkPostalCode } from '../../../../src-shared/domain/postal-code.ts';
import { fold } from '../../../../src-shared/domain/search.ts';
import { checkTaxCode, undoOmocodia } from '../../../../src-shared/domain/tax-code.ts';
import { checkVatNumber } from '../../../../src-shared/domain/vat-number.ts';
import { partyKindOf } from '../layout/party-kind.ts';
import type { Finding, Identity, PartyDraft } from './placement.ts';

/** What the row says about the debtor, as texts. */
export type PartyTexts = {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly taxCode: string;
  readonly vatNumber: string;
  readonly birthDate: CivilDate | null;
  readonly birthPlace: string;
  readonly iban: string;
  readonly address: string;
  readonly city: string;
  readonly province: string;
  readonly postalCode: string;
  readonly country: string;
};

export type Numbers = {
  readonly taxCode: string;
  readonly vatNumber: string;
  readonly strong: string;
  readonly person: boolean | null;
};

/** Legal forms that only a company's name ends with. */
const COMPANY =
  /\b(?:s\.?r\.?l\.?s?|s\.?p\.?a|s\.?n\.?c|s\.?a\.?s|s\.?a\.?p\.?a|soc(?:ieta)? coop\w*|coop(?:erativa)?|ltd|gmbh|sarl|onlus|associazione|condominio)\.?$/iu;

const push = (findings: Finding[], rule: Finding['rule'], field: FieldName, value: string): void =>
  void findings.push({ rule, field, value });

/**
 * Checks tax code (IN-21, IN-22), VAT number (IN-23), IBAN (IN-24) and CAP (IN-27), and says who the debtor is.
 * A number that fails its check is kept as written, and identifies nobody.
 */
export const readParty = (
  texts: PartyTexts,
  scope: { readonly creditorId: string; readonly caseNumber: string },
  findings: Finding[],
  today: CivilDate,
): Omit<PartyDraft, 'contacts'> => {
  const numbers = readNumbers(texts, findings, today);
  const kind = kindOf(texts, numbers, findings);
  return {
    ...identityOf(texts, numbers, scope),
    kind,
    name: texts.name,
    taxCode: numbers.taxCode,
    vatNumber: numbers.vatNumber,
    birthDate: texts.birthDate,
    birthPlace: texts.birthPlace,
    iban: readIban(texts.iban, findings),
    country: texts.country,
    province: texts.province.toUpperCase(),
    postalCode: readPostalCode(texts, findings),
  };
};

const readNumbers = (texts: PartyTexts, findings: Finding[], today: CivilDate): Numbers => {
  let strong = '';
  let person: boolean | null = null;
  let taxCode = texts.taxCode;
  if (taxCode !== '') {
    const check = checkTaxCode(taxCode, { today });
    if (!check.ok) push(findings, 'IN-21', 'party.taxCode', texts.taxCode);
    else {
      taxCode = check.plain;
      person = check.kind === 'person';
      strong = person ? `cf:${withoutOmocodia(check.plain)}` : `vat:${check.plain}`;
      if (texts.birthDate !== null && check.birthDate !== undefined && check.birthDate !== texts.birthDate)
        push(findings, 'IN-22', 'party.birthDate', texts.birthDate);
    }
  }
  let vatNumber = texts.vatNumber;
  if (vatNumber !== '') {
    const check = checkVatNumber(vatNumber);
    if (!check.ok || !check.officeKnown) push(findings, 'IN-23', 'party.vatNumber', texts.vatNumber);
    if (check.ok) {
      vatNumber = check.number;
      if (strong === '') strong = `vat:${check.number}`;
    }
  }
  return { taxCode, vatNumber, strong, person };
};

/** Nearly all codes have digits where digits belong, and nothing to undo. */
const withoutOmocodia = (code: string): string => (/^.{6}\d\d.\d\d.\d{3}/u.test(code) ? code : undoOmocodia(code));

const kindOf = (texts: PartyTexts, numbers: Numbers, findings: Finding[]): 'person' | 'company' => {
  if (texts.kind !== '') {
    const kind = partyKindOf(texts.kind);
    if (kind !== null) return kind;
    push(findings, 'IN-19', 'party.kind', texts.kind);
  }
  if (numbers.person !== null) return numbers.person ? 'person' : 'company';
  return COMPANY.test(texts.name.trim()) || (numbers.vatNumber !== '' && texts.birthDate === null)
    ? 'company'
    : 'person';
};

/**
 * Tax code with omocodia undone, else VAT number, else the creditor's own key, else name with birth date. Where there
 * is none of them two equal names may be two people, and the row stands alone.
 */
const identityOf = (
  texts: PartyTexts,
  numbers: Numbers,
  { creditorId, caseNumber }: { readonly creditorId: string; readonly caseNumber: string },
): Identity => {
  if (numbers.strong !== '') return { link: numbers.strong, strong: true };
  if (texts.key !== '') return { link: `key:${creditorId}:${texts.key}`, strong: true };
  if (texts.birthDate !== null) return { link: `name:${fold(texts.name)}|${texts.birthDate}`, strong: false };
  return { link: `case:${creditorId}:${caseNumber}`, strong: false };
};

const readIban = (text: string, findings: Finding[]): string => {
  if (text === '') return '';
  const check = checkIban(text);
  if (!check.ok || check.cinOk === false) push(findings, 'IN-24', 'party.iban', text);
  return check.ok ? check.iban : text;
};

const isItaly = (country: string): boolean => country === '' || /^(?:it|ita|italia|italy)$/iu.test(country);

/** A code that lost its leading zeros is kept as written: which digits are missing is for a person to say. */
const readPostalCode = ({ postalCode, province, country }: PartyTexts, findings: Finding[]): string => {
  if (postalCode === '' || !isItaly(country)) return postalCode;
  const check = checkPostalCode(postalCode, province);
  if (!check.ok || check.warning !== undefined) push(findings, 'IN-27', 'party.postalCode', postalCode);
  return postalCode;
};
