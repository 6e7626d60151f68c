import { setTimeout as sleep } from 'node:timers/promises';
import type { CDPSession } from '@playwright/test';
import { openTelephones } from './open-telephones.ts';

const MOST_GROWTH = 0.05;
/** By then a page has made what it makes once, and its bounded memory of what happened is full. */
const WARM = 0.2;
/** The library remembers each transaction for 32 s (RFC 3261 §17): how much that is says only how quickly calls followed. */
const REMEMBERED_MS = 35_000;
/** One reading wavers by some hundredths. */
const READINGS = 5;

const heapOf = async (inspector: CDPSession): Promise<number> => {
  await inspector.send('HeapProfiler.collectGarbage');
  const { usedSize } = await inspector.send('Runtime.getHeapUsage');
  return usedSize;
};

/** What the page keeps when nothing is going on any more, in bytes. */
const restingHeapOf = async (inspector: CDPSession): Promise<number> => {
  await sleep(REMEMBERED_MS);
  let sum = 0;
  for (let n = 0; n < READINGS; n += 1) sum += await heapOf(inspector);
  return sum / READINGS;
};

/**
 * Calls in a row in one page of the product's telephone, each heard both ways, every other one ended by the far side.
 * Throws at the first call that is mute or does not end, and at the end when a registration was lost, a connection or a
 * track was left, or what the page keeps at rest grew by a twentieth. Answers the share by which it grew.
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
    const warm = Math.ceil(calls * WARM);
    let before = 0;
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
      if (n === warm) before = await restingHeapOf(inspector);
      if (n % 50 === 0) say(`${n} calls, heap ${Math.round((await heapOf(inspector)) / 1024)} KiB`);
    }
    const after = await restingHeapOf(inspector);
    say(
      `at rest: ${Math.round(before / 1024)} KiB after ${warm} calls, ${Math.round(after / 1024)} KiB after ${calls}`,
    );
    const lost = await page.evaluate(() => telephones.lostRegistrations());
    if (lost > 0) throw new Error(`the registration was lost ${lost} times`);
    const growth = after / before - 1;
    if (growth >= MOST_GROWTH) throw new Error(`the page's heap grew by ${(growth * 100).toFixed(1)} %`);
    await page.evaluate(() => telephones.line('product').leave());
    return { growth };
  } finally {
    await close();
  }
};
