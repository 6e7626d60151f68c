/** RFC 4733: a pressed key as packets beside the voice. */

const KEYS = '0123456789*#ABCD';

/** 20 ms at 8,000 Hz. */
const STEP = 160;
const VOLUME = 10;
const END = 0x80;
/** Ten seconds. */
const LATE = 80_000;

/** One packet of an event: the marker stands on its first, the end comes three times (RFC 4733 section 2.5.1.4). */
export type EventPacket = { readonly payload: Buffer; readonly marker: boolean };

/** The packets of one key, one every 20 ms, all with the timestamp of the first. */
export function eventPackets(key: string, milliseconds = 120): readonly EventPacket[] {
  const event = KEYS.indexOf(key);
  if (key.length !== 1 || event < 0) throw new RangeError(`No such key: ${key}`);
  const steps = Math.max(1, Math.round(milliseconds / 20));
  const packet = (duration: number, end: boolean): Buffer =>
    Buffer.from([event, (end ? END : 0) | VOLUME, duration >> 8, duration & 0xff]);
  return [
    ...Array.from({ length: steps }, (_, i) => ({ payload: packet((i + 1) * STEP, false), marker: i === 0 })),
    ...Array.from({ length: 3 }, () => ({ payload: packet(steps * STEP, true), marker: false })),
  ];
}

/**
 * Reads events: each gives its key once, at its first packet that arrives, so that neither the three ends nor a lost
 * beginning or end counts twice or not at all. A packet that comes late, after the next event, is no new one.
 */
export function createEventReader(): (payload: Uint8Array, timestamp: number) => string | null {
  let last: number | null = null;
  return (payload, timestamp) => {
    const key = payload.length >= 4 ? KEYS[payload[0] ?? 255] : undefined;
    if (key === undefined) return null;
    // Timestamps go round after 2³². The same is the same key, a little behind is late; far behind is a sender that began anew.
    if (last !== null && (last - timestamp) >>> 0 < LATE) return null;
    last = timestamp >>> 0;
    return key;
  };
}
