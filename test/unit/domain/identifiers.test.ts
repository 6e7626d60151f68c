import { describe, expect, it } from 'vitest';
import { checkLetter } from '../../../src-shared/domain/check-letter.ts';
import { checkEmail } from '../../../src-shared/domain/email.ts';
import { checkIban } from '../../../src-shared/domain/iban.ts';
import { checkPostalCode } from '../../../src-shared/domain/postal-code.ts';
import { checkTaxCode, sameTaxCode, taxCodeFor, undoOmocodia } from '../../../src-shared/domain/tax-code.ts';
import { checkVatNumber } from '../../../src-shared/domain/vat-number.ts';

describe('the check letter', () => {
  it('DM-12 DM-20 weighs every character as the decree and the banks do', () => {
    const odd =
      '0/A=1,1/B=0,2/C=5,3/D=7,4/E=9,5/F=13,6/G=15,7/H=17,8/I=19,9/J=21,K=2,L=4,M=18,N=20,O=11,P=3,Q=6,R=8,S=12,T=14,U=16,V=10,W=22,X=25,Y=24,Z=23';
    for (const entry of odd.split(',')) {
      const [chars = '', value = ''] = entry.split('=');
      for (const char of chars.split('/'))
        expect(checkLetter(char), char).toBe(String.fromCharCode(65 + Number(value)));
    }
    // At an even position a character weighs its rank; the 0 before it weighs 1.
    expect(checkLetter('09')).toBe('K');
    expect(checkLetter('0J')).toBe('K');
    expect(checkLetter('0Z')).toBe('A');
  });
});

describe('tax codes', () => {
  it.each([
    ['RSSMRA80A01H501U', '1980-01-01', 'M', 'H501'],
    ['RSSMRA85T10A562S', '1985-12-10', 'M', 'A562'],
    ['MRTMTT91D08F205J', '1991-04-08', 'M', 'F205'],
    ['RSSMRA80A01H50MM', '1980-01-01', 'M', 'H501'],
    ['RSSMRA80A01H5LMX', '1980-01-01', 'M', 'H501'],
    ['RSSMRAULALMHRLMD', '1980-01-01', 'M', 'H501'],
    [' rss mra 80a01 h501u ', '1980-01-01', 'M', 'H501'],
  ])('DM-12 accepts %s and reads birth, sex and place', (code, birthDate, sex, placeCode) => {
    expect(checkTaxCode(code)).toEqual({
      ok: true,
      kind: 'person',
      birthDate,
      sex,
      placeCode,
      plain: code.replaceAll(' ', '').toUpperCase(),
    });
  });

  it.each([
    ['RSSMRA80A01H501X', 'check-character'],
    ['RSSPLA80A01H501X', 'check-character'],
    ['RSSMRA80A01H501', 'length'],
    ['', 'length'],
    ['RSSMRA80A01H501UU', 'length'],
    ['RSSMRA80K01H501U', 'pattern'],
    ['R5SMRA80A01H501U', 'pattern'],
    ['RSSMRA80A0AH501U', 'pattern'],
    ['1234567890A', 'pattern'],
    ['00743110158', 'check-character'],
  ])('DM-13 refuses %s: %s', (code, reason) => {
    expect(checkTaxCode(code)).toEqual({ ok: false, reason });
  });

  it('DM-13 refuses a day that no calendar has, also with the right check character', () => {
    const impossible = taxCodeFor({
      surname: 'Rossi',
      name: 'Mario',
      birthDate: '1981-02-31',
      sex: 'M',
      placeCode: 'H501',
    });
    expect(checkTaxCode(impossible)).toEqual({ ok: false, reason: 'date' });
  });

  it('DM-14 eleven digits are a company, or the provisional code of a person', () => {
    expect(checkTaxCode('00743110157')).toEqual({ ok: true, kind: 'company', plain: '00743110157' });
    expect(checkTaxCode('00743110157', { holder: 'person' })).toMatchObject({ kind: 'provisional' });
  });

  it('DM-15 takes the century that makes the holder a grown-up on the day', () => {
    const born = (birthDate: string): string =>
      taxCodeFor({ surname: 'Rossi', name: 'Mario', birthDate, sex: 'F', placeCode: 'H501' });
    expect(checkTaxCode(born('2005-05-05'), { today: '2026-11-23' })).toMatchObject({
      birthDate: '2005-05-05',
      sex: 'F',
    });
    expect(checkTaxCode(born('1930-05-05'), { today: '2026-11-23' })).toMatchObject({ birthDate: '1930-05-05' });
    expect(checkTaxCode(born('2015-05-05'), { today: '2026-11-23' })).toMatchObject({ birthDate: '1915-05-05' });
    // 29 February 1900 was never; 2000 was.
    expect(checkTaxCode(born('2000-02-29'), { today: '2005-01-01' })).toMatchObject({ birthDate: '2000-02-29' });
  });

  it('DM-16 computes the code of a person, whatever the name', () => {
    const code = (surname: string, name: string): string =>
      taxCodeFor({ surname, name, birthDate: '1980-01-01', sex: 'M', placeCode: 'H501' });
    expect(code('Rossi', 'Mario')).toBe('RSSMRA80A01H501U');
    expect(code('Fo', 'Al').slice(0, 6)).toBe('FOXLAX');
    expect(code('D’Amico', 'Nicolò').slice(0, 6)).toBe('DMCNCL');
    expect(code('Aiello', 'Alberto').slice(3, 6)).toBe('LRT');
    expect(code('Aiello', 'Gianfranco').slice(0, 6)).toBe('LLAGFR');
    expect(
      taxCodeFor({ surname: 'Martini', name: 'Matteo', birthDate: '1991-04-08', sex: 'M', placeCode: 'F205' }),
    ).toBe('MRTMTT91D08F205J');
    expect(
      taxCodeFor({
        surname: 'Rossi',
        name: 'Mario',
        birthDate: '1980-01-01',
        sex: 'M',
        placeCode: 'H501',
        omocodia: 7,
      }),
    ).toBe('RSSMRAULALMHRLMD');
  });

  it('DM-17 compares codes after undoing omocodia', () => {
    expect(undoOmocodia('RSSMRAULALMHRLMD')).toBe('RSSMRA80A01H501U');
    expect(undoOmocodia('00743110157')).toBe('00743110157');
    expect(sameTaxCode('RSSMRA80A01H501U', 'rssmra80a01h5lmx')).toBe(true);
    expect(sameTaxCode('RSSMRA80A01H501U', 'RSSMRA85T10A562S')).toBe(false);
    expect(sameTaxCode('00743110157', '0074 3110157')).toBe(true);
  });
});

describe('VAT numbers', () => {
  it.each(['00743110157', '00488410010', 'IT 00743110157', 'it00488410010'])('DM-18 accepts %s', (text) => {
    expect(checkVatNumber(text)).toMatchObject({ ok: true, officeKnown: true });
  });

  it('DM-19 an office nobody knows is a warning, not an error', () => {
    expect(checkVatNumber('12345678903')).toEqual({ ok: true, number: '12345678903', officeKnown: false });
  });

  it.each([
    ['12345678901', 'check-digit'],
    ['0074311015', 'length'],
    ['0074311015A', 'pattern'],
    ['00000000000', 'pattern'],
    ['', 'length'],
  ])('DM-18 refuses %j: %s', (text, reason) => {
    expect(checkVatNumber(text)).toEqual({ ok: false, reason });
  });
});

describe('IBAN', () => {
  it('DM-20 checks mod 97 and the CIN, whose fault is a warning', () => {
    const iban = 'IT60X0542811101000000123456';
    expect(checkIban(iban)).toEqual({ ok: true, iban, country: 'IT', cinOk: true });
    expect(checkIban('it60 x054 2811 1010 0000 0123 456')).toMatchObject({ ok: true, iban, cinOk: true });
    expect(checkIban('IT40S0542811101000000123456')).toMatchObject({ ok: true, cinOk: false });
    expect(checkIban('SM86U0322509800000000270100')).toMatchObject({ ok: true, cinOk: true });
    expect(checkIban('DE89370400440532013000')).toMatchObject({ ok: true, country: 'DE', cinOk: null });
  });

  it.each([
    ['IT61X0542811101000000123456', 'check-digits'],
    ['IT60X054281110100000012345', 'length'],
    ['XX60X0542811101000000123456', 'country'],
    ['IT60X0542811101000000!23456', 'pattern'],
    ['', 'length'],
  ])('DM-21 refuses %j: %s', (text, reason) => {
    expect(checkIban(text)).toMatchObject({ ok: false, reason });
  });
});

describe('e-mail and CAP', () => {
  it.each(['g.ferrante@posta.example', 'a@b.example', "o'neil+x@sub.posta.example", ' mailto:x@posta.example '])(
    'DM-22 accepts %s',
    (text) => {
      expect(checkEmail(text).ok).toBe(true);
    },
  );

  it.each([
    '',
    'posta.example',
    '@posta.example',
    'a@',
    'a@posta',
    'a..b@posta.example',
    '.a@posta.example',
    'a b@posta.example',
    'a@-posta.example',
    'a@posta..example',
    'a@@posta.example',
    `${'a'.repeat(65)}@posta.example`,
  ])('DM-22 refuses %j', (text) => {
    expect(checkEmail(text).ok).toBe(false);
  });

  it('DM-22 keeps the local part as written and tells certified mail', () => {
    expect(checkEmail('Studio.Rossi@PEC.Posta.Example')).toEqual({
      ok: true,
      email: 'Studio.Rossi@pec.posta.example',
      certified: true,
    });
    expect(checkEmail('a@posta.example')).toMatchObject({ certified: false });
  });

  it('DM-23 checks a CAP, against the province only as a warning', () => {
    expect(checkPostalCode('80121', 'NA')).toEqual({ ok: true, cap: '80121' });
    expect(checkPostalCode(' 00184 ', 'rm')).toEqual({ ok: true, cap: '00184' });
    expect(checkPostalCode('80121', 'MI')).toEqual({ ok: true, cap: '80121', warning: 'province-mismatch' });
    expect(checkPostalCode('80121', 'ZZ')).toEqual({ ok: true, cap: '80121', warning: 'unknown-province' });
    expect(checkPostalCode('80121')).toEqual({ ok: true, cap: '80121' });
    expect(checkPostalCode('9125', 'CA')).toEqual({ ok: false, reason: 'length', suggestion: '09125' });
    expect(checkPostalCode('8012A')).toEqual({ ok: false, reason: 'pattern' });
    expect(checkPostalCode('801211')).toEqual({ ok: false, reason: 'length' });
    expect(checkPostalCode('00000')).toEqual({ ok: false, reason: 'pattern' });
  });
});
