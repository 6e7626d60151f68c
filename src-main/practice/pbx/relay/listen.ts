import type { IncomingMessage } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import { LARGEST_MESSAGE } from '../sip/message.ts';
import type { Relay } from './relay.ts';

/** SIP over WebSocket (RFC 7118) on one address of this computer. */
export type Listening = { readonly url: string; readonly close: () => Promise<void> };

export type ListenOptions = {
  readonly relay: Relay;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Pages that may connect. A program that is no page sends no Origin: it needs a password like everybody. */
  readonly allowedOrigins: readonly string[];
};

const PATH = '/sip';
const MOST_SOCKETS = 200;
const BEAT_MS = 15_000;

/** A page of any site can open a socket to this computer: only those that we serve are let in. */
const isAllowed = (request: IncomingMessage, allowed: readonly string[]): boolean =>
  request.headers.origin === undefined || allowed.includes(request.headers.origin);

export async function listen({ relay, host, port, allowedOrigins }: ListenOptions): Promise<Listening> {
  const server = new WebSocketServer({
    host,
    port,
    path: PATH,
    maxPayload: LARGEST_MESSAGE,
    perMessageDeflate: false,
    handleProtocols: (protocols) => (protocols.has('sip') ? 'sip' : false),
    verifyClient: ({ req }, done) => {
      const full = server.clients.size >= MOST_SOCKETS;
      const spokenSip = /(?:^|,)\s*sip\s*(?:,|$)/.test(req.headers['sec-websocket-protocol'] ?? '');
      if (!isAllowed(req, allowedOrigins)) done(false, 403);
      else if (!spokenSip) done(false, 400);
      else done(!full, 503);
    },
  });
  const answering = new WeakSet<WebSocket>();
  server.on('connection', (socket: WebSocket) => {
    const attached = relay.attach((text) => {
      if (socket.readyState === socket.OPEN) socket.send(text);
    });
    answering.add(socket);
    socket.on('message', (data: Buffer) => attached.receive(data.toString('utf8')));
    socket.on('pong', () => answering.add(socket));
    socket.on('close', attached.detach);
    // What is wrong with a socket ends it, and its end is all that matters.
    socket.on('error', () => socket.terminate());
  });
  // A computer that went away says nothing: who does not answer a ping until the next one is cut off.
  const beat = setInterval(() => {
    for (const socket of server.clients) {
      if (!answering.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, BEAT_MS);
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `ws://${host}:${bound}${PATH}`,
    close: () =>
      new Promise((resolve, reject) => {
        clearInterval(beat);
        for (const socket of server.clients) socket.terminate();
        server.close((error) => (error === undefined ? resolve() : reject(error)));
      }),
  };
}
