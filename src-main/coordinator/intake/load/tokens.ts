import { searchable } from '../../../../src-shared/domain/search.ts';
import type { PartyDraft, PlacementRow } from '../check/placement.ts';

/** Every word under which the case of a row is found: names, numbers, telephones. Written as `domain/search.ts` does. */
export const tokensOf = (row: PlacementRow): readonly string[] => {
  const people = row.guarantor === null ? [row.party] : [row.party, row.guarantor];
  const { words, cases, phones, codes } = searchable({
    names: people.map(({ name }) => name),
    caseNumbers: [row.caseNumber],
    phones: people.flatMap((party) => phonesOf(party)),
    taxCodes: people.flatMap(({ taxCode, vatNumber }) => [taxCode, vatNumber]),
  });
  return [...words, ...cases, ...phones, ...codes];
};

const phonesOf = ({ contacts }: PartyDraft): string[] =>
  contacts.filter(({ kind, status }) => kind === 'phone' && status === 'ok').map(({ value }) => value);
