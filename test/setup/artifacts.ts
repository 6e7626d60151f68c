import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root, runCommand, type CommandResult } from './command.ts';

/** The modules that a CommonJS text asks for with a literal `require`. */
export const requiredBy = (source: string): string[] => [
  ...new Set([...source.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map((match) => match[1] ?? '')),
];

/** The modules that an ES module text imports, statically or with a literal `import()`. */
export const importedBy = (source: string): string[] => [
  ...new Set(
    [
      ...source.matchAll(/(?:^|[;}\s])(?:import|export)\s*(?:[\w*{][^'"`;()]*?from\s*)?["']([^"']+)["']/g),
      ...source.matchAll(/\bimport\(\s*["'`]([^"'`]+)["'`]\s*\)/g),
    ].map((match) => match[1] ?? ''),
  ),
];

/** What is wrong with the preload's folder: it must be exactly one `.cjs` that needs only `electron`. */
export const judgePreload = (files: Readonly<Record<string, string>>): string[] => {
  const names = Object.keys(files);
  const [name] = names;
  if (names.length !== 1 || !name?.endsWith('.cjs')) return [`preload: expected one .cjs, found ${names.join(', ')}`];
  const source = files[name] ?? '';
  const foreign = [...requiredBy(source), ...importedBy(source)].filter((module) => module !== 'electron');
  return foreign.length === 0 ? [] : [`preload: needs ${foreign.join(', ')}, may need only electron`];
};

/** What is wrong with the coordinator's bundle: it must have a main.js and nothing of Electron. */
export const judgeCoordinator = (files: Readonly<Record<string, string>>): string[] => [
  ...('main.js' in files ? [] : ['coordinator: main.js is missing']),
  ...Object.entries(files).flatMap(([name, source]) =>
    [...importedBy(source), ...requiredBy(source)]
      .filter((module) => /^electron(?:$|[/-])/.test(module))
      .map((module) => `coordinator: ${name} imports ${module}`),
  ),
];

const readFolder = async (folder: string): Promise<Record<string, string>> => {
  const directory = path.join(root, 'out', folder);
  if (!existsSync(directory)) return {};
  const names = (await readdir(directory, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Object.fromEntries(
    await Promise.all(
      names.map(async (entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return [path.relative(directory, file), await readFile(file, 'utf8')] as const;
      }),
    ),
  );
};

/** Builds what is stale and looks at what came out. */
export const checkArtifacts = async (): Promise<CommandResult> => {
  const built = await runCommand(process.execPath, ['test/setup/build.ts', '--if-stale']);
  if (built.code !== 0) return built;
  const renderer = path.join(root, 'out', 'renderer');
  const faults = [
    ...judgePreload(await readFolder('preload')),
    ...judgeCoordinator(await readFolder('coordinator')),
    ...['index.html', 'service-worker.js']
      .filter((name) => !existsSync(path.join(renderer, name)))
      .map((name) => `renderer: ${name} is missing`),
    ...(existsSync(path.join(root, 'out', 'desktop', 'main.js')) ? [] : ['desktop: main.js is missing']),
  ];
  return { code: faults.length === 0 ? 0 : 1, stdout: '', output: faults.join('\n') };
};
