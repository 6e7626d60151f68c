import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  DATE_FORMATS,
  daysBetween,
  detectDateFormat,
  instantAt,
  isCivilDate,
  localAt,
  parseCivilDate,
  weekday,
  type DateFormat,
} from '../../../src-shared/domain/civil-date.ts';
import {
  addWorkingDays,
  easterSunday,
  isHoliday,
  isWorkingDay,
  italianHolidays,
} from '../../../src-shared/domain/holidays.ts';
import { formatCents, parseAmount, writeAmount } from '../../../src-shared/domain/money.ts';
import { normalisePhones } from '../../../src-shared/domain/phone.ts';

const cents = fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 });
const decimal = fc.constantFrom(',' as const, '.' as const);
const date = fc.integer({ min: 0, max: 90_000 }).map((days) => addDays('1900-01-01', days));

const write: Readonly<Record<DateFormat, (y: string, m: string, d: string) => string>> = {
  'dd/MM/yyyy': (y, m, d) => `${d}/${m}/${y}`,
  'dd-MM-yyyy': (y, m, d) => `${d}-${m}-${y}`,
  'dd.MM.yyyy': (y, m, d) => `${d}.${m}.${y}`,
  'yyyy-MM-dd': (y, m, d) => `${y}-${m}-${d}`,
  yyyyMMdd: (y, m, d) => `${y}${m}${d}`,
  ddMMyyyy: (y, m, d) => `${d}${m}${y}`,
};
const written = (day: string, format: DateFormat): string =>
  write[format](day.slice(0, 4), day.slice(5, 7), day.slice(8));

describe('amounts', () => {
  it('DM-03 what is written is read back, for files and for people', () => {
    fc.assert(
      fc.property(cents, decimal, (amount, mark) => {
        expect(parseAmount(writeAmount(amount, { decimal: mark }), { decimal: mark })).toBe(amount);
        expect(parseAmount(formatCents(amount, 'it'), { decimal: ',' })).toBe(amount);
        expect(parseAmount(formatCents(amount, 'en').replace('€', ''), { decimal: '.' })).toBe(amount);
      }),
    );
  });

  it('DM-02 whatever is read is whole cents, and nothing throws', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789.,-+ €') }));
    fc.assert(
      fc.property(text, decimal, (cell, mark) => {
        const amount = parseAmount(cell, { decimal: mark });
        expect(amount === null || (Number.isSafeInteger(amount) && !Object.is(amount, -0))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('civil dates', () => {
  it('DM-05 every format reads back what it writes', () => {
    fc.assert(
      fc.property(date, fc.constantFrom(...DATE_FORMATS), (day, format) => {
        expect(parseCivilDate(written(day, format), format)).toBe(day);
      }),
    );
  });

  it('DM-06 whatever is read is a day of the calendar', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'0123456789/-.'), minLength: 6, maxLength: 10 }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(...DATE_FORMATS), (cell, format) => {
        const day = parseCivilDate(cell, format);
        expect(day === null || isCivilDate(day)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('DM-07 the format of a column is found, or nothing is said: never a wrong one', () => {
    const recent = fc.integer({ min: 0, max: 20_000 }).map((days) => addDays('1990-01-01', days));
    fc.assert(
      fc.property(
        fc.array(recent, { minLength: 1, maxLength: 30 }),
        fc.constantFrom(...DATE_FORMATS),
        (days, format) => {
          expect(detectDateFormat(days.map((day) => written(day, format)))).toBe(format);
        },
      ),
    );
  });

  it('DM-08 adding and counting days are each other’s inverse', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -40_000, max: 40_000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count);
        expect(weekday(addDays(day, 7))).toBe(weekday(day));
      }),
    );
  });
});

describe('zones', () => {
  const zones = [
    'Europe/Rome',
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Casablanca',
    'Pacific/Apia',
    'UTC',
  ];
  const recent = fc.integer({ min: 0, max: 11_000 }).map((days) => addDays('2012-01-01', days));
  const minute = fc
    .integer({ min: 0, max: 1_439 })
    .map((n) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`);

  it('DM-09 DM-10 a wall clock that exists reads back, one that does not lies within an hour after', () => {
    fc.assert(
      fc.property(recent, minute, fc.constantFrom(...zones), (day, time, zone) => {
        const read = localAt(instantAt(day, time, zone), zone);
        const [wanted, got] = [Date.parse(`${day}T${time}:00Z`), Date.parse(`${read.date}T${read.time}:00Z`)];
        expect(got - wanted).toBeGreaterThanOrEqual(0);
        expect(got - wanted).toBeLessThanOrEqual(3_600_000);
      }),
      { numRuns: 1_000 },
    );
  });

  it('DM-09 DM-10 both nights of every year: nothing but the missing hour moves, and time never runs backwards', () => {
    for (const night of [
      '2024-03-31',
      '2025-03-30',
      '2026-03-29',
      '2027-03-28',
      '2024-10-27',
      '2025-10-26',
      '2026-10-25',
      '2027-10-31',
    ]) {
      let before = '';
      for (let n = 0; n < 1_440; n += 1) {
        const time = `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`;
        const instant = instantAt(night, time, 'Europe/Rome');
        const missing = night.includes('-03-') && time >= '02:00' && time < '03:00';
        expect(localAt(instant, 'Europe/Rome').time).toBe(missing ? `03:${time.slice(3)}` : time);
        if (!(night.includes('-03-') && time === '03:00')) expect(instant > before).toBe(true);
        before = instant;
      }
    }
  });

  it('DM-10 of two instants with the same clock the earlier is given', () => {
    fc.assert(
      fc.property(recent, minute, fc.constantFrom(...zones), (day, time, zone) => {
        const instant = instantAt(day, time, zone);
        const hourBefore = new Date(Date.parse(instant) - 3_600_000).toISOString();
        expect(localAt(hourBefore, zone)).not.toEqual({ date: day, time });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('holidays', () => {
  it('DM-30 Easter is the Sunday after the full moon of spring: between 22 March and 25 April', () => {
    for (let year = 1900; year < 2300; year += 1) {
      const easter = easterSunday(year);
      expect(weekday(easter)).toBe(7);
      expect(easter.slice(5) >= '03-22' && easter.slice(5) <= '04-25').toBe(true);
    }
  });

  it('DM-31 the list of a year and the question about a day agree', () => {
    for (let year = 2020; year < 2040; year += 1) {
      const list = new Set(italianHolidays(year));
      for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1))
        expect(isHoliday(day)).toBe(list.has(day));
    }
  });

  it('DM-32 counting working days there and back returns to the same working day', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 60 }), (day, count) => {
        const later = addWorkingDays(day, count);
        expect(isWorkingDay(later)).toBe(true);
        if (isWorkingDay(day)) expect(addWorkingDays(later, -count)).toBe(day);
      }),
    );
  });
});

describe('phones', () => {
  const digit = fc.constantFrom(...'0123456789');
  const digitsOf = (min: number, max: number) => fc.string({ unit: digit, minLength: min, maxLength: max });

  it('DM-24 the quick way and the full parser agree on every Italian number', () => {
    const mobile = digitsOf(8, 9).map((rest) => `3${rest}`);
    // Two zeros would begin an international number.
    const fixed = digitsOf(5, 11)
      .filter((rest) => !rest.startsWith('0'))
      .map((rest) => `0${rest}`);
    const vatican = digitsOf(2, 8).map((rest) => `0669${rest}`);
    fc.assert(
      fc.property(fc.oneof(mobile, fixed, vatican), (text) => {
        const parsed = parsePhoneNumberFromString(text, 'IT');
        for (const { e164, type, repaired } of normalisePhones(text).numbers) {
          if (repaired) continue;
          expect(parsed?.isValid()).toBe(true);
          expect(e164).toBe(parsed?.number);
          const expected = parsed?.getType();
          expect(type).toBe(expected === 'MOBILE' ? 'mobile' : expected === 'FIXED_LINE' ? 'fixed' : 'other');
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('DM-27 no character that matters is lost, whatever the cell', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'0123456789 /-+;,.()e'), maxLength: 40 }),
      fc
        .array(
          fc.tuple(fc.constantFrom('333', '0333', '06', '081', '+39 347', '39340', '800', 'casa '), digitsOf(4, 8)),
          { minLength: 1, maxLength: 4 },
        )
        .chain((numbers) =>
          fc
            .constantFrom(' / ', '/', ' - ', '-', ' ', ';', ', ', '\n')
            .map((between) => numbers.map((pair) => pair.join('')).join(between)),
        ),
    );
    const essence = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');
    const separatorWords = /\s+(?:e|o|oppure)\s+/giu;
    fc.assert(
      fc.property(cell, (text) => {
        fc.pre(!separatorWords.test(text));
        const { numbers, rejected } = normalisePhones(text);
        const kept = [...numbers, ...rejected].map((piece) => essence(piece.text)).join('');
        expect([...kept].toSorted().join('')).toBe([...essence(text)].toSorted().join(''));
      }),
      { numRuns: 3_000 },
    );
  });

  it('DM-24 a number in E.164 stays what it is', () => {
    const cell = fc
      .tuple(fc.constantFrom('333', '347', '06', '081', '0971'), digitsOf(5, 8))
      .map((pair) => pair.join(' '));
    fc.assert(
      fc.property(cell, (text) => {
        for (const { e164, type } of normalisePhones(text).numbers) {
          expect(normalisePhones(e164).numbers).toEqual([{ e164, type, repaired: false, text: e164 }]);
        }
      }),
    );
  });
});
