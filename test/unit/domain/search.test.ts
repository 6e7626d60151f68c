import { describe, expect, it } from 'vitest';
import { fold, matchScore, searchTokens } from '../../../src-shared/domain/search.ts';

const target = {
  names: ['D’Amico Salvatore'],
  caseNumbers: ['PR-004122'],
  phones: ['+393472219084', '+390817643320'],
  taxCodes: ['DMCSVT70A01F839X'],
};
const score = (query: string): number => matchScore(query, target);

describe('search', () => {
  it('DM-57 folds accents, apostrophes and case', () => {
    expect(fold('  D’Amicò   NICOLÒ ')).toBe('damico nicolo');
    expect(fold("Dell'Aquila-Straße")).toBe('dellaquila strasse');
    expect(fold('Łukasz Kowalczyk')).toBe('lukasz kowalczyk');
    expect(searchTokens("D'Amico Salvatore")).toEqual(['damico', 'salvatore', 'd', 'amico']);
    expect(searchTokens('Rossi Rossi')).toEqual(['rossi']);
    expect(searchTokens(' ')).toEqual([]);
  });

  it.each(['damico', "d'amico", 'D’AMICO', 'amico', 'd amico', 'salvatore damico', 'salv dam', 'sàlv'])(
    'DM-58 finds a name by %j',
    (query) => {
      expect(score(query)).toBeGreaterThan(0);
    },
  );

  it.each(['rossi', 'salvatore rossi', 'mico', '', ' ', '-'])('DM-58 does not find it by %j', (query) => {
    expect(score(query)).toBe(0);
  });

  it.each([
    '3472219084',
    '+39 347 221 9084',
    '347 221 90 84',
    '347/2219084',
    '0039 3472219084',
    '393472219084',
    '0347 2219084',
    '9084',
    '219084',
    '081 764 3320',
    '3320',
  ])('DM-59 finds a phone by %j', (query) => {
    expect(score(query)).toBeGreaterThan(0);
  });

  it('DM-59 three digits are too few for a phone, and the middle of one is no match', () => {
    expect(score('084')).toBe(0);
    expect(score('22190')).toBe(0);
  });

  it.each(['PR-004122', 'pr004122', '004122', '4122', 'pr 0041'])('DM-60 finds a case number by %j', (query) => {
    expect(score(query)).toBeGreaterThan(0);
  });

  it('DM-60 finds a tax code from its beginning', () => {
    expect(score('dmcsvt70a01f839x')).toBe(100);
    expect(score('DMC SVT')).toBeGreaterThan(0);
    expect(score('F839X')).toBe(0);
  });

  it('DM-61 the very thing comes before what merely begins or ends like it', () => {
    expect(score('PR-004122')).toBeGreaterThan(score('4122'));
    expect(score('3472219084')).toBeGreaterThan(score('9084'));
    expect(score('salvatore damico')).toBeGreaterThan(score('salv'));
    expect(matchScore('rossi', { ...target, names: ['Rossi Anna'] })).toBeGreaterThan(
      matchScore('rossi', { ...target, names: ['Rossini Anna'] }),
    );
  });
});
