import { searchable } from '../../../../src-shared/domain/search.ts';
import type { PartyDraft, PlacementRow } from '../check/placement.ts';
import { isPlainName } from '../check/quick.ts';

/** Every word under which the case of a row is found: names, numbers, telephones. Written as `domain/search.ts` does. */
export const tokensOf = (row: PlacementRow): readonly string[] => {
  if (row.guarantor === null && isPlainName(row.party.name)) return plainTokens(row);
  const people = row.guarantor === null ? [row.party] : [row.party, row.guarantor];
  const { words, cases, phones, codes } = searchable({
    names: people.map(({ name }) => name),
    caseNumbers: [row.caseNumber],
    phones: people.flatMap((party) => phonesOf(party)),
    taxCodes: people.flatMap(({ taxCode, vatNumber }) => [taxCode, vatNumber]),
  });
  return [...words, ...cases, ...phones, ...codes].filter((token) => token !== '');
};

const phonesOf = ({ contacts }: PartyDraft): string[] =>
  contacts.filter(({ kind, status }) => kind === 'phone' && status === 'ok').map(({ value }) => value);

/** The same for a name that needs no folding, as most do; a tenth of the time. */
const plainTokens = ({ party, caseNumber }: PlacementRow): readonly string[] => {
  const tokens = party.name.toLowerCase().split(' ');
  tokens.push(compact(caseNumber));
  for (const { kind, status, value } of party.contacts)
    if (kind === 'phone' && status === 'ok') tokens.push(value.startsWith('+39') ? value.slice(3) : value.slice(1));
  if (party.taxCode !== '') tokens.push(compact(party.taxCode));
  if (party.vatNumber !== '') tokens.push(compact(party.vatNumber));
  return tokens.includes('') ? tokens.filter((token) => token !== '') : tokens;
};

const compact = (text: string): string =>
  /^[\w-]*$/.test(text)
    ? text.toLowerCase().replace(/[_-]/g, '')
    : (searchable({ names: [], caseNumbers: [text], phones: [], taxCodes: [] }).cases[0] ?? '');
