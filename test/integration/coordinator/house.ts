import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { createWorkspace, insertUser } from '../../../src-main/coordinator/administration/create-workspace.ts';
import { hashPassword } from '../../../src-main/coordinator/administration/passwords.ts';
import { openSession } from '../../../src-main/coordinator/administration/sessions/sessions.ts';
import { openContext } from '../../../src-main/coordinator/compose.ts';
import type { Config, Context } from '../../../src-main/coordinator/context.ts';
import { ROOMS } from '../../../src-main/coordinator/http/rooms.ts';
import { createServer } from '../../../src-main/coordinator/http/server.ts';
import type { Registration } from '../../../src-main/coordinator/http/registration.ts';
import { createLog } from '../../../src-main/coordinator/log.ts';
import type { Role } from '../../../src-shared/contract/basics.ts';

export const PASSWORD = 'girasole-di-maggio';
const CHEAP = 4;

export type Answer = { readonly status: number; readonly body: Record<string, unknown>; readonly text: string };

type Call = {
  readonly token?: string;
  readonly device?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
  readonly from?: string;
};

/** A coordinator with all its rooms, reached through `inject`: real store, real routes, a clock that the test sets. */
export type House = {
  readonly context: Context;
  readonly app: FastifyInstance;
  readonly registrations: readonly Registration[];
  readonly at: (instant: string) => void;
  readonly call: (method: string, url: string, call?: Call) => Promise<Answer>;
  /** A user with PASSWORD; answers id and a session's token. */
  readonly user: (
    login: string,
    role: Role,
    teamId?: string,
  ) => Promise<{ readonly id: string; readonly token: string }>;
  /** Every line logged so far. */
  readonly logged: () => string;
  readonly close: () => Promise<void>;
};

export const openHouse = async (
  options: {
    readonly config?: Partial<Config>;
    readonly empty?: boolean;
    readonly more?: readonly Registration[];
  } = {},
): Promise<House> => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'house-'));
  const now = { instant: '2026-11-23T09:00:00.000Z' };
  const clock = { now: () => now.instant, ms: () => Date.parse(now.instant) };
  let lines = '';
  const log = createLog(
    'debug',
    new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        lines += chunk.toString();
        done();
      },
    }),
  );
  const config = { rendererDir: null, scryptLog2N: CHEAP, ...options.config };
  const { context, hub, close } = await openContext(dataDir, { clock, log, config });
  if (options.empty !== true) {
    context.store.transaction((tx) => createWorkspace(context, tx, { name: 'Recuperi Prova', sample: false }));
  }
  const registrations = [...ROOMS.flatMap((room) => room(context)), ...(options.more ?? [])];
  const app = await createServer(context, hub, registrations);
  const call: House['call'] = async (method, url, { token, device, body, headers, from } = {}) => {
    const authorization = token === undefined ? device && `Device ${device}` : `Bearer ${token}`;
    const answer = await app.inject({
      method: method as 'GET',
      url,
      ...(from === undefined ? {} : { remoteAddress: from }),
      headers: { ...(authorization === undefined ? {} : { authorization }), ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const json = answer.headers['content-type']?.toString().startsWith('application/json') === true;
    return { status: answer.statusCode, body: json ? answer.json<Record<string, unknown>>() : {}, text: answer.body };
  };
  return {
    context,
    app,
    registrations,
    at: (instant) => void (now.instant = instant),
    call,
    user: async (login, role, teamId) => {
      const password = await hashPassword(PASSWORD, CHEAP);
      return context.store.transaction((tx) => {
        const user = { login, name: `Persona ${login}`, role, teamId: teamId ?? null };
        const id = insertUser(context, tx, { ...user, password });
        return { id, token: openSession(context, tx, { ...user, id, lang: 'it' }, null).token };
      });
    },
    logged: () => lines,
    close: async () => {
      await app.close();
      await close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** Opens a house for one test and closes it whatever happens. */
export const inHouse =
  (fn: (house: House) => Promise<void>, options: Parameters<typeof openHouse>[0] = {}): (() => Promise<void>) =>
  async () => {
    const house = await openHouse(options);
    try {
      await fn(house);
    } finally {
      await house.close();
    }
  };

/** What a refusal looks like. */
export const refusal = (status: number, code: string, params: Record<string, unknown> = {}) => ({
  status,
  body: { error: { code, ...(Object.keys(params).length === 0 ? {} : { params }) } },
});
