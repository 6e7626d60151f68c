import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildStale, root } from './build.ts';

// `npm run coordinator`: the built coordinator in this very process, built first where its sources have changed. Its
// standard output belongs to its commands, so the build speaks on the other one.
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(`Sollecito needs Node 24 and this is ${process.version}: run "npm ci", then "npm run coordinator".`);
  process.exit(2);
}
try {
  await buildStale(['coordinator'], process.stderr);
  await import(pathToFileURL(path.join(root, 'out', 'coordinator', 'main.js')).href);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
