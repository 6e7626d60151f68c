import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAppAddress, resolveAppFile } from '../../../src-main/desktop/app-files.ts';
import { answerAppRequest } from '../../../src-main/desktop/app-protocol.ts';
import { createFakeElectron } from './fake-electron.ts';

let top = '';
beforeEach(() => {
  top = mkdtempSync(path.join(tmpdir(), 'sollecito-app-'));
  mkdirSync(path.join(top, 'renderer', 'assets'), { recursive: true });
  writeFileSync(path.join(top, 'renderer', 'index.html'), '<!doctype html>');
  writeFileSync(path.join(top, 'renderer', 'assets', 'main.js'), 'export {};');
  writeFileSync(path.join(top, 'renderer', 'notes.exe'), 'x');
  writeFileSync(path.join(top, 'secret.html'), 'secret');
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

const ask = (url: string, init: RequestInit = {}, coordinator: string | null = 'https://10.0.0.5:4870') => {
  const { electron, seen } = createFakeElectron();
  const options = { net: electron.net, directory: path.join(top, 'renderer'), coordinator: () => coordinator };
  return { answer: answerAppRequest(options, new Request(url, init)), seen };
};

describe('DT-11 the application’s address shows the application’s files', () => {
  test('DT-11 the page and its files, with their type and the strict policy', async () => {
    const page = await ask('app://sollecito/').answer;
    expect(await page.text()).toBe('<!doctype html>');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' wss://10.0.0.5:4870 wss: ws://127.0.0.1:* ws://localhost:*;");
    expect(policy).not.toContain('unsafe');
    const script = await ask('app://sollecito/assets/main.js?v=1').answer;
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  test.each([
    'app://sollecito/../secret.html',
    'app://sollecito/%2e%2e/secret.html',
    'app://sollecito/%2e%2e%2fsecret.html',
    'app://sollecito/..%2fsecret.html',
    'app://sollecito/assets/..%5c..%5c..%5csecret.html',
    'app://sollecito/assets%00.html',
    'app://sollecito/%',
    'app://sollecito//etc/passwd',
    'app://sollecito/missing.js',
    'app://sollecito/assets',
    'app://sollecito/notes.exe',
    'app://other/index.html',
  ])('DT-11 %s shows nothing', async (url) => {
    expect((await ask(url).answer).status).toBe(404);
  });

  test('DT-11 no path leads out of the folder', () => {
    const directory = path.join(top, 'renderer');
    for (const url of ['app://sollecito/%2e%2e/secret.html', 'app://sollecito/a/%2e%2e/%2e%2e/secret.html']) {
      const file = resolveAppFile(directory, url);
      expect(file === null || file.startsWith(`${directory}${path.sep}`)).toBe(true);
    }
  });

  test('DT-11 only reading', async () => {
    expect((await ask('app://sollecito/index.html', { method: 'PUT', body: 'x' }).answer).status).toBe(405);
    const head = await ask('app://sollecito/index.html', { method: 'HEAD' }).answer;
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('DT-11 an address that only begins like ours is not ours', () => {
    expect(isAppAddress('app://sollecito')).toBe(true);
    expect(isAppAddress('app://sollecito.example/')).toBe(false);
    expect(isAppAddress('https://sollecito/')).toBe(false);
  });
});

describe('DT-12 what the page asks of the coordinator reaches it', () => {
  test('DT-12 path, query, method, body and credentials of the request, but no origin and no cookie', async () => {
    const headers = { authorization: 'Bearer t', cookie: 'a=b', 'content-type': 'application/json' };
    const { answer, seen } = ask('app://sollecito/api/cases?take=5', { method: 'POST', body: '{}', headers });
    expect((await answer).status).toBe(201);
    const [sent] = seen.fetched;
    expect(sent?.url).toBe('https://10.0.0.5:4870/api/cases?take=5');
    expect(sent?.init.method).toBe('POST');
    const passed = sent?.init.headers as Headers;
    expect(passed.get('authorization')).toBe('Bearer t');
    expect(passed.has('cookie')).toBe(false);
    expect(await new Response(sent?.init.body as ReadableStream).text()).toBe('{}');
  });

  test('DT-12 without a coordinator it is a network failure, like a pulled cable', async () => {
    expect((await ask('app://sollecito/api/cases', {}, null).answer).type).toBe('error');
  });

  test('DT-12 another host’s address is never forwarded', async () => {
    const { answer, seen } = ask('app://other/api/cases');
    expect((await answer).status).toBe(404);
    expect(seen.fetched).toEqual([]);
  });
});
