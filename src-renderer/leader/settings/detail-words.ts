import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../src-shared/contract/administration.ts';
import { useFormat, type Format } from '../../app/format.ts';
import { useChannelWords } from '../payments/channels.ts';

const MONEY: ReadonlySet<string> = new Set(['amount', 'total', 'entrusted', 'collected', 'residual']);
/** More of them would be a list nobody reads in a line; how many there are says enough. */
const LISTED = 4;
const SHOWN_OF_A_FINGERPRINT = 12;

const scalar = (key: string, value: unknown, format: Format, yes: string, no: string): string => {
  if (typeof value === 'number') return MONEY.has(key) ? format.money(value) : format.number(value);
  if (typeof value === 'boolean') return value ? yes : no;
  if (typeof value !== 'string') return JSON.stringify(value);
  if (/^\d{4}-\d{2}-\d{2}$/u.test(value)) return format.date(value);
  if (/^\d{4}-\d{2}-\d{2}T/u.test(value)) return format.dateTime(value);
  return /^[\da-f]{64}$/u.test(value) ? `${value.slice(0, SHOWN_OF_A_FINGERPRINT)}…` : value;
};

/**
 * What an entry says beyond its action, in words, with money and days as people write them. A name of a newer
 * coordinator has no word here and is shown as it is written.
 */
export const useDetailWords = (): ((detail: AuditEntry['detail']) => string) => {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const channel = useChannelWords();
  return useCallback(
    (detail) => {
      const say = t as (key: string, options: { readonly defaultValue: string }) => string;
      const word = (key: string): string => say(`audit.details.${key}`, { defaultValue: key });
      const part = (key: string, value: unknown): string => {
        if (Array.isArray(value)) {
          const short = value.length <= LISTED && value.every((one) => typeof one === 'string' && one.length < 20);
          return short ? value.join(', ') : format.number(value.length);
        }
        if (typeof value === 'object' && value !== null) {
          const inside = Object.entries(value).map(([name, one]) => `${word(name)} ${part(name, one)}`);
          return inside.length === 0 ? '—' : inside.join(', ');
        }
        if (key === 'channel' && typeof value === 'string') return channel(value);
        return scalar(key, value, format, t('audit.yes'), t('audit.no'));
      };
      return Object.entries(detail)
        .map(([key, value]) => `${word(key)} ${part(key, value)}`)
        .join(' · ');
    },
    [t, format, channel],
  );
};
