import { sql as raw, type RawBuilder, type SqlBool } from 'kysely';
import { searchQuery } from '../../../src-shared/domain/search.ts';

/** Sorts after every token that begins with what stands before it. */
const LAST = '\u{10ffff}';

const beginningWith = (word: string): RawBuilder<unknown> =>
  raw`SELECT case_id FROM search_tokens WHERE token >= ${word} AND token < ${word + LAST}`;

/**
 * A condition on `cases as c`: some number of the case begins with the text, or where none does, all words of a name. It
 * is one list of ids out of the table of words that the load fills, so that a query begins there and a million cases are
 * hardly slower than a thousand (two lists joined by OR make SQLite read every case). Text without a letter finds nothing.
 */
export const foundBy = (text: string): RawBuilder<SqlBool> => {
  const { words, whole } = searchQuery(text);
  if (whole === '') return raw`1 = 0`;
  const byNumber = beginningWith(whole);
  if (words.length === 1) return raw`c.id IN (${byNumber})`;
  const byName = raw.join(words.map(beginningWith), raw` INTERSECT `);
  return raw`c.id IN (${byNumber} UNION SELECT case_id FROM (${byName}) WHERE NOT EXISTS (${byNumber}))`;
};
