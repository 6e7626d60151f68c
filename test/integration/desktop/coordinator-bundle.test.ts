import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stopChild } from '../../../src-main/launcher/child.ts';
import { startCoordinator } from '../../../src-main/launcher/coordinator-process.ts';
import { root, runCommand } from '../../setup/command.ts';

test('CI-05 the bundled coordinator fills a sample workspace, worker threads and all, and ends when asked', async () => {
  const built = await runCommand(process.execPath, ['test/setup/build.ts', '--if-stale', 'coordinator', 'renderer']);
  expect(built.code, built.output).toBe(0);
  const workspace = await mkdtemp(path.join(tmpdir(), 'sollecito-bundle-'));
  try {
    const file = path.join(root, 'out', 'coordinator', 'main.js');
    const { url, child } = await startCoordinator({
      file,
      workspace,
      port: 0,
      signal: new AbortController().signal,
    });
    const health = await fetch(`${url}/health`);
    expect(await health.json()).toMatchObject({ ok: true });
    expect(await (await fetch(url)).text()).toContain('<title>Sollecito</title>');
    await stopChild(child, 60_000);
    expect(child.exitCode).toBe(0);
    // A command of the bundle's own, on the folder it has just served: its verification runs in a worker thread.
    const verified = await runCommand(process.execPath, [file, 'verify', '--data', workspace, '--json']);
    expect(verified.code, verified.output).toBe(0);
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}, 300_000);
