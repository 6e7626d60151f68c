/**
 * The address of a worker thread's entry file, from the TypeScript sources as well as from the bundle.
 *
 * The one pattern: a worker is a file named `*-worker.ts` anywhere under `src-main/coordinator`, and is started with
 * `new Worker(workerUrl('intake/load-worker'))` (name: its path in this folder, without the extension). The build makes
 * every such file an entry of its own and lays all files flat in `out/coordinator`, `/` written as `.`, so that this
 * module finds its neighbours whichever chunk it was bundled into.
 */
export const workerUrl = (name: `${string}-worker`): URL =>
  import.meta.url.endsWith('.ts')
    ? new URL(`./${name}.ts`, import.meta.url)
    : new URL(`./${name.replaceAll('/', '.')}.js`, import.meta.url);
