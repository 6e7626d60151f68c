import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { on } from '../../../src-main/coordinator/http/registration.ts';
import { AppError, ErrorEnvelope } from '../../../src-shared/contract/errors.ts';
import { defineRoute } from '../../../src-shared/contract/route.ts';
import { inHouse, PASSWORD, refusal } from './house.ts';

const SECRET = 'Rossi Mario 3331234567';

/** Routes that go wrong in every way a route can. */
const faulty = [
  on(
    defineRoute({
      id: 'breaks',
      method: 'GET',
      path: '/api/test/breaks',
      roles: 'session',
      summary: '',
      response: z.object({ ok: z.boolean() }),
    }),
    () => {
      throw new Error(`UNIQUE constraint failed for ${SECRET}`);
    },
  ),
  on(
    defineRoute({
      id: 'answersWrong',
      method: 'GET',
      path: '/api/test/answers-wrong',
      roles: 'session',
      summary: '',
      response: z.object({ ok: z.literal(true) }),
    }),
    () => ({ ok: SECRET }) as unknown as { ok: true },
  ),
  on(
    defineRoute({
      id: 'answersMore',
      method: 'GET',
      path: '/api/test/answers-more',
      roles: 'session',
      summary: '',
      response: z.object({ ok: z.literal(true) }),
    }),
    () => ({ ok: true as const, leaked: SECRET }),
  ),
  on(
    defineRoute({
      id: 'noRoom',
      method: 'GET',
      path: '/api/test/no-room',
      roles: 'session',
      summary: '',
      response: z.object({ ok: z.literal(true) }),
    }),
    () => {
      throw new AppError('disk-full', { recovery: 'retry' });
    },
  ),
  on(
    defineRoute({
      id: 'takesFile',
      method: 'POST',
      path: '/api/test/file',
      roles: ['leader'],
      summary: '',
      response: z.object({ bytes: z.int() }),
      upload: true,
    }),
    async ({ stream }) => {
      let bytes = 0;
      for await (const chunk of stream) bytes += (chunk as Buffer).length;
      return { bytes };
    },
  ),
];

describe('errors and limits over HTTP', () => {
  it(
    'CO-12 every refusal is the one envelope with a code of the contract',
    inHouse(
      async ({ call, user }) => {
        const { token } = await user('anna', 'operator');
        const json = { 'content-type': 'application/json' };
        const answers = {
          'unknown place': await call('GET', '/api/nowhere', { token }),
          'unknown place outside the API': await call('GET', '/nowhere'),
          'wrong method': await call('PATCH', '/api/session', { token }),
          'cut JSON': await call('POST', '/api/session', { body: '{"login":"anna', headers: json }),
          'not JSON': await call('POST', '/api/session', { body: '<login/>', headers: { 'content-type': 'text/xml' } }),
          'prototype keys': await call('POST', '/api/session', {
            body: '{"__proto__":{"role":"leader"}}',
            headers: json,
          }),
          'no body': await call('POST', '/api/session', { headers: json }),
          'wrong query': await call('GET', '/api/audit?limit=-4', { token: (await user('rev', 'auditor')).token }),
          'fault of the program': await call('GET', '/api/test/breaks', { token }),
          'full disk': await call('GET', '/api/test/no-room', { token }),
        };
        const said = Object.entries(answers).map(([what, { status, body }]) => {
          const envelope = ErrorEnvelope.safeParse(body);
          return [what, status, envelope.success ? envelope.data.error.code : null];
        });
        expect(said).toEqual([
          ['unknown place', 404, 'not-found'],
          ['unknown place outside the API', 404, 'not-found'],
          ['wrong method', 404, 'not-found'],
          ['cut JSON', 400, 'bad-request'],
          ['not JSON', 415, 'unsupported-media'],
          ['prototype keys', 400, 'bad-request'],
          ['no body', 400, 'bad-request'],
          ['wrong query', 400, 'bad-request'],
          ['fault of the program', 500, 'internal'],
          ['full disk', 507, 'disk-full'],
        ]);
      },
      { more: faulty },
    ),
  );

  it(
    'CO-13 input that does not fit names the place and never repeats what was sent',
    inHouse(async ({ call }) => {
      const body = { login: 'x'.repeat(60), password: 7, deviceId: null };
      const answer = await call('POST', '/api/session', { body });
      expect(answer).toMatchObject(refusal(400, 'bad-request'));
      const { issues } = (answer.body as { error: { issues: { path: string }[] } }).error;
      expect(issues.map(({ path }) => path).toSorted()).toEqual(['body.login', 'body.password']);
      expect(answer.text).not.toContain('xxx');
    }),
  );

  it(
    'CO-14 an answer that breaks the contract never leaves, a field that is not in it is left out',
    inHouse(
      async ({ call, user }) => {
        const { token } = await user('anna', 'operator');
        const wrong = await call('GET', '/api/test/answers-wrong', { token });
        expect(wrong).toMatchObject(refusal(500, 'internal'));
        expect(wrong.text).not.toContain('Rossi');
        expect(await call('GET', '/api/test/answers-more', { token })).toMatchObject({
          status: 200,
          text: '{"ok":true}',
        });
      },
      { more: faulty },
    ),
  );

  it(
    'CO-15 logs hold neither names, numbers, tokens and passwords nor addresses and queries',
    inHouse(
      async ({ call, user, logged }) => {
        const { token } = await user('anna', 'operator');
        await call('GET', '/api/test/breaks', { token });
        await call('GET', '/api/test/answers-wrong', { token });
        await call('POST', '/api/session', {
          body: { login: 'anna', password: PASSWORD, deviceId: null },
          from: '10.7.7.7',
        });
        await call('GET', '/api/callbacks/overdue?name=Rossi', { token });
        const text = logged();
        expect(text).toContain('/api/test/breaks');
        for (const secret of ['Rossi', '3331234567', token, PASSWORD, '10.7.7.7', 'anna']) {
          expect(text.includes(secret), secret).toBe(false);
        }
      },
      { more: faulty },
    ),
  );

  it(
    'CO-16 a body that is too large is refused, a public one sooner; an upload comes through as it is',
    inHouse(
      async ({ call, user }) => {
        const { token } = await user('lara', 'leader');
        const large = { login: 'a', password: 'x'.repeat(17 * 1024), deviceId: null };
        expect(await call('POST', '/api/session', { body: large })).toMatchObject(refusal(413, 'body-too-large'));
        const huge = { epoch: null, deviceId: 'x', cursors: {}, more: 'x'.repeat(17 * 1024 * 1024) };
        expect(await call('POST', '/api/sync/pull', { token, body: huge })).toMatchObject(
          refusal(413, 'body-too-large'),
        );
        const bytes = Buffer.alloc(3_000_000, 0xe9);
        for (const type of ['text/csv', 'application/octet-stream', 'application/json']) {
          const file = { token, body: bytes, headers: { 'content-type': type } };
          expect(await call('POST', '/api/test/file', file)).toMatchObject({
            status: 200,
            body: { bytes: bytes.length },
          });
        }
        const declared = { token, headers: { 'content-length': String(3 * 1024 ** 3) }, body: 'x' };
        expect(await call('POST', '/api/test/file', declared)).toMatchObject(refusal(413, 'body-too-large'));
      },
      { more: faulty },
    ),
  );

  it(
    'CO-17 pages and answers carry the strict policy, and nothing may frame them',
    inHouse(async ({ app }) => {
      for (const url of ['/api/docs', '/health', '/api/welcome']) {
        const { headers } = await app.inject(url);
        expect(headers['content-security-policy']).toContain("default-src 'none'");
        expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
        const policy = String(headers['content-security-policy']);
        expect(policy).not.toContain('unsafe');
        // Telephones: sealed to any exchange, unsealed to any port of this computer, and nothing else to everywhere.
        const wide = policy.match(/[^\s;]*\*[^\s;]*/gu) ?? [];
        expect(wide.filter((source) => !/^ws:\/\/(?:127\.0\.0\.1|localhost):\*$/u.test(source))).toEqual([]);
        expect(headers['x-content-type-options']).toBe('nosniff');
        expect(headers['referrer-policy']).toBe('no-referrer');
      }
    }),
  );
});
