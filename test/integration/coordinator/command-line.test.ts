import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../../src-main/coordinator/command/all.ts';
import { runCommandLine } from '../../../src-main/coordinator/command/run.ts';
import { type CoordinatorProcess, startCoordinator } from '../../fixtures/coordinator-process.ts';
import { PASSWORD } from './house.ts';

type Said = { readonly code: number | null; readonly out: string; readonly err: string };

/** One command line as a person types it, without the cost of a process. */
const say = async (words: readonly string[], input = ''): Promise<Said> => {
  const said = { out: '', err: '' };
  const code = await runCommandLine(COMMANDS, words, {
    cwd: tmpdir(),
    out: (line) => void (said.out += `${line}\n`),
    err: (line) => void (said.err += `${line}\n`),
    stdin: () => Promise.resolve(input),
    account: 'prova',
  });
  return { code, ...said };
};

const inFolder = (fn: (folder: string) => Promise<void>) => async (): Promise<void> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'words-'));
  try {
    await fn(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const served = async (
  data: string,
  words: readonly string[],
  fn: (running: CoordinatorProcess) => Promise<void>,
): Promise<void> => {
  const running = await startCoordinator(data, { words });
  try {
    await fn(running);
  } finally {
    await running.stop();
  }
};

const addUser = (data: string, login: string, role: string): Promise<Said> =>
  say(
    ['user', 'add', '--data', data, '--login', login, '--name', 'Prova', '--role', role, '--password-stdin'],
    PASSWORD,
  );

const lines = (text: string): readonly string[] => text.trimEnd().split('\n');

describe('the command line', () => {
  it(
    'CO-37 words that are not understood are named in one line, with exit code 2; refusals with 1',
    inFolder(async (folder) => {
      const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
        [['volare'], 2, /no command volare/],
        [['user', 'list'], 2, /--data is missing/],
        [['user', 'fly', '--data', path.join(folder, 'x')], 1, /data-dir-missing/],
        [['user', 'list', '--data', path.join(folder, 'x')], 1, /data-dir-missing/],
        [
          ['user', 'add', '--data', path.join(folder, 'n'), '--login', 'a b', '--name', 'N', '--role', 'leader'],
          2,
          /--login/,
        ],
        [
          ['user', 'add', '--data', path.join(folder, 'n'), '--login', 'ab', '--name', 'N', '--role', 'boss'],
          2,
          /--role/,
        ],
        [['serve', '--data', path.join('/proc', 'none', 'x'), '--port', '0'], 1, /data-dir-missing: .* cannot be made/],
        [['serve', '--data', path.join(folder, 'n'), '--port', '99999'], 2, /--port/],
        [['serve', '--data', path.join(folder, 'n'), '--tls', 'maybe'], 2, /--tls/],
        [['serve', '--data', path.join(folder, 'n'), '--tls', 'a.pem,b.pem'], 2, /a\.pem cannot be read/],
        [['serve', '--data', path.join(folder, 'n'), '--quickly'], 2, /--quickly/],
        [
          ['serve', '--data', path.join(folder, 'n'), '--host', '192.0.2.1', '--port', '0'],
          2,
          /no address 192\.0\.2\.1/,
        ],
        [
          ['serve', '--data', path.join(folder, 'm'), '--host', '999.1.1.1', '--port', '0'],
          2,
          /^--host: 999\.1\.1\.1 is no address of this computer$/m,
        ],
        [
          ['serve', '--data', path.join(folder, 'a-file'), '--port', '0'],
          1,
          /data-dir-missing: a file stands where the data folder should be/,
        ],
        [['user', 'list', '--data', path.join(folder, 'a-file')], 1, /data-dir-missing/],
      ];
      writeFileSync(path.join(folder, 'a-file'), '');
      for (const [words, code, reason] of cases) {
        const said = await say(words);
        expect({ words, code: said.code }).toEqual({ words, code });
        expect(said.out).toBe('');
        expect(lines(said.err)).toHaveLength(1);
        expect(said.err).toMatch(reason);
      }
      expect(existsSync(path.join(folder, 'm'))).toBe(false);
      const json = await say(['user', 'list', '--json', '--data', path.join(folder, 'x')]);
      expect(JSON.parse(json.out)).toMatchObject({ error: { code: 'data-dir-missing' } });
    }),
  );

  it('CO-38 every command says what it does', async () => {
    const overview = await say(['--help']);
    expect(overview.code).toBe(0);
    const names = [...overview.out.matchAll(/^ {2}(\w+) /gm)].map(([, name]) => name ?? '');
    expect(names).toEqual(
      expect.arrayContaining(['serve', 'user', 'intake', 'closing', 'backup', 'restore', 'verify']),
    );
    for (const name of names) {
      const help = await say([name, '--help']);
      expect({ name, code: help.code, err: help.err }).toEqual({ name, code: 0, err: '' });
      expect(help.out).toContain('--data DIR');
    }
  });

  it(
    'CO-39 on a folder that is served a command goes through its coordinator, and is refused to who may not read it',
    inFolder(async (folder) => {
      const data = path.join(folder, 'data');
      expect(await addUser(data, 'capo', 'administrator')).toMatchObject({ code: 0, err: '' });
      await served(data, [], async ({ url, log }) => {
        expect(log()).not.toContain('unencrypted');
        expect(statSync(path.join(data, 'serve.json')).mode & 0o077).toBe(0);
        const made = await addUser(data, 'anna', 'operator');
        expect(made).toMatchObject({ code: 0, err: '' });
        expect(await addUser(data, 'anna', 'operator')).toMatchObject({
          code: 1,
          err: expect.stringContaining('already-exists'),
        });
        const listed = await say(['user', 'list', '--data', data, '--json']);
        const { users } = JSON.parse(listed.out) as { users: { login: string }[] };
        expect(users.map(({ login }) => login).toSorted()).toEqual(['anna', 'capo']);
        const signedIn = await fetch(`${url}/api/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ login: 'anna', password: PASSWORD, deviceId: null }),
        });
        expect(signedIn.status).toBe(200);
        const second = await say(['serve', '--data', data, '--port', '0']);
        expect(second).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/data-dir-in-use: .*, url http/) });
        expect(second.err).toContain(url);
        const { commandUrl } = JSON.parse(readFileSync(path.join(data, 'serve.json'), 'utf8')) as {
          commandUrl: string;
        };
        const stranger = await fetch(commandUrl, {
          method: 'POST',
          body: '{}',
          headers: { authorization: 'Bearer no' },
        });
        expect(stranger.status).toBe(401);
      });
      expect(existsSync(path.join(data, 'serve.json'))).toBe(false);
      const again = await say(['user', 'disable', '--data', data, '--login', 'anna']);
      expect(again).toMatchObject({ code: 0, out: 'anna is disabled.\n' });
      const last = await say(['user', 'disable', '--data', data, '--login', 'capo']);
      expect(last).toMatchObject({ code: 1, err: expect.stringContaining('last-administrator') });
    }),
  );

  it(
    'CO-48 what is typed has its author, whether the folder is served or not',
    inFolder(async (folder) => {
      const data = path.join(folder, 'data');
      await addUser(data, 'capo', 'administrator');
      await served(data, [], async () => {
        await say([
          'user',
          'add',
          '--data',
          data,
          '--login',
          'anna',
          '--name',
          'A',
          '--role',
          'operator',
          '--team',
          'T',
        ]);
        await say(['user', 'disable', '--data', data, '--login', 'anna']);
        await say(['backup', '--data', data, '--out', path.join(folder, 'copy')]);
      });
      const db = new DatabaseSync(path.join(data, 'sollecito.db'), { readOnly: true });
      const seen = db.prepare('SELECT action, user_id FROM audit ORDER BY seq').all();
      db.close();
      expect(seen.map((row) => ({ ...row }))).toEqual(
        ['user.create', 'team.create', 'user.create', 'user.disable', 'backup.make'].map((action) => ({
          action,
          user_id: 'cli:prova',
        })),
      );
    }),
  );

  it(
    'CO-40 beyond this computer it speaks HTTPS with a certificate of its own, which stays the same',
    inFolder(async (folder) => {
      const data = path.join(folder, 'data');
      const seen: { fingerprint: string; setup: boolean }[] = [];
      for (let n = 0; n < 2; n += 1) {
        await served(data, ['--host', '0.0.0.0'], async ({ url, log }) => {
          expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
          const ca = await secureGet(`${url}/api/ca.crt`, null);
          expect(ca.body).toContain('BEGIN CERTIFICATE');
          // Trusted as soon as the workspace's authority is: for its address and its names.
          const trusted = await secureGet(`${url}/health`, ca.body);
          expect(trusted.body).toContain('"ok":true');
          await expect(secureGet(`${url}/health`, undefined)).rejects.toThrow(/certificate|self-signed/i);
          seen.push({ fingerprint: trusted.fingerprint, setup: log().includes('Setup code:') });
        });
      }
      expect(seen[0]).toEqual(seen[1]);
      expect(seen[0]?.setup).toBe(true);
      for (const name of ['tls.key', 'tls-ca.key', 'master.key', 'coordinator.key']) {
        expect(statSync(path.join(data, 'keys', name)).mode & 0o077, name).toBe(0);
      }
    }),
  );

  it(
    'CO-40 beyond this computer without it somebody asked for it, and is warned',
    inFolder(async (folder) => {
      await served(path.join(folder, 'data'), ['--host', '0.0.0.0', '--tls', 'off'], ({ url, log }) => {
        expect(url).toMatch(/^http:/);
        expect(lines(log()).filter((line) => line.startsWith('Warning: --tls off'))).toHaveLength(1);
        return Promise.resolve();
      });
    }),
  );

  it(
    'CO-41 a port in use is said, and the folder is free again',
    inFolder(async (folder) => {
      const data = path.join(folder, 'data');
      const holder = createServer();
      await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
      const { port } = holder.address() as AddressInfo;
      const said = await say(['serve', '--data', data, '--port', String(port)]);
      expect(said).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`port ${port}`) });
      await new Promise((resolve) => holder.close(resolve));
      expect(await say(['user', 'list', '--data', data])).toMatchObject({ code: 0, err: '' });
    }),
  );
});

/** `ca`: a certificate to trust, null for any, undefined for those the system trusts. */
const secureGet = (url: string, ca: string | null | undefined): Promise<{ body: string; fingerprint: string }> =>
  new Promise((resolve, reject) => {
    const trust = ca === null ? { rejectUnauthorized: false } : ca === undefined ? {} : { ca };
    const asked = request(url, { ...trust, agent: false }, (answer) => {
      const socket = answer.socket as TLSSocket;
      const { fingerprint256 } = socket.getPeerCertificate();
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => resolve({ body, fingerprint: fingerprint256 }));
    });
    asked.on('error', reject);
    asked.end();
  });
