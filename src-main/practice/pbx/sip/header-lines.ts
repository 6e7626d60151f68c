import { plainName } from './header-names.ts';
import { splitOutside } from './split.ts';

/** `name` is the long form in lower case. */
export type Header = { readonly name: string; readonly value: string };

const MOST_HEADERS = 200;
const NAME = /^[A-Za-z0-9!%*_+`'~.-]{1,64}$/;

/** These may carry several values in one line, and the one on top matters (RFC 3261 section 7.3.1). */
const SPLIT = new Set(['via', 'route', 'record-route']);

/**
 * The headers between the start line and the empty line, or null when a line is none: without a colon, with a name
 * that is no token, with a control character that another reader might take for the end of a line.
 */
export function parseHeaderLines(text: string): readonly Header[] | null {
  if (text === '') return [];
  const unfolded = text.replace(/\r\n[ \t]+/g, ' ');
  const headers: Header[] = [];
  for (const line of unfolded.split('\r\n')) {
    const colon = line.indexOf(':');
    const written = line.slice(0, Math.max(0, colon)).trimEnd();
    const value = line.slice(colon + 1).trim();
    if (!NAME.test(written) || /[\0-\x08\x0a-\x1f\x7f]/.test(value)) return null;
    const name = plainName(written);
    for (const part of SPLIT.has(name) ? splitOutside(value, ',') : [value]) headers.push({ name, value: part });
    if (headers.length > MOST_HEADERS) return null;
  }
  return headers;
}
