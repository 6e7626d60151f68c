import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const TEMPLATES = path.join(import.meta.dirname, 'etc');

/** Writes a file of `etc` with its `@NAMES@` filled in; a name without a value is a fault. Answers the file's path. */
export const fillIn = (name: string, to: string, values: Readonly<Record<string, string | number>>): string => {
  const text = readFileSync(path.join(TEMPLATES, name), 'utf8').replaceAll(/@([A-Z_]+)@/gu, (_, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`${name}: nothing is known of ${key}`);
    return String(value);
  });
  mkdirSync(path.dirname(to), { recursive: true });
  writeFileSync(to, text);
  return to;
};
