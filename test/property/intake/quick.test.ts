import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlacementRow } from '../../../src-main/coordinator/intake/check/placement.ts';
import { isPlainEmail, quickAmount, quickDate } from '../../../src-main/coordinator/intake/check/quick.ts';
import { tokensOf } from '../../../src-main/coordinator/intake/load/tokens.ts';
import { DATE_FORMATS, parseCivilDate } from '../../../src-shared/domain/civil-date.ts';
import { checkEmail } from '../../../src-shared/domain/email.ts';
import { parseAmount } from '../../../src-shared/domain/money.ts';
import { searchable } from '../../../src-shared/domain/search.ts';

const soup = (letters: string, max: number) => fc.string({ unit: fc.constantFrom(...letters), maxLength: max });

describe('IN-63 the quick readers agree with the careful ones', () => {
  it('IN-63 dates', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          soup('0123456789/-. ', 11),
          fc
            .tuple(fc.nat(40), fc.nat(14), fc.nat(9999))
            .map(
              ([d, m, y]) =>
                [String(d).padStart(2, '0'), String(m).padStart(2, '0'), String(y).padStart(4, '0')] as const,
            )
            .chain(([d, m, y]) => fc.constantFrom(`${d}/${m}/${y}`, `${y}${m}${d}`, `${y}-${m}-${d}`)),
        ),
        fc.constantFrom(...DATE_FORMATS),
        (text, format) => {
          const quick = quickDate(text, format);
          if (quick !== undefined) expect(quick).toBe(parseCivilDate(text, format));
        },
      ),
      { numRuns: 3000 },
    );
    expect(quickDate('18/08/2026', 'dd/MM/yyyy')).toBe('2026-08-18');
    expect(quickDate('20260818', 'yyyyMMdd')).toBe('2026-08-18');
  });

  it('IN-63 amounts', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          soup('0123456789.,', 15),
          fc
            .tuple(fc.array(soup('0123456789', 4), { minLength: 1, maxLength: 3 }), soup('0123456789', 3))
            .chain(([groups, cents]) =>
              fc.constantFrom(`${groups.join('.')},${cents}`, `${groups.join(',')}.${cents}`),
            ),
          fc
            .nat(999_999_999)
            .map((n) => (n / 100).toLocaleString('it-IT', { minimumFractionDigits: 2, useGrouping: 'always' })),
        ),
        fc.constantFrom(',' as const, '.' as const),
        (text, decimal) => {
          const quick = quickAmount(text, decimal);
          if (quick !== undefined) expect(quick).toBe(parseAmount(text, { decimal }));
        },
      ),
      { numRuns: 3000 },
    );
    expect(quickAmount('1.204,00', ',')).toBe(120400);
  });

  it('IN-63 e-mail addresses', () => {
    fc.assert(
      fc.property(fc.oneof(soup('ab1.-_@', 20), fc.emailAddress()), (text) => {
        if (isPlainEmail(text)) expect(checkEmail(text)).toEqual({ ok: true, email: text, certified: false });
      }),
      { numRuns: 3000 },
    );
    expect(isPlainEmail('mario.rossi@posta.example')).toBe(true);
  });

  it('IN-63 search words', () => {
    const name = fc.oneof(soup("abèÀ'’ Z-", 14), soup('abZ ', 14));
    fc.assert(
      fc.property(
        name,
        soup('aB1-_/ .', 12),
        soup('AB12 ', 8),
        fc.constantFrom('+393331234567', '+41791234567'),
        (who, number, code, phone) => {
          const party = {
            name: who,
            taxCode: code,
            vatNumber: '',
            contacts: [{ kind: 'phone', status: 'ok', value: phone }],
          };
          const row = { caseNumber: number, party, guarantor: null } as unknown as PlacementRow;
          const { words, cases, phones, codes } = searchable({
            names: [who],
            caseNumbers: [number],
            phones: [phone],
            taxCodes: [code, ''],
          });
          expect(new Set(tokensOf(row))).toEqual(
            new Set([...words, ...cases, ...phones, ...codes].filter((token) => token !== '')),
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
