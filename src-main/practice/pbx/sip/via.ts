import { parseParams } from './address.ts';
import { splitOutside } from './split.ts';

/** One Via, RFC 3261 section 20.42: who sent, on which transaction. */
export type Via = { readonly sentBy: string; readonly params: ReadonlyMap<string, string> };

const SENT = /^SIP\s*\/\s*2\.0\s*\/\s*[A-Za-z]{2,8}\s+(\S{1,256})$/;

export function parseVia(value: string): Via | null {
  const [sent = '', ...rest] = splitOutside(value, ';');
  const sentBy = SENT.exec(sent)?.[1];
  return sentBy === undefined ? null : { sentBy: sentBy.toLowerCase(), params: parseParams(rest) };
}

/** The branch names the transaction; '' for the old peers that send none. */
export const branchOf = (value: string | undefined): string =>
  (value === undefined ? null : parseVia(value))?.params.get('branch') ?? '';

/** CSeq's number and method, or null. */
export function parseCseq(value: string | undefined): { readonly number: number; readonly method: string } | null {
  const match = /^(\d{1,10})\s+([A-Za-z][A-Za-z0-9-]{0,31})$/.exec(value ?? '');
  if (!match?.[1] || !match[2] || Number(match[1]) > 2 ** 31) return null;
  return { number: Number(match[1]), method: match[2] };
}
