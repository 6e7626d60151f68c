import { createBareLine } from './bare-line.ts';
import type { Line } from './line.ts';
import { createProductLine, type ProductLine } from './product-line.ts';

export type LineName = 'product' | 'bare';

/** Milliseconds after the key. */
export type CallTimes = { readonly invite: number; readonly answered: number; readonly audible: number };

export type Telephones = {
  readonly line: (name: LineName) => Line;
  /** A call from the key to the first sound of the far side. */
  readonly timeCall: (name: LineName, number: string) => Promise<CallTimes>;
  readonly timeSwap: (name: LineName) => Promise<number>;
  /** Of the product's line: resolves when the far side has ended the last call. */
  readonly endedThere: () => Promise<void>;
  /** Of the product's line: how often the registration went since it first came. */
  readonly lostRegistrations: () => number;
  /** Connections that nobody closed, and tracks of the microphone that still listen. */
  readonly left: () => { readonly connections: number; readonly tracks: number };
};

let peers: RTCPeerConnection[] = [];
const Peer = RTCPeerConnection;
globalThis.RTCPeerConnection = class extends Peer {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    peers.push(this);
  }
};

let invitedAt = 0;
const Socket = WebSocket;
globalThis.WebSocket = class extends Socket {
  override send(data: Parameters<WebSocket['send']>[0]): void {
    if (typeof data === 'string' && data.startsWith('INVITE ')) invitedAt = performance.now();
    super.send(data);
  }
};

/** Has this connection brought sound, and not only packets? */
const hasSound = async (peer: RTCPeerConnection): Promise<boolean> => {
  const report = await peer.getStats();
  let energy = 0;
  report.forEach((entry: Record<string, unknown>) => {
    if (entry['type'] === 'inbound-rtp') energy += Number(entry['totalAudioEnergy'] ?? 0);
  });
  return energy > 0;
};

const firstSound = async (peer: RTCPeerConnection): Promise<number> => {
  for (;;) {
    if (await hasSound(peer)) return performance.now();
    // A task later: the connection must have its turn.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
};

let productLine: ProductLine | null = null;
let bareLine: Line | null = null;
const product = (): ProductLine => (productLine ??= createProductLine());
const line = (name: LineName): Line => (name === 'product' ? product() : (bareLine ??= createBareLine()));

const telephones: Telephones = {
  line,
  timeCall: async (name, number) => {
    const before = peers.length;
    const from = performance.now();
    await line(name).call(number);
    const answeredAt = performance.now();
    const peer = peers[before];
    if (peer === undefined) throw new Error('a call without a connection');
    const heardAt = await firstSound(peer);
    return { invite: invitedAt - from, answered: answeredAt - from, audible: heardAt - from };
  },
  timeSwap: async (name) => {
    const from = performance.now();
    await line(name).swap();
    return performance.now() - from;
  },
  endedThere: () => product().endedThere(),
  lostRegistrations: () => product().lostRegistrations(),
  left: () => {
    const open = peers.filter(({ connectionState }) => connectionState !== 'closed');
    const sent = peers.flatMap((peer) => peer.getSenders()).flatMap(({ track }) => track ?? []);
    const tracks = new Set(sent.filter(({ readyState }) => readyState === 'live')).size;
    peers = open;
    return { connections: open.length, tracks };
  },
};
Reflect.set(window, 'telephones', telephones);
