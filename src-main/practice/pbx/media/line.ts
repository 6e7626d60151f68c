import type { SessionDescriptionHandler } from 'sip.js';
import type { Beat } from './beat.ts';
import { createMeter, type Heard } from './meter.ts';
import { createPeer, gathered, letThemBegin } from './peer.ts';
import type { Source } from './player.ts';
import { directionOf, eventTypeOf, withoutWideEvents, type Direction } from './sdp.ts';
import { startSender, type Sender } from './sender.ts';
import { createEventReader } from './telephone-event.ts';

/** One call's voice: what sip.js asks of a session description handler, and what a debtor does with it. */
export type Line = SessionDescriptionHandler & {
  readonly state: () => string;
  readonly heard: () => Heard;
  readonly lastVoice: () => number;
  /** Milliseconds since anything came in although it should; 0 on hold, when nothing should. */
  readonly missing: () => number;
  readonly sent: () => number;
  /** The other side has put us on hold: it takes nothing from us. */
  readonly isHeld: () => boolean;
  /** How our next offer is: `sendonly` puts the other side on hold. */
  readonly setDirection: (direction: Direction) => void;
  readonly direction: () => Direction;
  readonly setSource: (source: Source | null) => void;
  readonly sendKeys: (keys: string, signal: AbortSignal) => Promise<void>;
  /** Tells of every frame that comes in. */
  readonly setListener: (listener: ((payload: Uint8Array) => void) | null) => void;
};

export type LineOptions = {
  readonly beat: Beat;
  readonly now: () => number;
  readonly onKey: (key: string) => void;
};

export function createLine({ beat, now, onKey }: LineOptions): Line {
  const meter = createMeter(now);
  let lastPacket = now();
  const readEvent = createEventReader();
  let remote: Direction = 'sendrecv';
  let eventType: number | null = null;
  let source: Source | null = null;
  let listener: ((payload: Uint8Array) => void) | null = null;
  let sender: Sender | null = null;

  const peer = createPeer(({ header, payload }) => {
    lastPacket = now();
    if (header.payloadType === 0) {
      meter.take(payload);
      listener?.(payload);
      return;
    }
    const key = readEvent(payload, header.timestamp);
    if (key !== null) onKey(key);
  });
  const { connection, transceiver } = peer;
  const isHeld = (): boolean => remote === 'sendonly' || remote === 'inactive';
  connection.connectionStateChange.subscribe((state) => {
    if (state !== 'connected' || sender !== null) return;
    sender = startSender({
      peer,
      beat,
      now,
      source: () => source?.() ?? null,
      quiet: isHeld,
      eventType: () => eventType,
    });
  });

  return {
    state: () => connection.connectionState,
    heard: meter.heard,
    lastVoice: meter.lastVoice,
    missing: () => {
      // On hold nothing needs to come; the time begins anew when it ends.
      if (isHeld() || transceiver.direction !== 'sendrecv') lastPacket = now();
      return now() - lastPacket;
    },
    sent: () => sender?.sent() ?? 0,
    isHeld,
    setDirection: (direction) => transceiver.setDirection(direction),
    direction: () => transceiver.direction,
    setSource: (next) => void (source = next),
    setListener: (next) => void (listener = next),
    sendKeys: async (keys, signal) => {
      if (sender === null) throw new Error('There is no voice yet.');
      await sender.keys(keys, signal);
    },

    hasDescription: (contentType) => contentType.toLowerCase().startsWith('application/sdp'),
    setDescription: async (sdp) => {
      remote = directionOf(sdp);
      eventType = eventTypeOf(sdp);
      const type = connection.signalingState === 'have-local-offer' ? 'answer' : 'offer';
      await connection.setRemoteDescription({ type, sdp: withoutWideEvents(sdp) });
    },
    getDescription: async () => {
      const answering = connection.signalingState === 'have-remote-offer';
      if (answering) letThemBegin(peer);
      await connection.setLocalDescription(
        answering ? await connection.createAnswer() : await connection.createOffer(),
      );
      await gathered(peer);
      return { body: connection.localDescription?.sdp ?? '', contentType: 'application/sdp' };
    },
    // An offer that was refused: what was agreed before holds.
    rollbackDescription: async () => {
      await connection.setLocalDescription({ type: 'rollback', sdp: '' });
    },
    sendDtmf: () => false,
    close: () => {
      sender?.stop();
      // Closing says goodbye to the other side; that it may be gone already changes nothing.
      connection.close().catch(() => undefined);
    },
  };
}
