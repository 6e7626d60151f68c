import type { BedName } from '../sip/phone/beds/table.ts';
import type { Bench, Row } from './bench.ts';
import { percentile } from './percentile.ts';
import { openTelephones, type OpenTelephones } from './telephone/open-telephones.ts';
import type { CallTimes, LineName } from './telephone/page/page.ts';

const LINES = ['product', 'bare'] as const satisfies readonly LineName[];
/** The first call of a page opens the microphone and warms the browser: it is no operator's hundredth. */
const WARM_UPS = 2;

type Times = { readonly register: number; readonly calls: readonly CallTimes[]; readonly swaps: readonly number[] };

const timeCalls = async ({ page, number }: OpenTelephones, name: LineName, count: number): Promise<CallTimes[]> => {
  const times: CallTimes[] = [];
  for (let n = 0; n < count; n += 1) {
    times.push(
      await page.evaluate(([name, number]) => telephones.timeCall(name, number), [name, number('answers')] as const),
    );
    await page.evaluate((name) => telephones.line(name).hangUpAll(), name);
  }
  return times;
};

const timeSwaps = async ({ page, number }: OpenTelephones, name: LineName, count: number): Promise<number[]> => {
  for (const role of ['answers', 'answers-too'] as const) {
    await page.evaluate(([name, number]) => telephones.line(name).call(number), [name, number(role)] as const);
  }
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) times.push(await page.evaluate((name) => telephones.timeSwap(name), name));
  await page.evaluate((name) => telephones.line(name).hangUpAll(), name);
  return times;
};

/** From the page that asks to the server's word that it is registered; the WebSocket is new each time. */
const timeRegister = ({ page, account }: OpenTelephones, name: LineName): Promise<number> =>
  page.evaluate(
    async ([name, account]) => {
      const from = performance.now();
      await telephones.line(name).register(account);
      return performance.now() - from;
    },
    [name, account] as const,
  );

/** The connection is cut at once and may come back at once: what passes is the telephone's own doing. */
const timeReconnects = async ({ page, gate }: OpenTelephones, name: LineName, count: number): Promise<number[]> => {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const again = page.evaluate(async (name) => {
      await telephones.line(name).registeredAgain();
      return Date.now();
    }, name);
    // Two questions to one page are answered in their order: the page waits before the cut.
    await page.evaluate(() => 0);
    const from = Date.now();
    gate.drop();
    times.push((await again) - from);
  }
  return times;
};

const row = (
  bed: BedName,
  what: string,
  times: Readonly<Record<LineName, readonly number[]>>,
  budget: number | null,
  bare = 'sip.js alone',
): Row => ({
  what: `telephone: ${what}, p95`,
  value: percentile(times.product, 0.95),
  unit: 'ms',
  ...(budget === null ? {} : { budget: { atMost: budget } }),
  baseline: { what: bare, value: percentile(times.bare, 0.95) },
  note:
    `on ${bed}: half ${percentile(times.product, 0.5).toFixed(1)} ms of ${times.product.length}; ` +
    `${bare}: half ${percentile(times.bare, 0.5).toFixed(1)} ms of ${times.bare.length}`,
});

const run: Bench['run'] = async ({ scale, bed, say }) => {
  const count = Math.max(5, Math.round(50 * scale));
  const open = await openTelephones(bed);
  try {
    const registers: Record<LineName, number[]> = { product: [], bare: [] };
    const found: Partial<Record<LineName, Times>> = {};
    const reconnects: Record<LineName, readonly number[]> = { product: [], bare: [] };
    for (const name of LINES) {
      for (let n = 0; n < count; n += 1) {
        registers[name].push(await timeRegister(open, name));
        await open.page.evaluate((name) => telephones.line(name).leave(), name);
      }
    }
    for (const name of LINES) {
      const register = await timeRegister(open, name);
      await timeCalls(open, name, WARM_UPS);
      const calls = await timeCalls(open, name, count);
      say(`${name}: ${calls.length} calls`);
      const swaps = await timeSwaps(open, name, count);
      say(`${name}: ${swaps.length} swaps`);
      found[name] = { register, calls, swaps };
      // The library alone waits four seconds before each: fewer of those say the same.
      reconnects[name] = await timeReconnects(open, name, name === 'bare' ? Math.ceil(count / 10) : count);
      say(`${name}: ${reconnects[name].length} reconnections`);
      await open.page.evaluate((name) => telephones.line(name).leave(), name);
    }
    const { product, bare } = found as Record<LineName, Times>;
    const of = (pick: (times: CallTimes) => number) => ({
      product: product.calls.map(pick),
      bare: bare.calls.map(pick),
    });
    return [
      row(bed, 'register', registers, null),
      row(
        bed,
        'key to INVITE',
        of(({ invite }) => invite),
        50,
      ),
      row(
        bed,
        'key to answered',
        of(({ answered }) => answered),
        null,
      ),
      row(
        bed,
        'key to audible',
        of(({ audible }) => audible),
        350,
      ),
      row(
        bed,
        'INVITE to audible',
        of(({ invite, audible }) => audible - invite),
        null,
      ),
      row(bed, 'swap', { product: product.swaps, bare: bare.swaps }, null),
      row(bed, 'registered again after a cut', reconnects, null, 'sip.js, 4 s later as its guide says'),
    ];
  } finally {
    await open.close();
  }
};

export const bench: Bench = {
  name: 'telephone',
  summary: 'register, key to INVITE, to sound, swap, reconnect, beside sip.js alone on the same page',
  run,
};
