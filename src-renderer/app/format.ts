import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lang } from '../../src-shared/contract/basics.ts';
import { formatCents } from '../../src-shared/domain/money.ts';

export type Format = ReturnType<typeof formatFor>;

/** Locale of a language: how numbers, dates and money are written. */
export const localeOf = (lang: Lang): 'it-IT' | 'en-GB' => (lang === 'it' ? 'it-IT' : 'en-GB');

const civil = (date: string): Date => new Date(`${date}T12:00:00Z`);

/** Words for numbers, money, days and moments in one language. `zone` is where the reader's wall clock stands. */
const formatFor = (lang: Lang) => {
  const locale = localeOf(lang);
  const number = new Intl.NumberFormat(locale, { useGrouping: 'always' });
  const amount = new Intl.NumberFormat(locale, {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
    useGrouping: 'always',
  });
  const euros = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 0,
    useGrouping: 'always',
  });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const dateShort = new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const dateLong = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
  const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const weekdayDate = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const weekdayShort = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const inZone =
    (options: Intl.DateTimeFormatOptions) =>
    (instant: string, zone?: string): string =>
      new Intl.DateTimeFormat(locale, { ...options, ...(zone === undefined ? {} : { timeZone: zone }) }).format(
        new Date(instant),
      );
  return {
    lang,
    locale,
    /** 1.204 */
    number: (value: number): string => number.format(value),
    /** 2.418,60 €, from cents */
    money: (cents: number): string => formatCents(cents, locale),
    /** 806,20, from cents: in a column that says what it is */
    amount: (cents: number): string => amount.format(cents / 100),
    /** 1.840 €, from cents: where cents would be noise */
    euros: (cents: number): string => euros.format(cents / 100),
    /** 31,4 %, from a share 0…1; a little is never written as nothing, nor nearly all as all */
    percent: (share: number): string => {
      if (share > 0 && share < 0.0005) return `<${percent.format(0.001)}`;
      if (share < 1 && share >= 0.9995) return `>${percent.format(0.999)}`;
      return percent.format(share);
    },
    /** 18/08/2026, from a civil date */
    date: (date: string): string => dateShort.format(civil(date)),
    /** lunedì 23 novembre, from a civil date */
    dateLong: (date: string): string => dateLong.format(civil(date)),
    /** 18 nov, from a civil date */
    dayMonth: (date: string): string => dayMonth.format(civil(date)),
    /** ven 27/11/2026, from a civil date */
    weekdayDate: (date: string): string => weekdayDate.format(civil(date)),
    /** lun, from a civil date */
    weekday: (date: string): string => weekdayShort.format(civil(date)),
    /** 18/11/2026, 18:42, from an instant */
    dateTime: inZone({ day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    /** 18 nov 18:42, from an instant */
    moment: (instant: string, zone?: string): string =>
      inZone({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hour12: false })(
        instant,
        zone,
      ).replace(',', ''),
    /** 18:42, from an instant */
    time: inZone({ hour: '2-digit', minute: '2-digit', hour12: false }),
    /** 02:14, from whole seconds; hours only when there are some */
    clock: (seconds: number): string => {
      const whole = Math.max(0, Math.floor(seconds));
      const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
      const two = (value: number): string => String(value).padStart(2, '0');
      return h > 0 ? `${two(h)}:${two(m)}:${two(s)}` : `${two(m)}:${two(s)}`;
    },
    list: (items: readonly string[]): string => list.format(items),
  } as const;
};

/** The language in use, as the contract names it. */
export const langOf = (language: string | undefined): Lang => (language?.startsWith('en') ? 'en' : 'it');

/** Formatting in the language on the screen. */
export const useFormat = (): Format => {
  const { i18n } = useTranslation();
  const lang = langOf(i18n.language);
  return useMemo(() => formatFor(lang), [lang]);
};

export { formatFor };
