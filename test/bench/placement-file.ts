import { closeSync, openSync, writeSync } from 'node:fs';
import { checkLetter } from '../../src-shared/domain/check-letter.ts';
import { createChance } from './steady-chance.ts';

const HEADINGS =
  'NUM_PRATICA;CONTRATTO;PRODOTTO;COGNOME_NOME;CF_PIVA;DATA_NASCITA;INDIRIZZO;CAP;CITTA;PROV;TEL1;TEL2;EMAIL;SCADENZA;CAPITALE;INTERESSI;SPESE;TOTALE';
const LETTERS = 'ABCDEFGHILMNOPRSTUVZ';
const MONTHS = 'ABCDEHLMPRST';
const TOGETHER = 4_000;

const pad = (value: number, width: number): string => String(value).padStart(width, '0');
const euro = (cents: number): string => {
  const text = pad(cents, 3);
  return `${text.slice(0, -2).replace(/\B(?=(\d{3})+$)/gu, '.')},${text.slice(-2)}`;
};

/**
 * A placement of 18 columns as a bank sends it, in CP1252: one case in eight has a second position, one debtor in
 * twelve a second case; one row in a hundred is wrong in some way, one in five hundred comes twice. Names and numbers
 * are invented; telephones are from ranges that nobody has.
 */
export const writePlacement = (file: string, rows: number): void => {
  const chance = createChance(42);
  const word = (length: number): string =>
    Array.from({ length }, () => LETTERS.charAt(chance.below(LETTERS.length))).join('');
  const surnames = Array.from({ length: 4_000 }, () => word(4 + chance.below(6)));
  const names = Array.from({ length: 400 }, () => word(4 + chance.below(5)));
  const pick = (from: readonly string[]): string => from[chance.below(from.length)] ?? '';
  const person = () => {
    const [year, month, day] = [40 + chance.below(60), chance.below(12), 1 + chance.below(28)];
    const body = `${word(6)}${pad(year, 2)}${MONTHS.charAt(month)}${pad(day, 2)}H501`;
    return {
      name: `${pick(surnames)} ${pick(names)}`,
      code: body + checkLetter(body),
      born: `${pad(day, 2)}/${pad(month + 1, 2)}/19${pad(year, 2)}`,
      address: `VIA ${pick(surnames)} ${1 + chance.below(200)};00${100 + chance.below(90)};ROMA;RM`,
      phones: `39${pad(chance.below(100_000_000), 8)};06 ${pad(chance.below(10_000_000), 8)}`,
      mail: `${pick(names).toLowerCase()}${chance.below(1_000_000)}@posta.example`,
    };
  };
  const out = openSync(file, 'w');
  writeSync(out, `${HEADINGS}\r\n`);
  let number = 0;
  let debtor = person();
  let lines: string[] = [];
  let last = '';
  for (let i = 0; i < rows; i += 1) {
    if (i === 0 || chance.below(8) !== 0) {
      number += 1;
      if (chance.below(12) !== 0) debtor = person();
    }
    const [capital, interest, fees] = [10_000 + chance.below(900_000), chance.below(9_000), chance.below(5_000)];
    const fault = chance.below(100) === 0 ? chance.below(5) : -1;
    const cells = [
      `7781-${pad(number, 8)}`,
      `K${pad(i, 8)}`,
      'PRESTITO PERSONALE',
      fault === 0 ? '' : debtor.name,
      fault === 1 ? `${debtor.code.slice(0, 15)}?` : debtor.code,
      debtor.born,
      debtor.address,
      fault === 2 ? '12;' : debtor.phones,
      debtor.mail,
      fault === 3 ? '31/09/2026' : `${pad(1 + chance.below(28), 2)}/0${1 + chance.below(9)}/2026`,
      euro(capital),
      euro(interest),
      euro(fees),
      fault === 4 ? '' : euro(capital + interest + fees),
    ];
    last = chance.below(500) === 0 && last !== '' ? last : cells.join(';');
    lines.push(last);
    if (lines.length < TOGETHER && i < rows - 1) continue;
    writeSync(out, Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1'));
    lines = [];
  }
  closeSync(out);
};
