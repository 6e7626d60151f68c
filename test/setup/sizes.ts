import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root, type CommandResult } from './command.ts';

const mostLines = 400;

/** Refuses source and test files that have grown beyond what one sentence can describe. */
export const checkSizes = async (): Promise<CommandResult> => {
  const folders = ['src-shared', 'src-main', 'src-renderer', 'test'];
  const names = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(path.join(root, folder), { recursive: true }))
        .filter((name) => /\.(?:tsx?|css)$/.test(name) && !name.startsWith('fixtures'))
        .map((name) => path.join(folder, name)),
    ),
  );
  const tooLong: string[] = [];
  for (const name of names.flat()) {
    const lines = (await readFile(path.join(root, name), 'utf8')).split('\n').length - 1;
    if (lines > mostLines) tooLong.push(`${name}: ${lines} lines, at most ${mostLines}`);
  }
  return { code: tooLong.length === 0 ? 0 : 1, stdout: '', output: tooLong.join('\n') };
};
