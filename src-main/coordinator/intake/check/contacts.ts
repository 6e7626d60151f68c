import { type FieldName, PHONE_FIELDS } from '../../../../src-shared/contract/layout.ts';
import { checkEmail } from '../../../../src-shared/domain/email.ts';
import { normalisePhones } from '../../../../src-shared/domain/phone.ts';
import type { Binding, FieldReader } from '../layout/bind.ts';
import type { PartyTexts } from './party.ts';
import type { ContactDraft, Finding } from './placement.ts';
import { isPlainEmail } from './quick.ts';

/** An ordinary Italian mobile alone in its cell: nine cells in ten, and nothing to repair or split. */
const PLAIN_MOBILE = /^(?:\+39 ?)?(3[2-9]\d) ?(\d{7})$/u;
const PLACEHOLDER = /^(\d)\1{9}$/u;

/**
 * Every number, e-mail and address of a row. What cannot be used stays on the case with its reason, not callable:
 * IN-25, IN-26. A number that stands twice is kept once.
 */
export const readContacts = (
  binding: Binding,
  cells: readonly string[],
  texts: PartyTexts,
  findings: Finding[],
): ContactDraft[] => {
  const contacts: ContactDraft[] = [];
  for (const field of PHONE_FIELDS) {
    const reader = binding.fields.get(field);
    if (reader !== undefined) addPhones(reader, reader.read(cells) ?? '', contacts, findings);
  }
  addEmail(binding, cells, 'contact.email', '', contacts, findings);
  addEmail(binding, cells, 'contact.pec', 'PEC', contacts, findings);
  const address = addressOf(texts);
  if (address !== '') contacts.push({ kind: 'address', value: address, label: '', status: 'ok', reason: '' });
  return contacts;
};

export const addPhones = (
  reader: Pick<FieldReader, 'field' | 'country'>,
  cell: string,
  contacts: ContactDraft[],
  findings: Finding[],
): void => {
  if (cell === '') return;
  const plain = reader.country === 'IT' ? PLAIN_MOBILE.exec(cell) : null;
  if (plain !== null) {
    const national = `${plain[1]}${plain[2]}`;
    if (!PLACEHOLDER.test(national)) return addOnce(contacts, `+39${national}`);
  }
  const { numbers, rejected } = normalisePhones(cell, reader.country);
  for (const { e164 } of numbers) addOnce(contacts, e164);
  for (const { text, reason } of rejected) {
    if (reason === 'duplicate') continue;
    findings.push({ rule: 'IN-25', field: reader.field, value: text });
    contacts.push({ kind: 'phone', value: text, label: '', status: 'invalid', reason });
  }
};

const addOnce = (contacts: ContactDraft[], value: string): void => {
  for (const known of contacts) if (known.value === value) return;
  contacts.push({ kind: 'phone', value, label: '', status: 'ok', reason: '' });
};

const addEmail = (
  binding: Binding,
  cells: readonly string[],
  field: FieldName,
  label: string,
  contacts: ContactDraft[],
  findings: Finding[],
): void => {
  const text = binding.fields.get(field)?.read(cells) ?? '';
  if (text === '') return;
  if (isPlainEmail(text)) {
    contacts.push({ kind: 'email', value: text, label, status: 'ok', reason: '' });
    return;
  }
  const check = checkEmail(text);
  if (!check.ok) findings.push({ rule: 'IN-26', field, value: text });
  contacts.push(
    check.ok
      ? {
          kind: 'email',
          value: check.email,
          label: label === '' && check.certified ? 'PEC' : label,
          status: 'ok',
          reason: '',
        }
      : { kind: 'email', value: text, label, status: 'invalid', reason: check.reason },
  );
};

/** `VIA GARIBALDI 12, 00184 ROMA (RM)`; the country only where it is not Italy. */
const addressOf = ({ address, postalCode, city, province, country }: PartyTexts): string => {
  if (address === '' && city === '') return '';
  const town = [postalCode, city].filter((part) => part !== '').join(' ');
  const place = province === '' ? town : `${town} (${province.toUpperCase()})`.trim();
  const abroad = /^(?:it|ita|italia|italy|)$/iu.test(country) ? '' : country;
  return [address, place, abroad].filter((part) => part !== '').join(', ');
};
