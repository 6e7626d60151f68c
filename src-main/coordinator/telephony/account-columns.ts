import type { AccountColumn, AccountMapping } from '../../../src-shared/contract/telephony-settings.ts';
import type { CsvLine } from './csv.ts';

/** Words in headers, the surest first; a PBX's own export (extension, name, secret) is read as it comes. */
const WORDS: Readonly<Record<AccountColumn, RegExp>> = {
  password: /pass|secret|segret|pwd|parola/iu,
  displayName: /display|visualizz|mostrat|caller|chiamante|outboundcid/iu,
  username: /intern|extension|^ext|^sip|account|auth|device|anexo|user.?sip|utente.?sip/iu,
  operator: /operator|login|utente|user|addett|agent|name|nome|cognome|persona/iu,
};
const ORDER = ['password', 'displayName', 'username', 'operator'] as const satisfies readonly AccountColumn[];

/** Names and logins compared as people write them: without case, accents and double blanks, in either order. */
export const sameWords = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[\s,]+/u)
    .filter((word) => word !== '')
    .toSorted()
    .join(' ');

/** Which column is which: by the words of the header, and the operator's by what stands in it where no word tells. */
export const guessColumns = (
  header: readonly string[],
  lines: readonly CsvLine[],
  isOperator: (text: string) => boolean,
): AccountMapping => {
  const taken = new Set<number>();
  const found = new Map<AccountColumn, number>();
  const take = (column: AccountColumn, at: number): void => {
    found.set(column, at);
    taken.add(at);
  };
  // Who it is stands in the lines themselves: a column full of our operators is theirs, whatever it is called.
  const hits = header.map((_, at) => lines.filter(({ fields }) => isOperator(fields[at] ?? '')).length);
  const most = Math.max(0, ...hits);
  if (most > 0) take('operator', hits.indexOf(most));
  for (const column of ORDER) {
    if (found.has(column)) continue;
    const at = header.findIndex((name, index) => !taken.has(index) && WORDS[column].test(name));
    if (at !== -1) take(column, at);
  }
  return {
    operator: found.get('operator') ?? null,
    username: found.get('username') ?? null,
    password: found.get('password') ?? null,
    displayName: found.get('displayName') ?? null,
  };
};
