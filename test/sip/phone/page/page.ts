import type { PhoneState } from '../../../../src-renderer/telephony/call-state.ts';
import { createTelephony } from '../../../../src-renderer/telephony/create-telephony.ts';
import type { TelephonyPort } from '../../../../src-renderer/telephony/telephony-port.ts';
import { readMedia, type Media } from './media.ts';

/** Mounts the product's own telephone on a bare page, and keeps what it said so that a test can wait for it. */
export type PhonePage = {
  readonly phone: TelephonyPort;
  readonly state: () => PhoneState;
  readonly history: readonly PhoneState[];
  /** When each of the history was told (milliseconds since 1970, as the browser's reports count). */
  readonly toldAt: readonly number[];
  readonly peers: readonly RTCPeerConnection[];
  /** Instants (performance.now) at which an INVITE left. */
  readonly invites: readonly number[];
  /** Packets and energy that the page heard and sent, over all its connections. */
  readonly media: () => Promise<Media>;
};

const peers: RTCPeerConnection[] = [];
const Peer = RTCPeerConnection;
globalThis.RTCPeerConnection = class extends Peer {
  constructor(configuration?: RTCConfiguration) {
    super(configuration);
    peers.push(this);
  }
};
const invites: number[] = [];
const Socket = WebSocket;
globalThis.WebSocket = class extends Socket {
  override send(data: Parameters<WebSocket['send']>[0]): void {
    if (typeof data === 'string' && data.startsWith('INVITE ')) invites.push(performance.now());
    super.send(data);
  }
};

const phone = createTelephony(window);
const history: PhoneState[] = [];
const toldAt: number[] = [];
phone.subscribe((state) => {
  history.push(state);
  toldAt.push(Date.now());
});
const mounted: PhonePage = {
  phone,
  state: () => history[history.length - 1]!,
  history,
  toldAt,
  peers,
  invites,
  media: () => readMedia(peers),
};
Reflect.set(window, 'desk', mounted);
