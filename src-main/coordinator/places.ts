import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// `src-main/coordinator` and `out/coordinator` are both two folders below the top, so one relative address serves both.
const top = new URL('../../', import.meta.url);

/** The folder of the built renderer that the coordinator serves to browsers. It may be missing before a build. */
export const rendererDirectory = (): string => fileURLToPath(new URL('out/renderer/', top));

/** The version of the program, as its package says. */
export const programVersion = (): string => {
  const { version } = JSON.parse(readFileSync(new URL('package.json', top), 'utf8')) as { version: string };
  return version;
};
