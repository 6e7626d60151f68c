import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { findBrowser } from './browser.ts';
import { buildStale, root } from './build.ts';
import { fetchElectron, findElectron } from './electron-runtime.ts';
import { launch, type Machine } from './launch.ts';
import { parseOptions, usage } from './options.ts';
import { hasDisplay } from './window.ts';

const machine = (): Machine => {
  const electron = { directory: path.join(root, 'node_modules', 'electron'), env: process.env };
  return {
    root,
    coordinatorFile: path.join(root, 'out', 'coordinator', 'main.js'),
    asRoot: process.getuid?.() === 0,
    hasDisplay: hasDisplay(process.platform, process.env),
    findBrowser: () => findBrowser({ platform: process.platform, env: process.env, exists: existsSync }),
    findElectron: async (signal) => findElectron(electron) ?? (await fetchElectron(electron, signal)),
    build: (parts) => buildStale(parts, process.stdout),
    say: (line) => console.log(line),
  };
};

const main = async (): Promise<number> => {
  if (Number(process.versions.node.split('.')[0]) < 24) {
    console.error(`Sollecito needs Node 24 and this is ${process.version}: run "npm ci", then "npm start".`);
    return 2;
  }
  const around = { platform: process.platform, env: process.env, home: homedir(), cwd: process.cwd() };
  const parsed = parseOptions(process.argv.slice(2), around);
  if (parsed.kind === 'help') {
    console.log(usage);
    return 0;
  }
  if (parsed.kind === 'wrong') {
    console.error(`${parsed.reason}\n\n${usage}`);
    return 2;
  }
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
  return launch(parsed.options, machine(), stop.signal);
};

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
