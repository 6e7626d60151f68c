import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, type Operator } from './fixtures/phone.ts';
import type { Bed } from './beds/bed.ts';

/** The voice is back this soon after the cause is gone. */
const BACK_MS = 3000;
/** Nothing tells a page that its computer has another address: the sound stops, and the server answers no question. */
const NOTICED_MS = 3500;
/** What it takes to be sure: twenty packets in each direction, and the asking. */
const SURE_MS = 1000;

const note = (what: string, ms: number): void => {
  test.info().annotations.push({ type: what, description: `${Math.round(ms)} ms` });
};

/** Only a bed whose servers stand on a network of their own has these. */
const able = <Name extends 'restartMedia' | 'spoil' | 'cut' | 'move' | 'told'>(
  bed: Bed,
  name: Name,
): NonNullable<Bed[Name]> => {
  const found = bed[name];
  if (found === undefined) throw new Error(`this bed cannot ${name}`);
  return found;
};

/** The page speaks to the server itself: what happens to the cable happens to both, the signalling and the voice. */
const direct = (bed: Bed) => ({ server: `ws://${bed.host ?? '127.0.0.1'}:${bed.port}${bed.path}` });

/** The far side hangs up; a re-INVITE that crosses it hears first that nobody is there. */
const endsThere = async (operator: Operator, bed: Bed, id: string): Promise<void> => {
  await bed.hangUp('answers');
  await operator.sees({ id, phase: 'ended' });
  const { calls } = await operator.state();
  expect(['ended-there', 'far-side-gone']).toContain(calls.find((call) => call.id === id)?.end?.cause);
};

test('TL-35 the server is started anew in a call: the voice goes on, and the call can be used', async ({
  operator,
  bed,
}) => {
  await operator.signIn(direct(bed));
  const id = await operator.talk('answers');
  const from = performance.now();
  await bed.restart();
  await operator.sees({ id, phase: 'active', reconnecting: false });
  await operator.light('registered');
  await operator.bothHear('answers', BACK_MS + SURE_MS);
  note('voice and signalling after the restart began', performance.now() - from);
  await operator.page.evaluate((id) => desk.phone.setHold(id, true), id);
  await operator.sees({ id, hold: 'held' });
  await operator.page.evaluate((id) => desk.phone.setHold(id, false), id);
  await operator.sees({ id, hold: 'none' });
  await operator.bothHear('answers');
  await bed.hangUp('answers');
  await operator.sees({ id, phase: 'ended', end: { cause: 'ended-there', status: null } });
});

for (const seconds of [8, 30]) {
  const tag = seconds > 10 ? ['@night'] : [];
  test(
    `TL-36 the cable is out for ${seconds} s: the call stays on the screen, and comes back`,
    { tag },
    async ({ operator, bed }) => {
      const cut = able(bed, 'cut');
      await operator.signIn(direct(bed));
      const id = await operator.talk('answers');
      await cut(true);
      try {
        await operator.sees({ id, phase: 'active', reconnecting: true });
        // The length of the cut is what this scenario is about.
        await sleep(seconds * 1000);
      } finally {
        await cut(false);
      }
      const from = performance.now();
      await operator.bothHear('answers', BACK_MS + SURE_MS);
      note('voice back', performance.now() - from);
      await operator.sees({ id, reconnecting: false });
      await endsThere(operator, bed, id);
    },
  );
}

test('TL-37 the computer gets another address: the call goes on from there', async ({ operator, bed }) => {
  await operator.signIn(direct(bed));
  const id = await operator.talk('answers');
  const moveBack = await able(bed, 'move')();
  const moved = Date.now();
  try {
    const noticed = await operator.page.waitForFunction(
      () => desk.toldAt[desk.history.findIndex(({ calls }) => calls[0]?.reconnecting)],
      undefined,
      { timeout: NOTICED_MS, polling: 20 },
    );
    note('noticed after', Number(await noticed.jsonValue()) - moved);
    const from = performance.now();
    await operator.bothHear('answers', BACK_MS + SURE_MS);
    note('voice back after that', performance.now() - from);
    await operator.sees({ id, phase: 'active', reconnecting: false });
    await operator.light('registered');
    await endsThere(operator, bed, id);
  } finally {
    await moveBack();
  }
});

test('TL-38 the media relay is started anew in a call: the voice comes back', async ({ operator, bed }) => {
  await operator.signIn(direct(bed));
  const id = await operator.talk('answers');
  await able(bed, 'restartMedia')();
  const from = performance.now();
  await operator.bothHear('answers', BACK_MS + SURE_MS);
  note('voice back', performance.now() - from);
  await operator.sees({ id, phase: 'active', media: 'ok' });
});

for (const [what, how] of [
  ['one packet in ten is lost', { lossPercent: 10, jitterMs: 0 }],
  ['packets come up to 80 ms late', { lossPercent: 0, jitterMs: 80 }],
] as const) {
  test(`TL-39 ${what}: both go on hearing each other, and the bars say it`, async ({ operator, bed }) => {
    const spoil = able(bed, 'spoil');
    await operator.signIn(direct(bed));
    const id = await operator.talk('answers');
    await spoil(how);
    try {
      await operator.bothHear('answers');
      await operator.page.waitForFunction(
        ({ id, how }) => {
          const quality = desk.state().calls.find((call) => call.id === id)?.quality;
          if (quality === null || quality === undefined) return false;
          return how.lossPercent > 0 ? quality.loss > 0.05 : quality.jitterMs > 10;
        },
        { id, how },
      );
      await operator.bothHear('answers');
      await operator.sees({ id, phase: 'active', media: 'ok', reconnecting: false });
    } finally {
      await spoil({ lossPercent: 0, jitterMs: 0 });
    }
    await operator.bothHear('answers', BACK_MS + SURE_MS);
  });
}

test(
  'TL-49 somebody calls while the cable is out: told that nobody is there, and the next call rings',
  { tag: ['@night'] },
  async ({ operator, bed }) => {
    const cut = able(bed, 'cut');
    const told = able(bed, 'told');
    await operator.signIn(direct(bed));
    await cut(true);
    try {
      await operator.light('reconnecting');
      await bed.call('rings');
      await expect.poll(() => told('rings'), { timeout: 20_000 }).toMatch(/^408 /u);
    } finally {
      await cut(false);
    }
    await operator.light('registered');
    expect((await operator.state()).calls).toEqual([]);
    await bed.call('rings');
    const id = await operator.sees({ phase: 'incoming' });
    await operator.page.evaluate((id) => desk.phone.hangUp(id), id);
    await expect.poll(() => told('rings')).toMatch(/^603 /u);
    expect((await operator.state()).calls).toHaveLength(1);
  },
);

/** So long the server lets a call ring (`fr_inv_timer`), and a little more. */
const RUNG_OUT_MS = 75_000;

test(
  'TL-50 nobody picks up until the server gives up: no answer, and the far side rings no more',
  { tag: ['@night'] },
  async ({ operator, bed }) => {
    await operator.signIn(direct(bed));
    const id = await operator.dial('rings');
    await operator.sees({ id, phase: 'ended', end: { cause: 'no-answer', status: 408 } }, RUNG_OUT_MS);
    expect(await bed.live('rings')).toBe(0);
    await operator.talk('answers');
    await bed.hangUp('answers');
  },
);
