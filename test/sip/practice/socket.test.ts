import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startBed } from './bed.ts';

type Attempt = { readonly protocol?: string; readonly origin?: string };

/** What becomes of an attempt: `open` or the status of the refusal. */
const attempt = (url: string, { protocol = 'sip', origin }: Attempt = {}): Promise<string> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url, protocol === '' ? [] : [protocol], origin === undefined ? {} : { origin });
    socket.on('open', () => {
      socket.terminate();
      resolve('open');
    });
    socket.on('unexpected-response', (_, { statusCode }) => resolve(String(statusCode)));
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });

/** Sends texts on one socket; resolves with the first answer, or with `closed`. */
const say = (url: string, ...texts: readonly (string | Buffer)[]): Promise<string> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url, ['sip']);
    socket.on('open', () => texts.forEach((text) => socket.send(text)));
    socket.on('message', (data: Buffer) => {
      resolve(data.toString('utf8'));
      socket.terminate();
    });
    socket.on('close', () => resolve('closed'));
    socket.on('error', () => resolve('closed'));
  });

const options = [
  'OPTIONS sip:practice.example SIP/2.0',
  'Via: SIP/2.0/WS a.invalid;branch=z9hG4bK1',
  'From: <sip:anna@practice.example>;tag=1',
  'To: <sip:practice.example>',
  'Call-ID: 1',
  'CSeq: 1 OPTIONS',
  '',
  '',
].join('\r\n');

describe('PX-06 who may open a socket', () => {
  it('PX-06 pages that are served here, and programs; no page of another site', async () => {
    const { url } = await startBed();
    expect(await attempt(url, { origin: 'http://127.0.0.1:4870' })).toBe('open');
    expect(await attempt(url)).toBe('open');
    for (const origin of ['https://evil.example', 'http://127.0.0.1:4871', 'null'])
      expect(await attempt(url, { origin })).toBe('403');
  });

  it('PX-06 only who speaks SIP, at its address', async () => {
    const { url } = await startBed();
    expect(await attempt(url, { protocol: '' })).toBe('400');
    expect(await attempt(url, { protocol: 'chat' })).toBe('400');
    expect(await attempt(url.replace('/sip', '/other'))).toBe('400');
  });

  it('PX-06 only on this computer', async () => {
    const { url } = await startBed();
    expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/sip$/);
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal);
    // A computer without a network has no other address to be reached at.
    if (outside !== undefined) expect(await attempt(url.replace('127.0.0.1', outside.address))).toBe('ECONNREFUSED');
  });

  it('PX-06 takes another port each time, and passwords that nobody can guess', async () => {
    const [one, two] = [await startBed(), await startBed()];
    expect(one.url).not.toBe(two.url);
    const passwords = [...one.accounts, ...two.accounts].map(({ password }) => password);
    expect(new Set(passwords).size).toBe(4);
    for (const password of passwords) expect(password.length).toBeGreaterThanOrEqual(32);
  });
});

describe('PX-07 signs of life', () => {
  it('PX-07 answers a keep-alive and OPTIONS', async () => {
    const { url } = await startBed();
    expect(await say(url, '\r\n\r\n')).toBe('\r\n');
    expect(await say(url, options)).toMatch(/^SIP\/2\.0 200 OK\r\n/);
  });

  it('PX-02 goes on after rubbish, and ends a socket that sends too much', async () => {
    const { url } = await startBed();
    expect(await say(url, 'rubbish', Buffer.from([0, 255, 254]), '{"a":1}', options)).toMatch(/^SIP\/2\.0 200 OK/);
    expect(await say(url, 'x'.repeat(100_000), options)).toBe('closed');
    expect(await say(url, options)).toMatch(/^SIP\/2\.0 200 OK/);
  });
});
