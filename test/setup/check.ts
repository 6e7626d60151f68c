import { existsSync } from 'node:fs';
import path from 'node:path';
import { checkArtifacts } from './artifacts.ts';
import { checkBoundaries } from './boundaries.ts';
import { requireNode24, root, runCommand, tool, type CommandResult } from './command.ts';
import { checkSizes } from './sizes.ts';

type Step = { readonly name: string; readonly run: () => Promise<CommandResult> };

const runs = (name: string, ...args: readonly string[]): (() => Promise<CommandResult>) => {
  const command = tool(name);
  return () => runCommand(command, args);
};

const typed = ['src-shared', 'src-main', 'src-main/desktop', 'src-renderer', 'src-renderer/offline', 'test'];

const steps: readonly Step[] = [
  { name: 'artifacts', run: checkArtifacts },
  ...typed.map((folder) => ({ name: `types ${folder}`, run: runs('tsc', '--noEmit', '-p', folder) })),
  { name: 'lint', run: runs('oxlint', '--deny-warnings', '.') },
  { name: 'format', run: runs('prettier', '--check', '--log-level', 'warn', '.') },
  { name: 'boundaries', run: checkBoundaries },
  { name: 'unused', run: runs('knip', '--no-progress') },
  { name: 'sizes', run: checkSizes },
];

const mostLines = 200;

/** A failed step's words, indented; a broken build can say the same thing a thousand times. */
const excerpt = (output: string): string => {
  const lines = output.trimEnd().split('\n');
  const more = lines.length - mostLines;
  return [...lines.slice(0, mostLines), ...(more > 0 ? [`… and ${more} more lines`] : [])]
    .map((line) => `    ${line}`)
    .join('\n');
};

/** Runs one step, prints its line and, when it failed, what it said. */
const perform = async (step: Step): Promise<boolean> => {
  const from = performance.now();
  const { code, output } = await step.run();
  const seconds = ((performance.now() - from) / 1000).toFixed(1).padStart(6);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${step.name.padEnd(28)}${seconds} s`);
  if (code !== 0) console.log(excerpt(output));
  return code === 0;
};

/** Works through the steps two at a time: each is a process of its own and the smallest machine has two cores. */
const performAll = async (chosen: readonly Step[]): Promise<number> => {
  const waiting = [...chosen];
  let failed = 0;
  const worker = async (): Promise<void> => {
    for (let step = waiting.shift(); step; step = waiting.shift()) {
      if (!(await perform(step))) failed += 1;
    }
  };
  await Promise.all([worker(), worker()]);
  return failed;
};

requireNode24();
if (!existsSync(path.join(root, 'node_modules'))) {
  console.error('Nothing is installed yet: run npm ci first.');
  process.exit(2);
}
const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? steps : steps.filter(({ name }) => wanted.some((word) => name.startsWith(word)));
if (chosen.length === 0) {
  console.error(`No such step. There are: ${steps.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const failed = await performAll(chosen);
console.log(`${chosen.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
