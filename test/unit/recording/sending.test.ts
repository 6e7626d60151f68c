import { describe, expect, it } from 'vitest';
import { createPieceSender } from '../../../src-renderer/workstation/recording/piece-sender.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';

const bytes = (n: number) => new Uint8Array([n]);

/** A network that the test opens and closes, and a clock that it lets run. */
const desk = () => {
  const arrived: number[] = [];
  const later: (() => void)[] = [];
  let down: AppError | null = null;
  let refusals = 0;
  const sender = createPieceSender({
    send: async (no, sealed) => {
      await Promise.resolve();
      if (down !== null) throw down;
      expect(arrived).toHaveLength(no);
      arrived.push(sealed[0] ?? -1);
    },
    later: (_ms, run) => void later.push(run),
    onRefused: () => (refusals += 1),
  });
  return {
    sender,
    arrived,
    refusals: () => refusals,
    cut: (error: AppError | null) => (down = error),
    waitFor: () => {
      for (const run of later.splice(0)) run();
    },
  };
};

const OFFLINE = new AppError('offline', { recovery: 'retry' });
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 40; turn += 1) await Promise.resolve();
};

describe('pieces on their way', () => {
  it('RC-16 go one after the other, and wait for the network in their order', async () => {
    const { sender, arrived, cut, waitFor } = desk();
    expect(sender.add({ sealed: bytes(0), ms: 2500 })).toBe(true);
    await settled();
    cut(OFFLINE);
    for (const n of [1, 2, 3]) sender.add({ sealed: bytes(n), ms: 2500 });
    await settled();
    waitFor();
    await settled();
    expect(arrived).toEqual([0]);
    expect(sender.waitingMs()).toBe(7500);
    cut(null);
    waitFor();
    expect(await sender.drained()).toBe(4);
    expect(arrived).toEqual([0, 1, 2, 3]);
  });

  it('RC-16 a minute waits in memory and no more; what waits still arrives, and nothing takes the place of what did not', async () => {
    const { sender, arrived, cut, waitFor } = desk();
    cut(OFFLINE);
    const taken = Array.from({ length: 30 }, (_, n) => sender.add({ sealed: bytes(n), ms: 2500 }));
    expect(taken.filter(Boolean)).toHaveLength(24);
    expect(sender.waitingMs()).toBe(60_000);
    await settled();
    cut(null);
    waitFor();
    await settled();
    expect(sender.add({ sealed: bytes(99), ms: 10 })).toBe(false);
    expect(await sender.drained()).toBe(24);
    expect(arrived).toEqual(Array.from({ length: 24 }, (_, n) => n));
  });

  it('RC-16 a refusal is final: nothing waits any more, and it is said once', async () => {
    const { sender, cut, refusals } = desk();
    cut(new AppError('recording-over'));
    sender.add({ sealed: bytes(0), ms: 2500 });
    sender.add({ sealed: bytes(1), ms: 2500 });
    expect(await sender.drained()).toBeNull();
    expect(sender.waitingMs()).toBe(0);
    expect(sender.add({ sealed: bytes(2), ms: 2500 })).toBe(false);
    expect(refusals()).toBe(1);
  });
});
