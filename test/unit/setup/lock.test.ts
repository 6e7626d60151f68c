import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../setup/command.ts';
import { withLock } from '../../setup/lock.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'sollecito-lock-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('CI-06 builds wait for each other', async () => {
  const file = path.join(directory, '.lock');
  let inside = 0;
  let most = 0;
  const build = () =>
    withLock(file, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise(setImmediate);
      inside -= 1;
    });
  await Promise.all([build(), build(), build()]);
  expect(most).toBe(1);
  expect(existsSync(file)).toBe(false);
});

test('CI-06 a failed build and a killed one leave the way free', async () => {
  const file = path.join(directory, '.lock');
  await expect(withLock(file, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  const gone = await runCommand(process.execPath, ['-p', 'process.pid']);
  writeFileSync(file, gone.stdout.trim());
  expect(await withLock(file, () => Promise.resolve('built'))).toBe('built');
});
