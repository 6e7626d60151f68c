import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, type RtpPacket } from 'werift';

export const EVENT_TYPE = 126;

const voice = new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8_000, channels: 1, payloadType: 0 });
const keys = new RTCRtpCodecParameters({
  mimeType: 'audio/telephone-event',
  clockRate: 8_000,
  channels: 1,
  payloadType: EVENT_TYPE,
  parameters: '0-15',
});

export type Peer = {
  readonly connection: RTCPeerConnection;
  readonly transceiver: ReturnType<RTCPeerConnection['addTransceiver']>;
};

/**
 * A peer connection with one µ-law line. Its candidates are this computer's own addresses; no server is asked for any.
 * Loopback is one of them because on a computer without a network it is the only one, and a browser's own addresses
 * are the others: not every system lets a socket bound to them speak to loopback.
 */
export function createPeer(onPacket: (packet: RtpPacket) => void): Peer {
  const connection = new RTCPeerConnection({
    codecs: { audio: [voice, keys] },
    iceServers: [],
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: ['127.0.0.1'],
    bundlePolicy: 'max-bundle',
  });
  const track = new MediaStreamTrack({ kind: 'audio' });
  const transceiver = connection.addTransceiver(track, { direction: 'sendrecv' });
  // werift tells of the same track again at every re-INVITE: listened to twice, every packet would count double.
  const known = new WeakSet<MediaStreamTrack>();
  connection.onTrack.subscribe((remote) => {
    if (known.has(remote)) return;
    known.add(remote);
    remote.onReceiveRtp.subscribe((packet) => onPacket(packet));
  });
  return { connection, transceiver };
}

/**
 * Lets the browser speak first when the voices agree on their keys, unless it was decided before: whoever speaks first in
 * werift waits a tenth of a second for the other to be ready, in every call.
 */
export const letThemBegin = ({ transceiver }: Peer): void => {
  const { dtlsTransport } = transceiver;
  if (dtlsTransport.role === 'auto') dtlsTransport.role = 'server';
};

const GATHER_MS = 500;

/** Resolves once all candidates are known, or after half a second with those that are. */
export async function gathered({ connection }: Peer): Promise<void> {
  if (connection.iceGatheringState === 'complete') return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, GATHER_MS);
    connection.iceGatheringStateChange.subscribe((state) => {
      if (state !== 'complete') return;
      clearTimeout(timer);
      resolve();
    });
  });
}
