import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Configuration files by their name. */
export type Files = Readonly<Record<string, string>>;

/** What is written in a file, and what stands in its place while the tests run: addresses, ports and folders only. */
export type Change = readonly [from: string, to: string];

/** Reads files of a folder as they stand in the documentation. A change that finds nothing to change is a fault of the bed. */
export const render = (folder: string, changes: Readonly<Record<string, readonly Change[]>>): Files =>
  Object.fromEntries(
    Object.entries(changes).map(([name, list]) => {
      let text = readFileSync(path.join(folder, name), 'utf8');
      for (const [from, to] of list) {
        if (!text.includes(from)) throw new Error(`${folder}/${name} has no "${from}"`);
        text = text.replaceAll(from, to);
      }
      return [name, text];
    }),
  );
