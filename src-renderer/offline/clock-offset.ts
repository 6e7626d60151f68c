import { readValue, type DeviceDb } from './databases.ts';

/** Below this the difference is the line's delay, not the clock's. */
const NOISE_MS = 1_500;
/** An answer that took longer says too little about the moment it was written. */
const SLOWEST_MS = 5_000;

/** How far this computer's clock is ahead of the coordinator's, measured at every answer and kept over a restart. */
export type ClockOffset = {
  readonly ms: () => number;
  readonly load: () => Promise<void>;
  readonly measure: (serverTime: string, sentAt: number) => Promise<void>;
};

export function createClockOffset(db: DeviceDb, now: () => number, changed: (ms: number) => void): ClockOffset {
  let offset = 0;
  return {
    ms: () => offset,
    load: async () => {
      offset = (await readValue(db, 'clockOffsetMs')) ?? 0;
      changed(offset);
    },
    measure: async (serverTime, sentAt) => {
      const receivedAt = now();
      const server = Date.parse(serverTime);
      if (Number.isNaN(server) || receivedAt - sentAt > SLOWEST_MS) return;
      const measured = Math.round((sentAt + receivedAt) / 2 - server);
      const next = Math.abs(measured) < NOISE_MS ? 0 : measured;
      if (Math.abs(next - offset) < NOISE_MS) return;
      offset = next;
      await db.values.put(next, 'clockOffsetMs');
      changed(offset);
    },
  };
}
