import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyAuditChain } from '../../../src-main/coordinator/administration/audit/chain.ts';
import type { Secret } from '../../../src-main/coordinator/administration/backup/envelope.ts';
import { makeBackup } from '../../../src-main/coordinator/administration/backup/make-backup.ts';
import { restoreBackup } from '../../../src-main/coordinator/administration/backup/restore-backup.ts';
import { workspaceName } from '../../../src-main/coordinator/administration/create-workspace.ts';
import { systemClock } from '../../../src-main/coordinator/clock.ts';
import { readMeta } from '../../../src-main/coordinator/store/meta.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { makeWorkspace, typed, withFolder, withWorkspace } from './workspaces.ts';

const PASSPHRASE: Secret = { kind: 'passphrase', passphrase: 'sette gatti sul tetto' };

const backedUp = async (folder: string, secret: Secret = PASSPHRASE): Promise<{ data: string; file: string }> => {
  const [data, file] = [path.join(folder, 'data'), path.join(folder, 'one.backup')];
  await makeWorkspace(data, 'Prima');
  await withWorkspace(data, ({ context }) => makeBackup(context, file, secret));
  return { data, file };
};

const restore = (dataDir: string, from: string, secret: Secret = PASSPHRASE, replace = false) =>
  restoreBackup({ dataDir, from, replace, secretFor: () => Promise.resolve(secret), clock: systemClock });

/** All that stands in a folder, but for the lock that every opening leaves. */
const contents = (folder: string): Record<string, string> =>
  existsSync(folder)
    ? Object.fromEntries(
        readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile() && !entry.name.startsWith('coordinator.lock'))
          .map((entry) => path.join(entry.parentPath, entry.name))
          .map((file) => [path.relative(folder, file), readFileSync(file).toString('base64')]),
      )
    : {};

const codeOf = async (doing: Promise<unknown>): Promise<string> => {
  try {
    await doing;
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : `unexpected ${String(error)}`;
  }
};

test('DU-01 a backup made while work goes on holds one moment of it', () =>
  withFolder(async (folder) => {
    const [data, file] = [path.join(folder, 'data'), path.join(folder, 'busy.backup')];
    await makeWorkspace(data, 'Prima');
    await withWorkspace(data, async ({ context }) => {
      const { store } = context;
      store.transaction((tx) => {
        for (let i = 0; i < 20_000; i += 1)
          tx.run('INSERT INTO batch_additions VALUES (?, ?, ?)', 'b', 'x'.repeat(200), `${i}`);
      });
      let rounds = 0;
      const going = { on: true };
      const writing = (async () => {
        while (going.on) {
          // Two rows that are only ever written together.
          store.transaction((tx) => {
            rounds += 1;
            tx.run(
              "INSERT INTO meta (key, value) VALUES ('a', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
              String(rounds),
            );
            tx.run(
              "INSERT INTO settings (id, body) VALUES ('b', ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body",
              String(rounds),
            );
          });
          await new Promise((resolve) => setImmediate(resolve));
        }
      })();
      await makeBackup(context, file, PASSPHRASE);
      going.on = false;
      await writing;
      expect(rounds).toBeGreaterThan(10);
    });
    await restore(path.join(folder, 'back'), file);
    await withWorkspace(path.join(folder, 'back'), ({ context: { store } }) => {
      const one = store.sql.get<{ value: string }>("SELECT value FROM meta WHERE key = 'a'")?.value;
      expect(one).toBe(store.sql.get<{ body: string }>("SELECT body FROM settings WHERE id = 'b'")?.body);
    });
    expect(readdirSync(folder).toSorted()).toEqual(['back', 'busy.backup', 'data']);
    expect(readdirSync(data).filter((name) => name.endsWith('.copy'))).toEqual([]);
  }));

test('DU-02 what was backed up comes back whole, with its keys, a new epoch and no session', () =>
  withFolder(async (folder) => {
    const { data, file } = await backedUp(folder);
    const back = path.join(folder, 'back');
    const { manifest, epoch } = await restore(back, file);
    await withWorkspace(back, ({ context: { store, keys } }) => {
      expect(workspaceName(store.sql)).toBe('Prima');
      expect(readMeta(store.sql, 'epoch')).toBe(epoch);
      expect(epoch).not.toBe(manifest.epoch);
      expect(JSON.parse(readMeta(store.sql, 'restored_from') ?? '')).toEqual({
        epoch: manifest.epoch,
        createdAt: manifest.createdAt,
      });
      expect(store.sql.all('SELECT * FROM sessions')).toEqual([]);
      expect(store.sql.get('SELECT login FROM users')).toEqual({ login: 'ada' });
      expect(verifyAuditChain(store.sql)).toEqual({ entries: 2, brokenAt: null });
      expect(Buffer.from(keys.master)).toEqual(readFileSync(path.join(data, 'keys', 'master.key')));
    });
  }));

test('DU-03 a backup with any byte changed, cut off or added is refused and changes nothing', () =>
  withFolder(async (folder) => {
    const { file } = await backedUp(folder);
    const whole = readFileSync(file);
    const [bad, back] = [path.join(folder, 'bad.backup'), path.join(folder, 'back')];
    await makeWorkspace(back, 'Seconda');
    const before = contents(back);
    // The first 700 bytes decide how the rest is read.
    const at = fc.oneof(fc.nat(whole.length - 1), fc.nat(700));
    const damage = fc.oneof(
      fc.record({ kind: fc.constant('flip' as const), at, bit: fc.nat(7) }),
      fc.record({ kind: fc.constant('cut' as const), at }),
      fc.record({ kind: fc.constant('more' as const), bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
    );
    type Damage = typeof damage extends fc.Arbitrary<infer D> ? D : never;
    const damagedBy = (how: Damage): Buffer => {
      if (how.kind === 'cut') return whole.subarray(0, how.at);
      if (how.kind === 'more') return Buffer.concat([whole, how.bytes]);
      const bytes = Buffer.from(whole);
      bytes[how.at] = (bytes[how.at] ?? 0) ^ (1 << how.bit);
      return bytes;
    };
    await fc.assert(
      fc.asyncProperty(damage, async (how) => {
        writeFileSync(bad, damagedBy(how));
        expect(await codeOf(restore(back, bad, PASSPHRASE, true))).toBe('backup-damaged');
      }),
      { numRuns: 150 },
    );
    expect(contents(back)).toEqual(before);
  }));

test('DU-04 only the passphrase or key that sealed a backup opens it', () =>
  withFolder(async (folder) => {
    const { file } = await backedUp(folder);
    const wrong: Secret = { kind: 'passphrase', passphrase: 'sette gatti sul letto' };
    expect(await codeOf(restore(path.join(folder, 'back'), file, wrong))).toBe('backup-key');
    const master = readFileSync(path.join(folder, 'data', 'keys', 'master.key'));
    expect(await codeOf(restore(path.join(folder, 'back'), file, { kind: 'workspace', master }))).toBe('backup-key');

    const own = path.join(folder, 'own.backup');
    await withWorkspace(path.join(folder, 'data'), ({ context }) =>
      makeBackup(context, own, { kind: 'workspace', master }),
    );
    const other = { kind: 'workspace', master: Buffer.alloc(32, 7) } as const;
    expect(await codeOf(restore(path.join(folder, 'back'), own, other))).toBe('backup-key');
    expect(await codeOf(restore(path.join(folder, 'back'), own, { kind: 'workspace', master }))).toBe('done');
  }));

test('DU-05 a backup of a newer schema is refused', () =>
  withFolder(async (folder) => {
    const [data, file] = [path.join(folder, 'data'), path.join(folder, 'new.backup')];
    await makeWorkspace(data, 'Prima');
    await withWorkspace(data, async ({ context }) => {
      context.store.transaction((tx) =>
        tx.run("INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-from-the-future', '2030-01-01')"),
      );
      await makeBackup(context, file, PASSPHRASE);
    });
    expect(await codeOf(restore(path.join(folder, 'back'), file))).toBe('backup-newer');
    expect(existsSync(path.join(folder, 'back'))).toBe(false);
    // Nor in a folder that was there.
    mkdirSync(path.join(folder, 'empty'));
    expect(await codeOf(restore(path.join(folder, 'empty', 'back'), file))).toBe('backup-newer');
    expect(await codeOf(restore(path.join(folder, 'empty'), file))).toBe('backup-newer');
    expect(readdirSync(path.join(folder, 'empty'))).toEqual([]);
  }));

test('DU-06 a restore cut short anywhere after it had everything is finished by the next start', () =>
  withFolder(async (folder) => {
    const { file } = await backedUp(folder);
    const done = path.join(folder, 'done');
    const { epoch } = await restore(done, file);
    const before = 'before-restore-20261123T090000000-abcdef';
    const moves = [
      ['sollecito.db', `${before}/sollecito.db`],
      ['restoring/sollecito.db', 'sollecito.db'],
      ['keys', `${before}/keys`],
      ['restoring/keys', 'keys'],
    ] as const;
    for (let cut = 0; cut <= moves.length; cut += 1) {
      const data = path.join(folder, `cut-${cut}`);
      await makeWorkspace(data, 'Seconda');
      mkdirSync(path.join(data, 'restoring'));
      mkdirSync(path.join(data, before));
      copyFileSync(path.join(done, 'sollecito.db'), path.join(data, 'restoring', 'sollecito.db'));
      cpSync(path.join(done, 'keys'), path.join(data, 'restoring', 'keys'), { recursive: true });
      writeFileSync(path.join(data, 'restoring', 'ready.json'), JSON.stringify({ before }));
      for (const [from, to] of moves.slice(0, cut)) renameSync(path.join(data, from), path.join(data, to));
      await withWorkspace(data, ({ context: { store, keys } }) => {
        expect(readMeta(store.sql, 'epoch')).toBe(epoch);
        expect(Buffer.from(keys.master)).toEqual(readFileSync(path.join(done, 'keys', 'master.key')));
      });
      expect(existsSync(path.join(data, 'restoring'))).toBe(false);
      expect(existsSync(path.join(data, before, 'sollecito.db'))).toBe(true);
    }
  }));

test('DU-06 a restore cut short before it had everything leaves the workspace as it was', () =>
  withFolder(async (folder) => {
    const data = path.join(folder, 'data');
    await makeWorkspace(data, 'Prima');
    mkdirSync(path.join(data, 'restoring', 'keys'), { recursive: true });
    writeFileSync(path.join(data, 'restoring', 'sollecito.db'), 'half');
    await withWorkspace(data, ({ context }) => expect(workspaceName(context.store.sql)).toBe('Prima'));
    expect(existsSync(path.join(data, 'restoring'))).toBe(false);
  }));

test('DU-07 the commands: sealed by the own key or a passphrase, never over a file or a workspace unasked', () =>
  withFolder(async (folder) => {
    const data = path.join(folder, 'data');
    const file = path.join(folder, 'one.backup');
    await makeWorkspace(data, 'Prima');
    expect((await typed(['backup', '--data', data])).code).toBe(2);
    expect(await typed(['backup', '--data', data, '--out', path.join(folder, 'none', 'x')])).toMatchObject({ code: 1 });
    const short = await typed(['backup', '--data', data, '--out', file, '--passphrase-stdin'], 'breve\n');
    expect(short).toMatchObject({ code: 1, err: expect.stringContaining('12 characters') });
    const made = await typed(['backup', '--data', data, '--out', file, '--json']);
    expect(made.code).toBe(0);
    expect(JSON.parse(made.out)).toMatchObject({
      file,
      files: expect.arrayContaining([expect.objectContaining({ name: 'sollecito.db' })]),
    });
    expect(await typed(['backup', '--data', data, '--out', file])).toMatchObject({
      code: 1,
      err: expect.stringContaining('already-exists'),
    });

    expect(await typed(['restore', '--data', data, '--from', file])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--replace'),
    });
    const empty = path.join(folder, 'empty');
    expect(await typed(['restore', '--data', empty, '--from', file])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--key'),
    });
    const key = path.join(data, 'keys', 'master.key');
    expect((await typed(['restore', '--data', empty, '--from', file, '--key', key])).code).toBe(0);
    await withWorkspace(data, async () => {
      const held = await typed(['restore', '--data', data, '--from', file, '--replace']);
      expect(held).toMatchObject({ code: 1, err: expect.stringContaining('data-dir-in-use') });
    });
    await withWorkspace(data, ({ context }) =>
      context.store.transaction((tx) => tx.run("UPDATE users SET name = 'Bice'")),
    );
    const replaced = await typed(['restore', '--data', data, '--from', file, '--replace', '--json']);
    expect(replaced.code).toBe(0);
    const { before } = JSON.parse(replaced.out) as { before: string };
    await withWorkspace(data, ({ context }) =>
      expect(context.store.sql.get('SELECT name FROM users')).toEqual({ name: 'Ada Ferri' }),
    );
    await withWorkspace(path.join(data, before), ({ context }) =>
      expect(context.store.sql.get('SELECT name FROM users')).toEqual({ name: 'Bice' }),
    );
    expect((await typed(['restore', '--help'])).out).toContain('--replace');
  }));
