import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it as test } from 'vitest';
import { ERROR_CODES } from '../../../src-shared/contract/errors.ts';
import { FLAGS, PARTY_ROLES, PROMISE_STATUSES, CONTACT_STATUSES } from '../../../src-shared/contract/entities.ts';
import { CASE_TIERS } from '../../../src-shared/domain/ranking-tiers.ts';
import { QUEUE_FILTERS } from '../../../src-shared/domain/ranking.ts';
import { createI18n, withMany } from '../../../src-renderer/app/i18n/i18n.ts';
import { en } from '../../../src-renderer/app/i18n/en/index.ts';
import { it } from '../../../src-renderer/app/i18n/it/index.ts';
import { PAYMENT_METHODS } from '../../../src-renderer/workstation/outcome/outcome-form.ts';

type Words = { readonly [key: string]: string | Words };

const flat = (words: Words, prefix = ''): readonly (readonly [string, string])[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : flat(value, `${prefix}${key}.`),
  );
const italian = new Map(flat(it));
const english = new Map(flat(en));
const places = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/gu)].map((match) => match[1] ?? '').sort();

describe('the words of the product', () => {
  test('UI-01 both languages have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...italian.keys()].sort());
  });

  test('UI-02 no sentence is empty and both languages name the same values', () => {
    for (const [key, words] of italian) {
      const other = english.get(key) ?? '';
      expect(words.trim(), key).not.toBe('');
      expect(other.trim(), key).not.toBe('');
      expect(places(other), key).toEqual(places(words));
    }
  });

  test('UI-03 a counted sentence has its singular and its plural', () => {
    for (const key of italian.keys()) {
      if (key.endsWith('_one')) expect(italian.has(key.replace(/_one$/u, '_other')), key).toBe(true);
      if (key.endsWith('_other')) expect(italian.has(key.replace(/_other$/u, '_one')), key).toBe(true);
    }
  });

  test('UI-04 every error has a sentence in both languages', () => {
    for (const code of ERROR_CODES) {
      expect(italian.get(`errors.${code}`), code).toMatch(/\S.{15,}\.$/u);
      expect(english.get(`errors.${code}`), code).toMatch(/\S.{15,}\.$/u);
    }
  });

  test('UI-05 numbers and plurals are said as each language says them', async () => {
    const i18n = await createI18n('it');
    const t = i18n.getFixedT('it', 'workstation');
    expect(t('queue.cases', { count: 1 })).toBe('1 pratica');
    expect(t('queue.cases', { count: 1204 })).toBe('1.204 pratiche');
    // Italian has a third plural form for whole millions.
    expect(t('queue.cases', { count: 1_000_000 })).toBe('1.000.000 pratiche');
    expect(i18n.getFixedT('en', 'workstation')('queue.cases', { count: 1204 })).toBe('1,204 cases');
    expect(withMany({ a_one: 'x', a_other: 'y' })).toEqual({ a_one: 'x', a_other: 'y', a_many: 'y' });
  });

  test('UI-06 every word that is put together at run time is there', () => {
    const wanted = [
      ...Object.keys(CASE_TIERS).map((code) => `queue.reason.${code}`),
      ...QUEUE_FILTERS.flatMap((filter) => [`queue.filter.${filter}`, `queue.none.${filter}`]),
      ...FLAGS.map((flag) => `card.flag.${flag}`),
      ...PARTY_ROLES.map((role) => `more.role.${role}`),
      ...PROMISE_STATUSES.map((status) => `more.promise.${status}`),
      ...CONTACT_STATUSES.map((status) => `card.contact.status.${status}`),
      ...PAYMENT_METHODS.map((method) => `method.${method}`),
    ];
    for (const key of wanted) expect(italian.has(`workstation.${key}`), key).toBe(true);
  });

  test('UI-06 every key that the workstation says is in its dictionary', () => {
    const root = path.resolve(import.meta.dirname, '../../../src-renderer/workstation');
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/u.test(name))
      .map((name) => readFileSync(path.join(root, name), 'utf8'));
    const said = sources.flatMap((source) =>
      [...source.matchAll(/\bsay\(\s*'([\w.-]+)'/gu)].map((match) => match[1] ?? ''),
    );
    expect(said.length).toBeGreaterThan(100);
    for (const key of said) {
      const found = italian.has(`workstation.${key}`) || italian.has(`workstation.${key}_other`);
      expect(found, key).toBe(true);
    }
  });
});
