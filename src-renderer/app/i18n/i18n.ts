import { createInstance, type i18n as I18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Lang } from '../../../src-shared/contract/basics.ts';
import { formatCents } from '../../../src-shared/domain/money.ts';
import { localeOf } from '../format.ts';
import { en } from './en/index.ts';
import { it } from './it/index.ts';

type Words = { readonly [key: string]: string | Words };

/**
 * Italian has a third plural form, `many`, for whole millions ("1.000.000 di righe"). The trade's sentences read the same
 * as with `other`, so `other` stands in for it where a dictionary does not say it.
 */
export const withMany = (words: Words): Words =>
  Object.fromEntries(
    Object.entries(words).flatMap(([key, value]): [string, string | Words][] => {
      if (typeof value !== 'string') return [[key, withMany(value)]];
      const many = key.replace(/_other$/u, '_many');
      return many === key || many in words
        ? [[key, value]]
        : [
            [key, value],
            [many, value],
          ];
    }),
  );

/** The words of the product, in the language that is asked for; the other one stands by for changing at run time. */
export const createI18n = async (lang: Lang): Promise<I18n> => {
  const i18n = createInstance();
  await i18n.use(initReactI18next).init({
    lng: lang,
    fallbackLng: 'it',
    supportedLngs: ['it', 'en'],
    ns: Object.keys(it),
    defaultNS: 'ui',
    resources: { it: withMany(it), en: withMany(en) },
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: false },
  });
  i18n.services.formatter?.add('number', (value: unknown, lng) =>
    new Intl.NumberFormat(localeOf(lng === 'en' ? 'en' : 'it'), { useGrouping: 'always' }).format(Number(value)),
  );
  i18n.services.formatter?.add('money', (value: unknown, lng) =>
    formatCents(Number(value), localeOf(lng === 'en' ? 'en' : 'it')),
  );
  i18n.services.formatter?.add('fields', (value: unknown, lng) => fieldNames(i18n, String(value), lng));
  return i18n;
};

/** `party.name, position.total` as the placement screens call them; what has no name there stays what it is. */
const fieldNames = (i18n: I18n, fields: string, lng: string | undefined): string => {
  const say = i18n.getFixedT(lng ?? null, 'intake') as unknown as (key: string, options: object) => string;
  const nameOf = (field: string): string =>
    say(`fields.${field.replace(/\.(\w)/u, (_, letter: string) => letter.toUpperCase())}`, { defaultValue: field });
  return fields.split(', ').map(nameOf).join(', ');
};
