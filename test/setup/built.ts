import { runCommand } from './command.ts';
import type { BuildPart } from './source-stamp.ts';

/** Builds what is stale of the named parts, all of which a test or a bench then runs as they are delivered. */
export const ensureBuilt = async (...parts: readonly BuildPart[]): Promise<void> => {
  const { code, output } = await runCommand(process.execPath, ['test/setup/build.ts', '--if-stale', ...parts]);
  if (code !== 0) throw new Error(`The application does not build:\n${output}`);
};
