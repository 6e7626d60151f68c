import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a condition, not for the clock; after 40 s it says what was not so. */
export async function until(isSo: () => boolean | Promise<boolean>, what = isSo.toString()): Promise<void> {
  const from = performance.now();
  while (!(await isSo())) {
    if (performance.now() - from > 40_000) throw new Error(`Never so: ${what}`);
    await sleep(10);
  }
}
