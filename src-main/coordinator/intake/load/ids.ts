import { randomBytes } from 'node:crypto';

const KINDS = { case: '8', party: '9', contact: 'a' } as const;
type Kind = keyof typeof KINDS;

/** What stands before and after the number in a batch's ids. */
export type IdParts = { readonly before: string; readonly after: string };

/**
 * UUIDv7 by number: the same batch, kind and number give the same id, so that a case's id need not be remembered until
 * its second row comes. Ids of one kind sort by number, which keeps every index growing at its end.
 */
export const createIdParts = (ms: number, random: Buffer = randomBytes(5)): IdParts => {
  const time = ms.toString(16).padStart(12, '0');
  return { before: `${time.slice(0, 8)}-${time.slice(8)}-7`, after: random.toString('hex').slice(0, 10) };
};

export const numberedId = ({ before, after }: IdParts, kind: Kind, n: number): string =>
  `${before}${hex(n >>> 20, 3)}-${KINDS[kind]}${hex((n >>> 8) & 0xfff, 3)}-${hex(n & 0xff, 2)}${after}`;

/** `numberedId` in SQL; `n` is the name of a column. */
export const idSql = ({ before, after }: IdParts, kind: Kind, n: string): string =>
  `printf('${before}%03x-${KINDS[kind]}%03x-%02x${after}', ${n} >> 20, (${n} >> 8) & 4095, ${n} & 255)`;

const DIGITS = Array.from({ length: 4096 }, (_, i) => i.toString(16).padStart(3, '0'));
const hex = (value: number, length: 2 | 3): string => (DIGITS[value] ?? '000').slice(3 - length);
