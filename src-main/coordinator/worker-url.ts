// `src-main/coordinator` and `out/coordinator` are both two folders below the top, so one relative address serves both.
const top = new URL('../../', import.meta.url);

/**
 * The address of a worker thread's entry file: always the built one, `out/coordinator`, whoever starts it. Node strips
 * the types of a TypeScript file by WebAssembly, and V8 ends the whole process now and then when several threads do so
 * at once (a CHECK in `WasmImportWrapperCache::Free`, seen on Node 24.21); it is also slower by a second per thread.
 *
 * The one pattern: a worker is a file named `*-worker.ts` anywhere under `src-main/coordinator`, and is started with
 * `new Worker(workerUrl('intake/load-worker'))` (name: its path in this folder, without the extension). The build makes
 * every such file an entry of its own and lays all files flat in `out/coordinator`, `/` written as `.`.
 */
export const workerUrl = (name: `${string}-worker`): URL =>
  new URL(`out/coordinator/${name.replaceAll('/', '.')}.js`, top);
