import { addDays, type CivilDate } from '../../../src-shared/domain/civil-date.ts';
import { fold } from '../../../src-shared/domain/search.ts';
import { taxCodeFor } from '../../../src-shared/domain/tax-code.ts';
import { FEMALE, FOREIGN, LEGAL_FORMS, LONG_SURNAMES, MALE, STREETS, SURNAMES, TRADES } from './names.ts';
import { createPhoneBook, iban, vatNumber } from './numbers.ts';
import { COUNTRIES, PLACES, type Place } from './places.ts';
import type { Random } from './random.ts';

/** An invented debtor, as a creditor would know him. A company has its name as surname. */
export type Debtor = {
  readonly kind: 'person' | 'company';
  readonly surname: string;
  readonly given: string;
  readonly taxCode: string;
  readonly vatNumber: string;
  readonly birthDate: CivilDate | null;
  readonly birthPlace: string;
  readonly street: string;
  readonly place: Place;
  readonly cap: string;
  /** National digits. */
  readonly mobiles: readonly string[];
  readonly fixed: readonly string[];
  readonly email: string;
  readonly certifiedEmail: string;
  readonly iban: string;
};

export type Inventor = { readonly person: () => Debtor; readonly company: () => Debtor };

const DAYS_IN_YEAR = 365.25;

/** Invents people and companies, no tax code and no telephone number twice. */
export function createInventor(random: Random, baseDate: CivilDate): Inventor {
  const book = createPhoneBook(random.fork('phones'));
  const taken = new Set<string>();
  let longNames = 0;

  const reach = (
    place: Place,
    chances: { readonly mobile: number; readonly second: number; readonly fixed: number },
  ) => ({
    mobiles: [
      ...(random.chance(chances.mobile) ? [book.mobile()] : []),
      ...(random.chance(chances.second) ? [book.mobile()] : []),
    ],
    fixed: random.chance(chances.fixed) ? [book.fixed(place)] : [],
  });

  const person = (): Debtor => {
    const sex = random.chance(0.48) ? 'F' : 'M';
    const country = random.chance(0.14) ? random.weighted(COUNTRIES, ({ weight }) => weight) : null;
    const names = country === null ? { surnames: SURNAMES, male: MALE, female: FEMALE } : FOREIGN[country.names];
    const long = country === null && random.chance(0.004);
    const surname = long ? (LONG_SURNAMES[longNames++ % LONG_SURNAMES.length] ?? '') : random.pick(names.surnames);
    const first = random.pick(sex === 'F' ? names.female : names.male);
    const given =
      country === null && random.chance(long ? 1 : 0.06)
        ? `${first} ${random.pick(sex === 'F' ? FEMALE : MALE)}`
        : first;
    const place = random.weighted(PLACES, ({ weight }) => weight);
    const born = country ?? (random.chance(0.6) ? place : random.weighted(PLACES, ({ weight }) => weight));
    // Between 21 and 84, most in the middle.
    const age = 21 + (random.next() + random.next()) * 31.5;
    const birthDate = addDays(baseDate, -Math.floor(age * DAYS_IN_YEAR));
    const placeCode = 'belfiore' in born ? born.belfiore : born.code;
    return {
      kind: 'person',
      surname,
      given,
      taxCode: uniqueCode({ surname, name: given, birthDate, sex, placeCode }),
      vatNumber: random.chance(0.05) ? vatNumber(random) : '',
      birthDate,
      birthPlace: born.name,
      ...home(place),
      ...reach(place, { mobile: 0.93, second: 0.12, fixed: 0.34 }),
      email: random.chance(0.55) ? mailOf(`${given} ${surname}`) : '',
      certifiedEmail: '',
      iban: random.chance(0.5) ? iban(random) : '',
    };
  };

  /** Where two people would have one code, the Agenzia replaces digits by letters from the right; sometimes here too. */
  const uniqueCode = (subject: Parameters<typeof taxCodeFor>[0]): string => {
    for (let omocodia = random.chance(0.01) ? random.int(1, 3) : 0; ; omocodia += 1) {
      const code = taxCodeFor({ ...subject, omocodia });
      if (taken.has(code)) continue;
      taken.add(code);
      return code;
    }
  };

  const home = (place: Place): Pick<Debtor, 'street' | 'place' | 'cap'> => ({
    street: `${random.pick(STREETS)} ${random.int(1, 180)}${random.chance(0.06) ? `/${random.pick(['A', 'B', 'bis'])}` : ''}`,
    place,
    cap: random.pick(place.caps),
  });

  const mailOf = (name: string): string => {
    const address = fold(name).replaceAll(' ', '.');
    return `${address.slice(0, 40)}${random.chance(0.4) ? random.int(1, 99) : ''}@${random.pick(['posta.example', 'casella.example', 'mail.example'])}`;
  };

  const company = (): Debtor => {
    const place = random.weighted(PLACES, ({ weight }) => weight);
    const number = vatNumber(random);
    const name = `${random.pick(TRADES)} ${random.pick(SURNAMES)}${random.chance(0.2) ? ` & ${random.pick(SURNAMES)}` : ''} ${random.pick(LEGAL_FORMS)}`;
    const domain = fold(name).replaceAll(' ', '-').slice(0, 40);
    return {
      kind: 'company',
      surname: name,
      given: '',
      taxCode: number,
      vatNumber: number,
      birthDate: null,
      birthPlace: '',
      ...home(place),
      ...reach(place, { mobile: 0.45, second: 0.05, fixed: 0.85 }),
      email: random.chance(0.6) ? `info@${domain}.example` : '',
      certifiedEmail: random.chance(0.7) ? `${domain}@pec.example` : '',
      iban: random.chance(0.4) ? iban(random) : '',
    };
  };

  return { person, company };
}

export const fullName = ({ surname, given }: Debtor): string => `${surname} ${given}`.trim();
