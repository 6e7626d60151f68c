import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A telephone of baresip, asked over its control socket (netstrings of JSON). */
export type Callee = {
  readonly order: (command: string, params?: string) => Promise<void>;
  /** Calls, and hangs up when it has rung for so many seconds. */
  readonly call: (address: string, seconds: number) => Promise<void>;
  /** Why the newest call that began here is over; empty as long as it goes on. */
  readonly told: () => string;
  readonly live: () => number;
  /** Pressed in the newest call. */
  readonly keys: () => string;
  readonly close: () => void;
};

type Event = {
  readonly event: true;
  readonly type: string;
  readonly id?: string;
  readonly param?: string;
  readonly direction?: 'outgoing' | 'incoming';
};
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
  /** Of the call that was asked for last, until it rings: one that a transfer asks for has none. */
  let seconds: number | null = null;
  let told = '';
  /** Of each call that rings at the other end: its patience is over with it, and is no other call's. */
  const patience = new Map<string, NodeJS.Timeout>();
  const order = (command: string, params?: string): Promise<void> => {
    count += 1;
    const token = String(count);
    const asked = Promise.withResolvers<void>();
    waiting.set(token, asked);
    const text = JSON.stringify({ command, token, ...(params === undefined ? {} : { params }) });
    socket.write(`${Buffer.byteLength(text)}:${text},`);
    return asked.promise;
  };
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
      const id = message.id ?? '';
      if (message.type === 'CALL_RINGING' && message.direction === 'outgoing' && seconds !== null) {
        patience.set(
          id,
          setTimeout(() => void order('hangup'), seconds * 1000),
        );
        seconds = null;
      }
      if (message.type === 'CALL_ESTABLISHED' || message.type === 'CALL_CLOSED') {
        clearTimeout(patience.get(id));
        patience.delete(id);
      }
      if (message.type === 'CALL_ESTABLISHED') {
        keys = '';
        calls.add(id);
      }
      if (message.type === 'CALL_CLOSED') {
        calls.delete(id);
        if (message.direction === 'outgoing') told = message.param ?? '';
      }
      if (message.type === 'CALL_DTMF_START') keys += message.param ?? '';
    }),
  );
  return {
    order,
    call: (address, atMost) => {
      seconds = atMost;
      told = '';
      return order('dial', address);
    },
    told: () => told,
    live: () => calls.size,
    keys: () => keys,
    close: () => {
      for (const timer of patience.values()) clearTimeout(timer);
      socket.destroy();
    },
  };
};
