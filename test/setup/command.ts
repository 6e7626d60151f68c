import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of the project. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

export type CommandResult = { readonly code: number; readonly stdout: string; readonly output: string };

type CommandOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** Show the output while it comes, besides keeping it. */
  readonly stream?: boolean;
  readonly cwd?: string;
};

/** The command line that runs an installed tool, on Windows as elsewhere. */
export const tool = (name: string): string =>
  path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? `${name}.cmd` : name);

// Tools start with `#!/usr/bin/env node`: the project's own Node has to be found first.
const searchPath = [path.join(root, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(path.delimiter);

/** Runs a program to its end with no standard input. Never rejects: a program that cannot start has code 127. */
export const runCommand = (
  command: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> =>
  new Promise((resolve) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd ?? root,
      env: { ...process.env, PATH: searchPath, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32' && command.endsWith('.cmd'),
    });
    let stdout = '';
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      output += chunk;
      if (options.stream) process.stdout.write(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (options.stream) process.stderr.write(chunk);
    });
    child.on('error', (error) => resolve({ code: 127, stdout, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, output }));
  });

/** Explains and ends when this is not the Node that the scripts are written for (npm puts the right one first). */
export const requireNode24 = (): void => {
  if (Number(process.versions.node.split('.')[0]) >= 24) return;
  console.error(
    `This needs Node 24 and runs on ${process.version}. Start it with npm (npm start, npm test, npm run …): ` +
      'npm ci installs Node 24 in node_modules and npm scripts use it.',
  );
  process.exit(2);
};
