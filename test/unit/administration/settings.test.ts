import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../../src-renderer/app/i18n/en/index.ts';
import { it as italian } from '../../../src-renderer/app/i18n/it/index.ts';
import { readDays, writeDays } from '../../../src-renderer/leader/settings/extra-days.ts';
import { moved } from '../../../src-renderer/leader/settings/moved.ts';
import { dayIsWrong, nextWindow } from '../../../src-renderer/leader/settings/windows.ts';
import { CATALOGUE_RULES } from '../../../src-shared/domain/catalogue-check.ts';

describe('the forms of the settings', () => {
  it('AD-09 days without calls are read as people write them, and written back the same', () => {
    expect(readDays('07/12, 24/12/2026 1/2')).toEqual({ ok: true, days: ['12-07', '2026-12-24', '02-01'] });
    expect(readDays('29/02')).toEqual({ ok: true, days: ['02-29'] });
    expect(readDays(' ')).toEqual({ ok: true, days: [] });
    expect(readDays('07/12 31/02')).toEqual({ ok: false, wrong: '31/02' });
    expect(readDays('domani')).toEqual({ ok: false, wrong: 'domani' });
    expect(writeDays(['12-07', '2026-12-24'])).toBe('07/12, 24/12/2026');
    expect(readDays(writeDays(['12-07', '2026-12-24']))).toEqual({ ok: true, days: ['12-07', '2026-12-24'] });
  });

  it('AD-09 calling hours end after they begin and do not overlap', () => {
    expect(dayIsWrong([])).toBe(false);
    expect(
      dayIsWrong([
        { from: '08:30', to: '13:00' },
        { from: '13:00', to: '21:00' },
      ]),
    ).toBe(false);
    expect(dayIsWrong([{ from: '21:00', to: '08:30' }])).toBe(true);
    expect(
      dayIsWrong([
        { from: '08:30', to: '13:00' },
        { from: '12:30', to: '21:00' },
      ]),
    ).toBe(true);
    expect(nextWindow([{ from: '08:30', to: '13:00' }])).toEqual({ from: '14:00', to: '15:00' });
    expect(nextWindow([{ from: '08:30', to: '23:00' }])).toBeNull();
  });

  it('AD-06 an outcome moves by one place, and stays where there is none', () => {
    expect(moved(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, 1)).toEqual(['a', 'b', 'c']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  });
});

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(path.join(folder, name), 'utf8'));

/** What the coordinator writes into the audit: `action: 'case.assign'`, also where one of two is chosen. */
const recordedActions = (): readonly string[] =>
  sourcesIn('src-main/coordinator').flatMap((text) =>
    [...text.matchAll(/\baction: ([^,;\n]+)/gu)].flatMap(([, value = '']) =>
      [...value.matchAll(/'([a-z-]+\.[a-z-]+)'/gu)].flatMap(([, action]) => action ?? []),
    ),
  );

const wordsOf = (dictionary: object, action: string): unknown =>
  action.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], dictionary);

describe('the words of the desk', () => {
  it('AD-14 every action of the audit and its family have words in both languages', () => {
    const actions = [...new Set(recordedActions())];
    expect(actions.length).toBeGreaterThan(20);
    for (const { settings } of [italian, en]) {
      const { actions: words, families } = settings.audit;
      expect(actions.filter((action) => typeof wordsOf(words, action) !== 'string')).toEqual([]);
      expect(actions.filter((action) => typeof wordsOf(families, action.split('.')[0] ?? '') !== 'string')).toEqual([]);
    }
  });

  it('AD-15 every list and file of debtors that is audited has words in both languages', () => {
    const shown = sourcesIn('src-shared/contract').flatMap((text) =>
      [...text.matchAll(/id: '(\w+)',\n\s*shows: '(?:debtors|draft)'/gu)].map(([, id = '']) => id),
    );
    expect(shown.length).toBeGreaterThan(10);
    for (const { settings } of [italian, en]) {
      expect(Object.keys(settings.audit.lists).sort()).toEqual([...shown].sort());
    }
  });

  it('AD-06 every reason that keeps a catalogue back is said in words', () => {
    for (const { settings } of [italian, en]) {
      expect(Object.keys(settings.outcomes.problem).sort()).toEqual([...CATALOGUE_RULES].sort());
    }
  });
});
