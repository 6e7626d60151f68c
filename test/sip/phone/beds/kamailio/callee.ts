import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A telephone of baresip, asked over its control socket (netstrings of JSON). */
export type Callee = {
  readonly order: (command: string, params?: string) => Promise<void>;
  readonly live: () => number;
  /** Pressed in the newest call. */
  readonly keys: () => string;
  readonly close: () => void;
};

type Event = { readonly event: true; readonly type: string; readonly id?: string; readonly param?: string };
type Response = { readonly response: true; readonly ok: boolean; readonly data?: string; readonly token?: string };

const readNetstrings = (take: (text: string) => void): ((data: Buffer) => void) => {
  let rest = Buffer.alloc(0);
  return (data) => {
    rest = Buffer.concat([rest, data]);
    for (;;) {
      const colon = rest.indexOf(':');
      if (colon < 0) return;
      const length = Number(rest.subarray(0, colon).toString('latin1'));
      const end = colon + 1 + length;
      if (rest.length <= end) return;
      take(rest.subarray(colon + 1, end).toString('utf8'));
      rest = rest.subarray(end + 1);
    }
  };
};

export const reachCallee = async (file: string): Promise<Callee> => {
  const socket: Socket = connect(file);
  await once(socket, 'connect');
  const calls = new Set<string>();
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  let keys = '';
  let count = 0;
  socket.on('error', () => undefined);
  socket.on(
    'data',
    readNetstrings((text) => {
      const message = JSON.parse(text) as Event | Response;
      if ('response' in message) {
        const asked = waiting.get(message.token ?? '');
        waiting.delete(message.token ?? '');
        if (message.ok) asked?.resolve();
        else asked?.reject(new Error(`baresip: ${message.data ?? ''}`));
        return;
      }
      if (message.type === 'CALL_ESTABLISHED') {
        keys = '';
        calls.add(message.id ?? '');
      }
      if (message.type === 'CALL_CLOSED') calls.delete(message.id ?? '');
      if (message.type === 'CALL_DTMF_START') keys += message.param ?? '';
    }),
  );
  return {
    order: (command, params) => {
      count += 1;
      const token = String(count);
      const asked = Promise.withResolvers<void>();
      waiting.set(token, asked);
      const text = JSON.stringify({ command, token, ...(params === undefined ? {} : { params }) });
      socket.write(`${Buffer.byteLength(text)}:${text},`);
      return asked.promise;
    },
    live: () => calls.size,
    keys: () => keys,
    close: () => socket.destroy(),
  };
};
