import type { z } from 'zod';
import { AppError, ErrorEnvelope } from '../../src-shared/contract/errors.ts';
import { sessionRoutes } from '../../src-shared/contract/session.ts';
import {
  ENTITY_KINDS,
  PullAnswer,
  syncRoutes,
  type PullRequest,
  type PushAnswer,
  type PushRequest,
} from '../../src-shared/contract/sync.ts';

export type Registered = z.infer<typeof syncRoutes.registerDevice.response>;

/** The coordinator as the offline store asks it. Throws AppError; `recovery: 'retry'` where nobody answered. */
export type Wire = {
  readonly welcome: () => Promise<z.infer<typeof sessionRoutes.welcome.response>>;
  readonly registerDevice: (token: string, name: string) => Promise<Registered>;
  readonly push: (credential: string, request: PushRequest) => Promise<PushAnswer>;
  readonly pull: (token: string, request: PullRequest) => Promise<PullAnswer>;
  readonly saveRecovery: (token: string, deviceId: string, box: { epk: string; box: string }) => Promise<void>;
  readonly readRecovery: (token: string, deviceId: string) => Promise<string | null>;
};

const TIMEOUT_MS = 30_000;

type Asked = {
  readonly method: string;
  readonly path: string;
  readonly authorization?: string;
  readonly body?: unknown;
};

export function createWire(deps: { readonly fetch: typeof fetch; readonly origin: () => string }): Wire {
  const ask = async (asked: Asked): Promise<unknown> => {
    const { status, text } = await send(deps, asked);
    const json = jsonOf(text);
    if (status >= 200 && status < 300 && json !== undefined) return json;
    const envelope = ErrorEnvelope.safeParse(json);
    if (envelope.success) {
      const { code, recovery, params } = envelope.data.error;
      throw new AppError(code, { recovery, params });
    }
    // No envelope: something between here and the coordinator answered in its place.
    throw new AppError('coordinator-unreachable', { recovery: 'retry', params: { status } });
  };
  const recovery = (deviceId: string): string =>
    syncRoutes.readRecoveryKey.path.replace(':deviceId', encodeURIComponent(deviceId));
  return {
    welcome: async () => {
      const { method, path, response } = sessionRoutes.welcome;
      return response.parse(await ask({ method, path }));
    },
    registerDevice: async (token, name) => {
      const { method, path, response } = syncRoutes.registerDevice;
      return response.parse(await ask({ method, path, authorization: `Bearer ${token}`, body: { name } }));
    },
    push: async (credential, body) => {
      const { method, path, response } = syncRoutes.push;
      return response.parse(await ask({ method, path, authorization: `Device ${credential}`, body }));
    },
    pull: async (token, body) => {
      const { method, path } = syncRoutes.pull;
      return pullAnswer(await ask({ method, path, authorization: `Bearer ${token}`, body }));
    },
    saveRecovery: async (token, deviceId, body) => {
      await ask({ method: 'PUT', path: recovery(deviceId), authorization: `Bearer ${token}`, body });
    },
    readRecovery: async (token, deviceId) => {
      const answer = await ask({ method: 'GET', path: recovery(deviceId), authorization: `Bearer ${token}` });
      return syncRoutes.readRecoveryKey.response.parse(answer).dataKey;
    },
  };
}

async function send(
  deps: { readonly fetch: typeof fetch; readonly origin: () => string },
  { method, path, authorization, body }: Asked,
): Promise<{ readonly status: number; readonly text: string }> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const answer = await deps.fetch(deps.origin() + path, {
      method,
      headers: {
        ...(authorization === undefined ? {} : { authorization }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: 'no-store',
      signal,
    });
    return { status: answer.status, text: await answer.text() };
  } catch (cause) {
    throw new AppError(signal.aborted ? 'timeout' : 'coordinator-unreachable', { recovery: 'retry', cause });
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * The envelope is checked in full, of each row only that it is a row: the coordinator checked ten thousand of them on
 * the way out, and doing it again would double the first sync.
 */
const PullEnvelope = PullAnswer.omit({ changes: true });
const KINDS: ReadonlySet<string> = new Set(ENTITY_KINDS);

function pullAnswer(json: unknown): PullAnswer {
  const envelope = PullEnvelope.parse(json);
  const { changes } = json as { readonly changes?: unknown };
  if (!Array.isArray(changes) || !changes.every(isChange)) throw new AppError('internal', { message: 'bad pull page' });
  return { ...envelope, changes: changes as PullAnswer['changes'] };
}

function isChange(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { entity, id, row } = value as { readonly entity?: unknown; readonly id?: unknown; readonly row?: unknown };
  return typeof entity === 'string' && KINDS.has(entity) && typeof id === 'string' && typeof row === 'object';
}
