import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ID = /\b[A-Z]{2}-\d{2}\b/gu;
const root = new URL('../../../', import.meta.url);
const textOf = (file: string): string => readFileSync(new URL(file, root), 'utf8');

/** The rules as the specification lists them: a line begins with the id. */
const listed = [...textOf('test/SPEC.md').matchAll(/^- ([A-Z]{2}-\d{2})\b/gmu)].map(([, id = '']) => id);

/** Titles may be built from tables, so an id anywhere in a test counts. */
const tested = new Set(globSync('test/**/*.ts', { cwd: root }).flatMap((file) => textOf(file).match(ID) ?? []));

describe('CI-07 the specification', () => {
  it('CI-07 lists every rule once', () => {
    expect(listed.length).toBeGreaterThan(300);
    expect(listed.filter((id, at) => listed.indexOf(id) !== at)).toEqual([]);
  });

  it('CI-07 lists no rule that no test holds, and no test holds one that it does not list', () => {
    expect(listed.filter((id) => !tested.has(id))).toEqual([]);
    expect([...tested].filter((id) => !listed.includes(id)).sort()).toEqual([]);
  });
});
