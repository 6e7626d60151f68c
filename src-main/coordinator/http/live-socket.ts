import type { FastifyInstance } from 'fastify';
import type { WebSocket } from '@fastify/websocket';
import type { LiveMessage } from '../../../src-shared/contract/sync.ts';
import { userOfToken } from '../administration/sessions/sessions.ts';
import type { Context } from '../context.ts';
import { readMeta } from '../store/meta.ts';
import type { LiveHub } from './live.ts';

const SIGN_IN_WITHIN_MS = 5_000;
const PING_EVERY_MS = 25_000;
/** Close codes of our own (4000–4999): the client tells a refusal from a lost line. */
const NOT_SIGNED_IN = 4401;

const tokenIn = (data: string): string | null => {
  try {
    const message: unknown = JSON.parse(data);
    if (typeof message !== 'object' || message === null || !('token' in message)) return null;
    return typeof message.token === 'string' ? message.token : null;
  } catch {
    return null;
  }
};

/**
 * `/api/live`. The first message is `{"token": "<session token>"}` (a token in the address would end up in logs); the
 * answer is a hello, then pokes. Everything else the client says is ignored.
 */
export const registerLive = (app: FastifyInstance, context: Context, hub: LiveHub): void => {
  void app.register((inner, _options, done) => {
    inner.get('/api/live', { websocket: true }, (socket) => accept(socket, context, hub));
    done();
  });
};

const accept = (socket: WebSocket, context: Context, hub: LiveHub): void => {
  const send = (message: LiveMessage): void => {
    // A socket that does not drain gets no more: a lost poke costs latency, not data.
    if (socket.readyState === socket.OPEN && socket.bufferedAmount < 1_000_000) socket.send(JSON.stringify(message));
  };
  const tooLate = setTimeout(() => socket.close(NOT_SIGNED_IN), SIGN_IN_WITHIN_MS);
  let alive = true;
  const pinger = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_EVERY_MS);
  let leave: (() => void) | null = null;
  socket.on('pong', () => (alive = true));
  socket.on('error', () => socket.terminate());
  socket.on('close', () => {
    clearTimeout(tooLate);
    clearInterval(pinger);
    leave?.();
  });
  socket.on('message', (data: Buffer) => {
    if (leave !== null) return;
    clearTimeout(tooLate);
    try {
      const { user } = userOfToken(context, tokenIn(data.toString()) ?? '');
      leave = hub.join({ user, send });
      send({ kind: 'hello', epoch: readMeta(context.store.sql, 'epoch') ?? '', serverTime: context.clock.now() });
    } catch {
      socket.close(NOT_SIGNED_IN);
    }
  });
};
