import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('../../../src-renderer/ui/tokens.css', import.meta.url), 'utf8');

/** The plain colours of one block of the tokens, `#rgb` or `#rrggbb`, by name. */
const colours = (block: string): ReadonlyMap<string, string> =>
  new Map([...block.matchAll(/--([\w-]+):\s*(#[\da-f]{3,6});/giu)].map(([, name = '', hex = '']) => [name, hex]));

const [light = '', dark = ''] = css.split("[data-theme='dark']");
const THEMES = [
  ['light', colours(light)],
  ['dark', colours(dark)],
] as const;

/** Relative luminance, WCAG 2.2. */
const luminance = (hex: string): number => {
  const full = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1);
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (one: string, other: string): number => {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
};

const PLAIN = ['bg', 'surface', 'raised'];
const SOFT = ['accent-soft', 'good-soft', 'warn-soft', 'bad-soft', 'info-soft'];
/** Which words stand on which ground: grey ones on all of them, coloured ones on the plain grounds and on their own. */
const PAIRS: readonly (readonly [words: string, grounds: readonly string[]])[] = [
  ['ink', [...PLAIN, ...SOFT]],
  ['ink-2', [...PLAIN, ...SOFT]],
  ['ink-3', [...PLAIN, ...SOFT]],
  ...['accent', 'good', 'warn', 'bad', 'info'].map((tone) => [tone, [...PLAIN, `${tone}-soft`]] as const),
  ['accent-ink', ['accent', 'accent-hover']],
  ['bad-ink', ['bad', 'bad-hover']],
];

describe.each(THEMES)('%s', (_, token) => {
  test.each(PAIRS)('AX-04 %s reads on every ground it is put on', (words, grounds) => {
    const hex = token.get(words) ?? '';
    expect(hex).not.toBe('');
    const poor = grounds
      .map((ground) => [ground, contrast(hex, token.get(ground) ?? '')] as const)
      .filter(([, ratio]) => !(ratio >= 4.5));
    expect(poor).toEqual([]);
  });
});
