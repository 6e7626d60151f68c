import { sql as raw, type RawBuilder, type SqlBool } from 'kysely';
import { searchQuery } from '../../../src-shared/domain/search.ts';

/** Sorts after every token that begins with what stands before it. */
const LAST = '\u{10ffff}';

const beginsWith = (word: string): RawBuilder<SqlBool> =>
  raw`c.id IN (SELECT case_id FROM search_tokens WHERE token >= ${word} AND token < ${word + LAST})`;

/**
 * A condition on `cases as c`: some number of the case, or all words of a name, begin with the text. It asks the table
 * of words that the load fills, so a million cases are no slower than a thousand. Text without a letter finds nothing.
 */
export const foundBy = (text: string): RawBuilder<SqlBool> => {
  const { words, whole } = searchQuery(text);
  if (whole === '') return raw`1 = 0`;
  return raw`(${beginsWith(whole)} OR (${raw.join(words.map(beginsWith), raw` AND `)}))`;
};
