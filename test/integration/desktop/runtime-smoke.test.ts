import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron } from '@playwright/test';
import { describe, expect, test } from 'vitest';
import { findElectron } from '../../../src-main/launcher/electron-runtime.ts';
import type { Host } from '../../../src-renderer/host/host.ts';
import { hasDisplay } from '../../../src-main/launcher/window.ts';
import { root, runCommand } from '../../setup/command.ts';

const electron = findElectron({ directory: path.join(root, 'node_modules', 'electron'), env: process.env });
const ready = electron !== null && hasDisplay(process.platform, process.env);

// The only test that may be skipped: the runtime is a download of its own, which not every machine can make.
describe.skipIf(!ready)('DT-18 the real runtime', () => {
  test('DT-18 opens the application locked in, with a journal that keeps what it is given', async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'sollecito-smoke-'));
    const built = await runCommand(process.execPath, ['test/setup/build.ts', '--if-stale']);
    expect(built.code, built.output).toBe(0);
    const args = [root, `--user-data-dir=${home}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
    const application = await _electron.launch({ executablePath: electron ?? '', args });
    try {
      const page = await application.firstWindow();
      await page.waitForLoadState('domcontentloaded');
      expect(page.url()).toMatch(/^app:\/\/sollecito\//);
      const seen = await page.evaluate(async () => {
        const host: Host | undefined = globalThis.sollecito;
        const position = await host?.journalFile?.append(new Uint8Array([1, 2, 3]));
        return { kind: host?.kind, position, node: 'require' in globalThis || 'process' in globalThis };
      });
      expect(seen).toEqual({ kind: 'desktop', position: 1, node: false });
    } finally {
      await application.close();
      await rm(home, { recursive: true, force: true });
    }
  });
});
