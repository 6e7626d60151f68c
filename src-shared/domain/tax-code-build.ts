import { checkLetter } from './check-letter.ts';
import type { CivilDate } from './civil-date.ts';
import { applyOmocodia } from './omocodia.ts';

export type TaxCodeSubject = {
  readonly surname: string;
  readonly name: string;
  readonly birthDate: CivilDate;
  readonly sex: 'M' | 'F';
  /** Belfiore code of the municipality, or Z… of the foreign country. */
  readonly placeCode: string;
  /** How many numeric positions became letters (0-7). Only the Agenzia decides it; invented people may have some. */
  readonly omocodia?: number;
};

const MONTHS = 'ABCDEHLMPRST';

/** The code computed from the data of birth. Only the one that the Agenzia assigned counts: use it to compare. */
export function taxCodeFor(subject: TaxCodeSubject): string {
  const [year = '', month = '', day = ''] = subject.birthDate.split('-');
  const letter = MONTHS.charAt(Number(month) - 1);
  const dayCode = String(Number(day) + (subject.sex === 'F' ? 40 : 0)).padStart(2, '0');
  const body = `${surnameCode(subject.surname)}${nameCode(subject.name)}${year.slice(2)}${letter}${dayCode}${subject.placeCode}`;
  return applyOmocodia(`${body}${checkLetter(body)}`, subject.omocodia ?? 0);
}

function lettersOf(text: string): { readonly consonants: string; readonly vowels: string } {
  const letters = text
    .normalize('NFD')
    .toUpperCase()
    .replace(/ß/gu, 'SS')
    .replace(/[^A-Z]/gu, '');
  return { consonants: letters.replace(/[AEIOU]/gu, ''), vowels: letters.replace(/[^AEIOU]/gu, '') };
}

function surnameCode(surname: string): string {
  const { consonants, vowels } = lettersOf(surname);
  return `${consonants}${vowels}XXX`.slice(0, 3);
}

function nameCode(name: string): string {
  const { consonants, vowels } = lettersOf(name);
  // With four consonants or more the second is skipped.
  const chosen = consonants.length > 3 ? `${consonants.charAt(0)}${consonants.slice(2, 4)}` : consonants;
  return `${chosen}${vowels}XXX`.slice(0, 3);
}
