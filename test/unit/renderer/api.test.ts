import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { defineRoute } from '../../../src-shared/contract/route.ts';
import { createApi, urlOf } from '../../../src-renderer/app/api.ts';

const route = defineRoute({
  id: 'thing',
  method: 'POST',
  path: '/api/things/:id',
  roles: 'session',
  summary: 'for the test',
  params: z.object({ id: z.string() }),
  query: z.object({ page: z.int().optional(), tags: z.array(z.string()).optional() }),
  body: z.object({ name: z.string() }),
  response: z.object({ ok: z.literal(true) }),
});

const apiAnswering = (answer: () => Promise<Response>) => {
  const seen: { url: string; init: RequestInit }[] = [];
  let ended = 0;
  const api = createApi({
    origin: () => 'http://c.example',
    token: () => 'secret',
    onSessionEnded: () => {
      ended += 1;
    },
    fetch: (url, init) => {
      seen.push({ url: url instanceof Request ? url.url : url.toString(), init: init ?? {} });
      return answer();
    },
  });
  const call = () => api.call(route, { params: { id: 'a/b' }, query: { page: 2 }, body: { name: 'x' } });
  return { call, seen, ended: () => ended };
};

const json = (status: number, body: unknown): Promise<Response> =>
  Promise.resolve(new Response(JSON.stringify(body), { status }));

describe('calling the coordinator', () => {
  test('UI-09 params are escaped, the query leaves out what is not there', () => {
    expect(urlOf(route, { params: { id: 'a/b' }, query: { page: undefined } })).toBe('/api/things/a%2Fb');
    expect(urlOf(route, { params: { id: '1' }, query: { page: 2, tags: ['x', 'y'] } })).toBe(
      '/api/things/1?page=2&tags=x&tags=y',
    );
  });

  test('UI-09 a call carries the session and its body, and the answer is checked', async () => {
    const { call, seen } = apiAnswering(() => json(200, { ok: true }));
    await expect(call()).resolves.toEqual({ ok: true });
    expect(seen[0]?.url).toBe('http://c.example/api/things/a%2Fb?page=2');
    expect(seen[0]?.init.headers).toMatchObject({ authorization: 'Bearer secret', 'content-type': 'application/json' });
    await expect(apiAnswering(() => json(200, { ok: false })).call()).rejects.toThrow();
  });

  test('UI-10 an error envelope becomes the error it names; anything else becomes one that can be said', async () => {
    const refused = apiAnswering(() =>
      json(409, { error: { code: 'batch-worked', recovery: 'user', params: { count: 12 } } }),
    );
    await expect(refused.call()).rejects.toMatchObject({ code: 'batch-worked', params: { count: 12 } });
    await expect(apiAnswering(() => json(502, 'gateway')).call()).rejects.toMatchObject({
      code: 'coordinator-unreachable',
    });
    await expect(apiAnswering(() => json(500, {})).call()).rejects.toMatchObject({ code: 'internal' });
    await expect(apiAnswering(() => Promise.reject(new TypeError('no'))).call()).rejects.toBeInstanceOf(AppError);
  });

  test('UI-11 a session that has ended is told once, where it is kept', async () => {
    const over = apiAnswering(() => json(401, { error: { code: 'session-expired', recovery: 'user', params: {} } }));
    await expect(over.call()).rejects.toMatchObject({ code: 'session-expired' });
    expect(over.ended()).toBe(1);
  });
});
