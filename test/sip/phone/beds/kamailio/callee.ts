import { once } from 'node:events';
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import type { Heard } from '../bed.ts';

/** A telephone of baresip, asked over its control socket (netstrings of JSON). */
export type Callee = {
  readonly order: (command: string, params?: string) => Promise<void>;
  readonly live: () => number;
  readonly registered: () => boolean;
  readonly heard: () => Heard;
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

const HEADER = 44;
const SAMPLES_PER_PACKET = 160;
const RATE = 8000;

/** Counts what the recordings of a folder have grown by; a call that is negotiated anew begins another file. */
const createEar = (folder: string): (() => { packets: number; energy: number }) => {
  const read = new Map<string, number>();
  let [packets, energy] = [0, 0];
  const take = (file: string): void => {
    const size = statSync(file).size;
    let at = read.get(file) ?? HEADER;
    // Within one second it is the same name again.
    if (size < at) at = HEADER;
    const count = Math.floor((size - at) / 2);
    if (count <= 0) return;
    const samples = Buffer.alloc(count * 2);
    const handle = openSync(file, 'r');
    readSync(handle, samples, 0, samples.length, at);
    closeSync(handle);
    for (let index = 0; index < count; index += 1) energy += (samples.readInt16LE(index * 2) / 32_768) ** 2 / RATE;
    packets += count / SAMPLES_PER_PACKET;
    read.set(file, at + count * 2);
  };
  return () => {
    for (const name of readdirSync(folder)) if (name.endsWith('-dec.wav')) take(path.join(folder, name));
    return { packets: Math.floor(packets), energy };
  };
};

/** `heard` is the folder of its recordings. */
export const reachCallee = async (file: string, heard: string): Promise<Callee> => {
  const socket: Socket = connect(file);
  await once(socket, 'connect');
  const calls = new Set<string>();
  const waiting = new Map<string, PromiseWithResolvers<void>>();
  const ear = createEar(heard);
  let keys = '';
  let registered = false;
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
      if (message.type === 'REGISTER_OK') registered = true;
      if (message.type === 'CALL_ESTABLISHED') {
        // The keys of a call are those of the newest one.
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
    registered: () => registered,
    heard: () => ({ ...ear(), keys }),
    close: () => socket.destroy(),
  };
};
