import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { whenEnded } from './child.ts';

/** The top folder of the project. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Builds what is stale of the named parts; what the build says goes to `words`. Rejects when it does not build. */
export const buildStale = async (parts: readonly string[], words: NodeJS.WriteStream): Promise<void> => {
  const args = [path.join(root, 'test', 'setup', 'build.ts'), '--if-stale', ...parts];
  const code = await whenEnded(spawn(process.execPath, args, { cwd: root, stdio: ['ignore', words, 'inherit'] }));
  if (code !== 0) throw new Error('The application does not build; the reason is above.');
};
