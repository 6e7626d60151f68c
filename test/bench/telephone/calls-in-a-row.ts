import type { CDPSession } from '@playwright/test';
import { openTelephones } from './open-telephones.ts';

const MOST_GROWTH = 0.05;
/** The heap is read after every so many calls. One reading wavers by some hundredths: their mean is compared. */
const READ_EVERY = 5;

/**
 * The mean of the last fifth of the readings against the mean of the second fifth: in the first one a page still makes
 * what it makes once, and its bounded memory of what happened fills.
 */
const growthOf = (readings: readonly number[]): number => {
  const fifth = Math.ceil(readings.length / 5);
  const mean = (part: readonly number[]): number => part.reduce((sum, value) => sum + value, 0) / part.length;
  return mean(readings.slice(-fifth)) / mean(readings.slice(fifth, 2 * fifth)) - 1;
};

const heapOf = async (inspector: CDPSession): Promise<number> => {
  await inspector.send('HeapProfiler.collectGarbage');
  const { usedSize } = await inspector.send('Runtime.getHeapUsage');
  return usedSize;
};

/**
 * Calls in a row in one page of the product's telephone, each heard both ways, every other one ended by the far side.
 * Throws at the first call that is mute or does not end, and at the end when a registration was lost, a connection or a
 * track was left, or the page's heap grew by a twentieth. Answers the share by which it grew.
 */
export const callInARow = async (options: {
  readonly calls: number;
  readonly say: (line: string) => void;
}): Promise<{ readonly growth: number }> => {
  const { calls, say } = options;
  const { page, account, number, heardThere, hangUpThere, close } = await openTelephones('practice');
  try {
    const inspector = await page.context().newCDPSession(page);
    await page.evaluate((account) => telephones.line('product').register(account), account);
    const heap: number[] = [];
    for (let n = 1; n <= calls; n += 1) {
      await page.evaluate((number) => telephones.timeCall('product', number), number('answers'));
      const from = performance.now();
      while ((await heardThere('answers')).energy === 0) {
        if (performance.now() - from > 10_000) throw new Error(`call ${n}: the far side hears nothing`);
      }
      if (n % 2 === 0) await page.evaluate(() => telephones.line('product').hangUpAll());
      else {
        await hangUpThere('answers');
        await page.evaluate(() => telephones.endedThere());
      }
      const { connections, tracks } = await page.evaluate(() => telephones.left());
      if (connections > 0) throw new Error(`call ${n}: ${connections} connections were left open`);
      if (tracks > 1) throw new Error(`call ${n}: ${tracks} tracks of the microphone still listen`);
      if (n % READ_EVERY === 0 || n === calls) heap.push(await heapOf(inspector));
      if (n % 50 === 0) say(`${n} calls, heap ${Math.round((heap.at(-1) ?? 0) / 1024)} KiB`);
    }
    const lost = await page.evaluate(() => telephones.lostRegistrations());
    if (lost > 0) throw new Error(`the registration was lost ${lost} times`);
    const growth = growthOf(heap);
    if (growth >= MOST_GROWTH) throw new Error(`the page's heap grew by ${(growth * 100).toFixed(1)} %`);
    await page.evaluate(() => telephones.line('product').leave());
    return { growth };
  } finally {
    await close();
  }
};
