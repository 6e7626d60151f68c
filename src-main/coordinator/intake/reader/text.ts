import type { Encoding } from '../../../../src-shared/contract/layout.ts';

/** Bytes 0x80…0x9F of CP1252; the five it leaves undefined stay control characters, which no text has. */
const CP1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const ISO15: Readonly<Record<string, string>> = {
  '¤': '€', '¦': 'Š', '¨': 'š', '´': 'Ž', '¸': 'ž', '¼': 'Œ', '½': 'œ', '¾': 'Ÿ',
}; // prettier-ignore

const FROM_CP1252 = new Map([...CP1252].map((char, i) => [char, String.fromCharCode(0x80 + i)]));
const FROM_ISO15 = new Map(Object.entries(ISO15).map(([latin, char]) => [char, latin]));

/** Characters that stand for bytes the encoding does not have, or that were lost before the file came. */
export const DAMAGED = /[\u0080-\u009f\ufffd]/u;

/** Turns the chunks of a file into text. A byte that is no character comes out as `DAMAGED` shows, never dropped. */
export type Decoder = (chunk: Uint8Array, last: boolean) => string;

export const createDecoder = (encoding: Encoding): Decoder => {
  if (encoding === 'windows-1252')
    return (chunk) => latin1(chunk).replace(/[\u0080-\u009f]/gu, (char) => CP1252.charAt(char.charCodeAt(0) - 0x80));
  if (encoding === 'iso-8859-15')
    return (chunk) => latin1(chunk).replace(/[¤¦¨´¸¼½¾]/gu, (char) => ISO15[char] ?? char);
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return (chunk, last) => decoder.decode(chunk, { stream: !last });
};

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

/** The text in the encoding, or null where it has a character that the encoding has not. */
export const encodeText = (text: string, encoding: Encoding): Buffer | null => {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const table = encoding === 'windows-1252' ? FROM_CP1252 : FROM_ISO15;
  const swapped = encoding === 'windows-1252' ? /[^\u0000-\u007f\u00a0-\u00ff]/gu : /[^\u0000-\u007f]/gu;
  let missing = false;
  const latin = text.replace(swapped, (char) => {
    const other = table.get(char);
    if (other !== undefined) return other;
    if (encoding === 'iso-8859-15' && char <= 'ÿ' && ISO15[char] === undefined) return char;
    missing = true;
    return '?';
  });
  return missing ? null : Buffer.from(latin, 'latin1');
};

/** As `encodeText`; a character that the encoding has not becomes `?`: for words of ours, never for a file's cells. */
export const encodeLossy = (text: string, encoding: Encoding): Buffer =>
  encodeText(text, encoding) ?? Buffer.concat([...text].map((char) => encodeText(char, encoding) ?? Buffer.from('?')));
