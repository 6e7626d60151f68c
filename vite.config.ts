import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import packageJson from './package.json' with { type: 'json' };
import { offlineShell } from './test/setup/offline-shell.ts';

/** The coordinator that `npx vite` forwards to; start one with `npm start -- --host none --port 4870`. */
const coordinator = process.env['SOLLECITO_COORDINATOR'] ?? 'http://127.0.0.1:4870';
const toCoordinator = { target: coordinator, changeOrigin: true, secure: false };

export default defineConfig({
  root: 'src-renderer',
  base: './',
  publicDir: false,
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  plugins: [react(), offlineShell({ entry: 'offline/service-worker.ts', output: 'service-worker.js' })],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    sourcemap: false,
    // Fonts and pictures stay files: the content-security-policy allows no data: fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': { ...toCoordinator, ws: true }, '/health': toCoordinator },
  },
});
