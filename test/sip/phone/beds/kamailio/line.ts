import { createSocket, type Socket } from 'node:dgram';
import { createServer, connect } from 'node:net';
import { decodeByte } from '../../../../../src-main/practice/pbx/media/ulaw.ts';

/**
 * Runs on the servers' side and is three things: the stretch of network that the voice takes from outside to the media relay,
 * with losses and delays as the test wants them; the stretch between the relay and the telephones, where it listens to what
 * they are sent; and the way to the servers' control ports, which no cut of the network cuts.
 */
export type Order =
  /** Every port of the range, from the address where others find it to the relay behind it. */
  | { readonly do: 'carry'; readonly at: string; readonly relay: string; readonly ports: Ports; readonly way: Way }
  /** Outside and in both directions; the same seed loses and delays the same packets. */
  | { readonly do: 'spoil'; readonly lossPercent: number; readonly jitterMs: number; readonly seed: number }
  /** What was sent to the telephones that use these ports; answers with `Voice`. */
  | { readonly do: 'hear'; readonly ports: Ports }
  /** A socket file that leads to a TCP port of this network. */
  | { readonly do: 'lead'; readonly file: string; readonly port: number }
  /** Is the media relay there? */
  | { readonly do: 'ping'; readonly port: number }
  /** Does somebody listen on this TCP port? */
  | { readonly do: 'reach'; readonly port: number };
export type Ports = readonly [from: number, to: number];
type Way = 'outside' | 'inside';
/** Packets, and energy as full scale² × seconds. */
export type Voice = { readonly packets: number; readonly energy: number };
/** What is said: `true` when done, or when there. */
export type Said = boolean | Voice;

/** mulberry32: small, and good enough to choose packets. */
const chanceFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

let spoilt = { lossPercent: 0, jitterMs: 0, chance: chanceFrom(1) };

/** RTP and nothing else is spoilt: handshakes have their own repetitions, and are another test's affair. */
const isRtp = (packet: Buffer): boolean => {
  const first = packet[0] ?? 0;
  const type = (packet[1] ?? 0) & 0x7f;
  return first >= 128 && first < 192 && !(type >= 64 && type < 96);
};

const pass = (packet: Buffer, send: () => void): void => {
  const { lossPercent, jitterMs, chance } = spoilt;
  if (!isRtp(packet) || (lossPercent === 0 && jitterMs === 0)) {
    send();
    return;
  }
  const isLost = chance() * 100 < lossPercent;
  const delay = chance() * jitterMs;
  if (isLost) return;
  if (delay < 1) send();
  else setTimeout(send, delay);
};

const bound = (address: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.once('error', reject);
    socket.bind(port, address, () => resolve(socket));
  });

const ignore = (): void => undefined;

/** What went to each port of a telephone. */
const voices = new Map<number, Voice>();
const PCMU = 0;
const RATE = 8000;

const listen = (port: number, packet: Buffer): void => {
  if (!isRtp(packet) || ((packet[1] ?? 0) & 0x7f) !== PCMU) return;
  const { packets, energy } = voices.get(port) ?? { packets: 0, energy: 0 };
  // Neither of the two sends header extensions or contributing sources here.
  const squares = packet.subarray(12).reduce((sum, byte) => sum + (decodeByte(byte) / 32_768) ** 2, 0);
  voices.set(port, { packets: packets + 1, energy: energy + squares / RATE });
};

const hear = ([from, to]: Ports): Voice =>
  [...voices].reduce(
    (sum, [port, { packets, energy }]) =>
      port < from || port > to ? sum : { packets: sum.packets + packets, energy: sum.energy + energy },
    { packets: 0, energy: 0 },
  );

const carry = async (at: string, relay: string, port: number, way: Way): Promise<void> => {
  const front = await bound(at, port);
  front.on('error', ignore);
  /** One way back for each address that speaks to this port: the relay tells them apart by it. */
  const backs = new Map<string, Socket>();
  const passOn = (packet: Buffer, send: () => void): void => (way === 'outside' ? pass(packet, send) : send());
  front.on('message', (packet, from) => {
    const key = `${from.address}:${from.port}`;
    let back = backs.get(key);
    if (back === undefined) {
      back = createSocket('udp4');
      back.on('error', ignore);
      back.on('message', (answer) => {
        if (way === 'inside') listen(from.port, answer);
        passOn(answer, () => front.send(answer, from.port, from.address, ignore));
      });
      backs.set(key, back);
    }
    const to = back;
    passOn(packet, () => to.send(packet, port, relay, ignore));
  });
};

const lead = (file: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const server = createServer((near) => {
      const far = connect(port, '127.0.0.1');
      near.pipe(far);
      far.pipe(near);
      near.on('error', () => far.destroy());
      far.on('error', () => near.destroy());
      far.on('close', () => near.destroy());
    });
    server.once('error', reject);
    server.listen(file, resolve);
  });

const ping = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4');
    const end = (there: boolean): void => {
      clearTimeout(limit);
      socket.close();
      resolve(there);
    };
    const limit = setTimeout(() => end(false), 200);
    socket.on('error', () => end(false));
    socket.on('message', (answer) => end(answer.includes('pong')));
    socket.send('ck1 d7:command4:pinge', port, '127.0.0.1');
  });

const reach = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const obey = async (order: Order): Promise<Said> => {
  switch (order.do) {
    case 'carry': {
      const [from, to] = order.ports;
      for (let port = from; port <= to; port += 1) await carry(order.at, order.relay, port, order.way);
      return true;
    }
    case 'spoil':
      spoilt = { lossPercent: order.lossPercent, jitterMs: order.jitterMs, chance: chanceFrom(order.seed) };
      return true;
    case 'hear':
      return hear(order.ports);
    case 'lead':
      await lead(order.file, order.port);
      return true;
    case 'ping':
      return ping(order.port);
    case 'reach':
      return reach(order.port);
  }
};

process.on('message', (message) => {
  const { id, order } = message as { readonly id: number; readonly order: Order };
  void obey(order).then((said) => process.send?.({ id, said }));
});
process.on('disconnect', () => process.exit());
process.send?.({ id: 0, said: true });
