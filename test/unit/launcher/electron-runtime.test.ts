import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findElectron } from '../../../src-main/launcher/electron-runtime.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'sollecito-electron-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('LA-05 an installed package without its program is no runtime', () => {
  expect(findElectron({ directory, env: {} })).toBeNull();
  writeFileSync(path.join(directory, 'path.txt'), 'electron');
  expect(findElectron({ directory, env: {} })).toBeNull();
});

test('LA-05 the program named by the package is found', () => {
  writeFileSync(path.join(directory, 'path.txt'), 'electron\n');
  mkdirSync(path.join(directory, 'dist'));
  writeFileSync(path.join(directory, 'dist', 'electron'), '');
  expect(findElectron({ directory, env: {} })).toBe(path.join(directory, 'dist', 'electron'));
});

test('LA-05 a folder named in the environment is looked at instead', () => {
  const elsewhere = path.join(directory, 'elsewhere');
  expect(findElectron({ directory, env: { ELECTRON_OVERRIDE_DIST_PATH: elsewhere } })).toBeNull();
  mkdirSync(elsewhere);
  writeFileSync(path.join(elsewhere, 'electron'), '');
  expect(findElectron({ directory, env: { ELECTRON_OVERRIDE_DIST_PATH: elsewhere } })).toBe(
    path.join(elsewhere, 'electron'),
  );
});
