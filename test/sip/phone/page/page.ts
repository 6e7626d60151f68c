import type { PhoneState } from '../../../../src-renderer/telephony/call-state.ts';
import { createTelephony } from '../../../../src-renderer/telephony/create-telephony.ts';
import type { TelephonyPort } from '../../../../src-renderer/telephony/telephony-port.ts';

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
  readonly media: () => Promise<{
    packetsIn: number;
    packetsOut: number;
    energyIn: number;
    codec: string;
    /** When the last packet came (milliseconds since 1970); 0 before the first. */
    lastIn: number;
  }>;
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

const media: PhonePage['media'] = async () => {
  const sum = { packetsIn: 0, packetsOut: 0, energyIn: 0, codec: '', lastIn: 0 };
  for (const peer of peers) {
    const report = await peer.getStats();
    report.forEach((entry: Record<string, unknown>) => {
      if (entry['type'] === 'inbound-rtp') {
        sum.packetsIn += Number(entry['packetsReceived']);
        sum.energyIn += Number(entry['totalAudioEnergy'] ?? 0);
        sum.lastIn = Math.max(sum.lastIn, Number(entry['lastPacketReceivedTimestamp'] ?? 0));
        sum.codec = (report.get(String(entry['codecId'])) as { mimeType?: string } | undefined)?.mimeType ?? '';
      }
      if (entry['type'] === 'outbound-rtp') sum.packetsOut += Number(entry['packetsSent']);
    });
  }
  return sum;
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
  media,
};
Reflect.set(window, 'desk', mounted);
