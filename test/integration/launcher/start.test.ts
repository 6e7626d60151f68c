import { expect, test } from 'vitest';
import { runCommand } from '../../setup/command.ts';

const start = (...args: readonly string[]) => runCommand(process.execPath, ['src-main/launcher/start.ts', ...args]);

test('LA-01 a bad flag is named and ends with code 2, before anything is built or started', async () => {
  const { code, output, stdout } = await start('--host', 'tv');
  expect(code).toBe(2);
  expect(output).toContain('--host is one of desktop, browser, none, not "tv".');
  expect(output).toContain('--workspace');
  expect(stdout).toBe('');
});

test('LA-01 help is printed and is no error', async () => {
  const { code, stdout } = await start('--help');
  expect(code).toBe(0);
  expect(stdout).toContain('npm start');
});
