/** Splits at a character that stands outside quotes and angle brackets; parts are trimmed. One pass over the text. */
export function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let quoted = false;
  let bracketed = false;
  let from = 0;
  for (let i = 0; i < text.length; i += 1) {
    const letter = text[i];
    if (quoted && letter === '\\') i += 1;
    else if (letter === '"' && !bracketed) quoted = !quoted;
    else if (quoted) continue;
    else if (letter === '<') bracketed = true;
    else if (letter === '>') bracketed = false;
    else if (letter === separator && !bracketed) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts;
}
