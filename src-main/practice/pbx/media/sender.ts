import { randomInt } from 'node:crypto';
import { RtpHeader } from 'werift';
import type { Beat } from './beat.ts';
import { FRAME_SAMPLES, SILENCE } from './frames.ts';
import { createPacer } from './pacer.ts';
import type { Peer } from './peer.ts';
import type { Source } from './player.ts';
import { eventPackets, type EventPacket } from './telephone-event.ts';

export type Sender = {
  /** Frames that went out. */
  readonly sent: () => number;
  /** Sends keys one after the other, in place of the voice; resolves when the last is out, rejects on the signal. */
  readonly keys: (keys: string, signal: AbortSignal) => Promise<void>;
  readonly stop: () => void;
};

const PAUSE_FRAMES = 5;

/** Sends a packet every 20 ms from now on. `quiet` says that the other side takes nothing now: then the source waits. */
export function startSender(options: {
  readonly peer: Peer;
  readonly beat: Beat;
  readonly now: () => number;
  readonly source: Source;
  readonly quiet: () => boolean;
  /** The other side's payload type for keys; null: it takes none. */
  readonly eventType: () => number | null;
}): Sender {
  const { sender } = options.peer.transceiver;
  const due = createPacer(options.now);
  let [sequence, timestamp, sent, fresh] = [randomInt(2 ** 16), randomInt(2 ** 32), 0, true];
  let pending: (EventPacket | 'pause')[] = [];
  let eventStart = 0;
  let keysOut: (() => void) | null = null;

  // Not through the track: it would put the voice's payload type on keys too.
  const write = (payload: Uint8Array, header: Partial<RtpHeader>): void => {
    if (sender.dtlsTransport.state !== 'connected') return;
    sequence = (sequence + 1) & 0xffff;
    sent += 1;
    const head = new RtpHeader({ sequenceNumber: sequence, ssrc: sender.ssrc, timestamp, ...header });
    sender.dtlsTransport.sendRtp(Buffer.from(payload), head).catch(() => undefined); // A lost packet is a lost packet.
  };

  const frame = (): void => {
    timestamp = (timestamp + FRAME_SAMPLES) >>> 0;
    if (options.quiet()) return;
    const event = pending.shift();
    if (event === undefined || event === 'pause') {
      write((event === undefined ? options.source() : null) ?? SILENCE, { payloadType: 0, marker: fresh });
      fresh = false;
    } else {
      if (event.marker) eventStart = timestamp;
      write(event.payload, { payloadType: options.eventType() ?? 0, marker: event.marker, timestamp: eventStart });
    }
    if (event !== undefined && pending.length === 0) keysOut?.();
  };

  const leave = options.beat.join(() => {
    const { frames, skipped } = due();
    timestamp = (timestamp + skipped * FRAME_SAMPLES) >>> 0;
    for (let i = 0; i < frames; i += 1) frame();
  });

  return {
    sent: () => sent,
    keys: async (keys, signal) => {
      signal.throwIfAborted();
      if (options.eventType() === null) throw new Error('The other side takes no keys beside the voice.');
      const pauses = Array.from({ length: PAUSE_FRAMES }, () => 'pause' as const);
      pending = [...keys].flatMap((key) => [...eventPackets(key), ...pauses]);
      await new Promise<void>((resolve, reject) => {
        keysOut = resolve;
        signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      });
    },
    stop: leave,
  };
}
