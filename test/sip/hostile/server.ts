import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** A server that says whatever a test wants it to. What the telephone needs to live (REGISTER, OPTIONS) it answers well. */
export type HostileServer = {
  readonly port: number;
  /** Sends a text, or bytes, as one frame. */
  readonly say: (what: string | Uint8Array) => void;
  /** Everything that the telephone sent since the last call of this, besides REGISTER and OPTIONS. */
  readonly take: () => readonly string[];
  /** Answers a request of the telephone; null: not at all. Whatever is put here replaces what was. */
  readonly onRequest: (answer: (request: string) => readonly string[]) => void;
  /** Answers a REGISTER in place of the good answer; null: that one. */
  readonly onRegister: (answer: (request: string) => string | null) => void;
  readonly stop: () => Promise<void>;
};

export const headerOf = (text: string, name: string): string =>
  new RegExp(`^${name}\\s*:\\s*(.*)$`, 'imu').exec(text)?.[1]?.trim() ?? '';

/** A response as a server writes it: what identifies the transaction is copied from the request. */
export const respond = (
  request: string,
  status: string,
  more: { readonly headers?: readonly string[]; readonly body?: string; readonly to?: string } = {},
): string => {
  const copied = ['Via', 'From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${headerOf(request, name)}`);
  const to = headerOf(request, 'To');
  const body = more.body ?? '';
  return [
    `SIP/2.0 ${status}`,
    ...copied,
    `To: ${more.to ?? (to.includes(';tag=') ? to : `${to};tag=server`)}`,
    ...(more.headers ?? []),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
};

export const startHostileServer = async (): Promise<HostileServer> => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
  await new Promise((resolve) => {
    server.once('listening', resolve);
  });
  let socket: WebSocket | null = null;
  let said: string[] = [];
  let answer: (request: string) => readonly string[] = () => [];
  let register: (request: string) => string | null = () => null;
  server.on('connection', (opened) => {
    socket = opened;
    opened.on('message', (data: Buffer) => {
      const text = data.toString('utf8');
      const method = /^(\w+) /u.exec(text)?.[1] ?? '';
      if (method === 'REGISTER') {
        const good = respond(text, '200 OK', { headers: [`Contact: ${headerOf(text, 'Contact')}`] });
        opened.send(register(text) ?? good);
      } else if (method === 'OPTIONS') opened.send(respond(text, '200 OK'));
      else if (text.trim() !== '') {
        said.push(text);
        if (!text.startsWith('SIP/2.0')) for (const one of answer(text)) opened.send(one);
      }
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    say: (what) => socket?.send(what),
    take: () => {
      const all = said;
      said = [];
      return all;
    },
    onRequest: (next) => {
      answer = next;
    },
    onRegister: (next) => {
      register = next;
    },
    stop: () =>
      new Promise((resolve) => {
        for (const open of server.clients) open.terminate();
        server.close(() => resolve());
      }),
  };
};
