import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDesktopJournal } from '../../../src-main/desktop/desktop-journal.ts';
import { openJournal } from '../../../src-main/desktop/journal-file.ts';
import { JournalKeyLost, openJournalKey } from '../../../src-main/desktop/journal-key.ts';
import { createTextSeal } from '../../../src-main/desktop/sealed-text.ts';
import { openSecrets } from '../../../src-main/desktop/secrets.ts';
import { fakeSafeStorage } from './fake-electron.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'sollecito-keys-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const seal = createTextSeal(fakeSafeStorage(), 'linux');
const noStore = createTextSeal(fakeSafeStorage(true, 'basic_text'), 'linux');
const otherStore = {
  ...seal,
  open: () => {
    throw new Error('not sealed here');
  },
};

describe('DT-07 secrets lie under the system’s key store', () => {
  test('DT-07 a password that is the same everywhere is no key store', () => {
    expect(seal.available).toBe(true);
    expect(noStore.available).toBe(false);
    expect(createTextSeal(fakeSafeStorage(false), 'win32').available).toBe(false);
  });

  test('DT-07 secrets come back, are not stored as they are, and can be removed', () => {
    const file = path.join(home, 'secrets.json');
    openSecrets(file, seal).set('device', 'credential-1');
    openSecrets(file, seal).set('other', 'credential-2');
    expect(readFileSync(file, 'utf8')).not.toContain('credential');
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(openSecrets(file, seal).get('device')).toBe('credential-1');
    openSecrets(file, seal).remove('device');
    expect(openSecrets(file, seal).get('device')).toBeNull();
    expect(openSecrets(file, seal).get('other')).toBe('credential-2');
  });

  test('DT-07 a secret that can no longer be opened is absent', () => {
    const file = path.join(home, 'secrets.json');
    openSecrets(file, seal).set('device', 'x');
    expect(openSecrets(file, otherStore).get('device')).toBeNull();
    expect(openSecrets(file, seal).get('toString')).toBeNull();
  });
});

describe('DT-08 the key of the journal', () => {
  test('DT-08 is made once and wrapped', () => {
    const file = path.join(home, 'key');
    const key = openJournalKey(file, seal);
    expect(key).toHaveLength(32);
    expect(openJournalKey(file, seal)).toEqual(key);
    expect(readFileSync(file, 'utf8')).not.toContain(key.toString('base64'));
  });

  test('DT-08 lies readable by this user only where there is no key store, until there is one', () => {
    const file = path.join(home, 'key');
    const key = openJournalKey(file, noStore);
    expect(readFileSync(file, 'utf8')).toBe(`plain:${key.toString('base64')}`);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(openJournalKey(file, seal)).toEqual(key);
    expect(readFileSync(file, 'utf8')).toMatch(/^sealed:/);
  });

  test('DT-08 a lost key store sets the journal aside whole and begins a new one', async () => {
    const warned: string[] = [];
    const open = (store: typeof seal) =>
      openDesktopJournal({ home, seal: store, warn: (text) => void warned.push(text) });
    const first = await open(seal);
    await first.append(new Uint8Array([1]));
    await first.close();
    expect(() => openJournalKey(path.join(home, 'journal', 'key'), otherStore)).toThrow(JournalKeyLost);

    const second = await open(otherStore);
    expect(await second.readAll()).toEqual([]);
    await second.close();
    const aside = readdirSync(home).find((name) => name.startsWith('journal-locked-')) ?? '';
    expect(warned[0]).toContain(aside);
    const key = openJournalKey(path.join(home, aside, 'key'), seal);
    const rescued = await openJournal({ directory: path.join(home, aside), key });
    expect(await rescued.readAll()).toEqual([{ position: 1, record: new Uint8Array([1]) }]);
    await rescued.close();
  });
});
