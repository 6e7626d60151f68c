import { existsSync } from 'node:fs';
import path from 'node:path';
import { findElectron } from '../../src-main/launcher/electron-runtime.ts';
import { requireNode24, root, runCommand, tool } from './command.ts';

/** `npm run dist`: builds the packages of electron-builder.yml for this platform around the installed runtime. */
const run = async (args: readonly string[]): Promise<number> => {
  const built = await runCommand(process.execPath, ['test/setup/build.ts', '--if-stale'], { stream: true });
  if (built.code !== 0) return built.code;
  const directory = path.join(root, 'node_modules', 'electron');
  const runtime = findElectron({ directory, env: process.env });
  if (runtime === null) {
    console.error(
      'The Electron runtime is not here, so no package can be built. Fetch it with "npx install-electron --no" ' +
        `(it needs github.com, or a mirror named in ELECTRON_MIRROR), then run npm run dist again.`,
    );
    return 1;
  }
  if (!existsSync(path.join(directory, 'dist'))) console.log(`Using the runtime ${runtime}`);
  const { code } = await runCommand(tool('electron-builder'), ['--publish', 'never', ...args], { stream: true });
  return code;
};

requireNode24();
process.exitCode = await run(process.argv.slice(2));
