import { defineConfig } from 'electron-vite';
import packageJson from './package.json' with { type: 'json' };

/**
 * The desktop shell: the main process as an ES module beside its dependencies, the preload as one self-contained
 * CommonJS file, because a sandboxed preload can require nothing but `electron`. The renderer has its own
 * configuration (vite.config.ts): it is the same bundle in both hosts.
 */
export default defineConfig({
  main: {
    define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
    build: {
      outDir: 'out/desktop',
      emptyOutDir: true,
      target: 'node24',
      rolldownOptions: {
        input: { main: 'src-main/desktop/main.ts' },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  },
  preload: {
    define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
    build: {
      outDir: 'out/preload',
      emptyOutDir: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: 'src-main/preload/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
});
