import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { errors } from '../../../src-renderer/app/i18n/it/errors.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';

const root = path.resolve(import.meta.dirname, '../../../src-main/coordinator');

/** The text between the parenthesis at `from` and the one that closes it. */
const inParentheses = (source: string, from: number): string => {
  let depth = 0;
  for (let i = from; i < source.length; i += 1) {
    if (source[i] === '(') depth += 1;
    if (source[i] === ')') depth -= 1;
    if (depth === 0) return source.slice(from + 1, i);
  }
  return '';
};

/** Every error that the coordinator makes by its code, with the names of the values it gives. */
const thrown = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => {
    const source = readFileSync(path.join(root, name), 'utf8');
    return [...source.matchAll(/new AppError(?=\(\s*'([a-z-]+)')/gu)].map((match) => {
      const words = inParentheses(source, match.index + match[0].length);
      const given = /params: \{(?<names>[^}]*)\}/u.exec(words)?.groups?.['names'] ?? '';
      const names = given
        .replaceAll(/\([^)]*\)/gu, '')
        .split(',')
        .map((part) => part.trim().split(':')[0] ?? '');
      return { name, code: match[1] as ErrorCode, names };
    });
  });

test('UI-04 every error that the coordinator makes gives the values that its sentence names', () => {
  expect(thrown.length).toBeGreaterThan(90);
  for (const { name, code, names } of thrown) {
    const wanted = [...errors[code].matchAll(/\{\{\s*(\w+)/gu)].map((match) => match[1]);
    expect(names, `${code} in ${name}`).toEqual(expect.arrayContaining(wanted));
  }
});
