import type { AsteriskBed } from '../phone/beds/asterisk/asterisk.ts';
import { expect, heardHz, test } from './pbx.ts';

const poll = { intervals: [100], timeout: 15_000 };
/** What is heard of a known sound in a second, at the least. */
const AUDIBLE = 0.001;

/** Waits until somebody has got half a second of sound more. */
const getPackets = async (role: 'answers' | 'answers-too', pbx: AsteriskBed): Promise<void> => {
  // A new stream is counted from its own beginning.
  let last = (await pbx.heard(role)).packets;
  let sum = 0;
  const more = async (): Promise<number> => {
    const { packets } = await pbx.heard(role);
    sum += packets < last ? packets : packets - last;
    last = packets;
    return sum;
  };
  await expect.poll(more, poll).toBeGreaterThan(25);
};

test('AP-01 Opus both ways, and each hears the very tone that the other sends', async ({ operator, pbx, page }) => {
  await operator.signIn();
  await operator.talk('answers');
  expect((await operator.media()).codec).toBe('audio/opus');
  await expect.poll(() => page.evaluate(heardHz), poll).toBeGreaterThan(640);
  expect(await page.evaluate(heardHz)).toBeLessThan(680);
  await expect.poll(() => pbx.hears(pbx.number('answers')).operator, poll).toBeGreaterThan(AUDIBLE);
});

test('AP-02 held, the far side hears the music of the PBX and not the room; resumed, the voice', async ({
  operator,
  pbx,
  page,
}) => {
  const number = pbx.number('answers');
  await operator.signIn();
  const id = await operator.talk('answers');
  await page.evaluate((id) => desk.phone.setHold(id, true), id);
  await operator.sees({ id, hold: 'held' });
  const music = pbx.hears(number).music;
  await expect.poll(() => pbx.hears(number).music - music, poll).toBeGreaterThan(0.01);
  await page.evaluate((id) => desk.phone.setHold(id, false), id);
  await operator.sees({ id, hold: 'none' });
  await operator.bothHear('answers');
});

test('AP-03 held by the far side, its music is heard and nothing is told; then the voice again', async ({
  operator,
  pbx,
  page,
}) => {
  await operator.signIn();
  const id = await operator.talk('answers');
  await pbx.setHold('answers', true);
  await expect.poll(async () => Math.abs(((await page.evaluate(heardHz)) ?? 0) - 880) < 20, poll).toBe(true);
  await operator.sees({ id, phase: 'active', heldByFarSide: false, media: 'ok' });
  await pbx.setHold('answers', false);
  await expect.poll(async () => Math.abs(((await page.evaluate(heardHz)) ?? 0) - 660) < 20, poll).toBe(true);
});

for (const kind of ['blind', 'attended'] as const) {
  test(`AP-04 after a ${kind} transfer the two far sides hear each other, and the operator is out`, async ({
    operator,
    pbx,
    page,
  }) => {
    await operator.signIn();
    const second = pbx.number('answers-too');
    const id = await operator.talk('answers');
    if (kind === 'attended') {
      const callId = await operator.talk('answers-too');
      await page.evaluate(([id, callId]) => desk.phone.transfer(id, { kind: 'attended', callId }), [
        id,
        callId,
      ] as const);
      await operator.sees({ id: callId, phase: 'ended' });
    } else {
      await page.evaluate(([id, number]) => desk.phone.transfer(id, { kind: 'blind', number }), [id, second] as const);
    }
    await operator.sees({ id, phase: 'ended', end: { cause: 'transferred', status: null } });
    for (const number of [pbx.number('answers'), second]) {
      await expect.poll(() => pbx.hears(number).people, { ...poll, message: number }).toBeGreaterThan(AUDIBLE);
    }
    await pbx.hangUp('answers-too');
    await expect.poll(() => pbx.live('answers'), poll).toBe(0);
  });
}

test('AP-05 a blind transfer to somebody busy is told as failed, and the PBX ends the call', async ({
  operator,
  pbx,
  page,
}) => {
  await operator.signIn();
  const id = await operator.talk('answers');
  await page.evaluate(([id, number]) => desk.phone.transfer(id, { kind: 'blind', number }), [
    id,
    pbx.number('busy'),
  ] as const);
  await operator.sees({ id, phase: 'ended', end: { cause: 'ended-there', status: null } });
  const failed = await page.evaluate(() => desk.history.some(({ calls }) => calls[0]?.transfer?.step === 'failed'));
  expect(failed).toBe(true);
});

test('AP-06 three in the conference room of the PBX: the operator hears the others, and everybody is sent something', async ({
  operator,
  pbx,
  page,
}) => {
  await operator.signIn({ conferenceRoom: pbx.conferenceRoom });
  const id = await operator.talk('answers');
  await operator.talk('answers-too');
  await page.evaluate((id) => desk.phone.transfer(id, { kind: 'conference' }), id);
  const room = await operator.sees({ number: pbx.conferenceRoom, phase: 'active' });
  await getPackets('answers', pbx);
  await getPackets('answers-too', pbx);
  await expect.poll(async () => Math.abs(((await page.evaluate(heardHz)) ?? 0) - 660) < 20, poll).toBe(true);
  await page.evaluate((id) => desk.phone.hangUp(id), room);
  await operator.sees({ id: room, phase: 'ended', end: { cause: 'ended-here', status: null } });
  // The others may go on without the operator.
  expect(await pbx.live('answers')).toBe(1);
  await pbx.hangUp('answers');
  await pbx.hangUp('answers-too');
});

test('AP-07 nobody picks up: told as no answer, with the reason of the network', async ({ operator, pbx, page }) => {
  await operator.signIn();
  await page.evaluate((number) => desk.phone.call(number, ''), pbx.number('silent'));
  await operator.sees({ phase: 'ringing' });
  await operator.sees({ phase: 'ended', end: { cause: 'no-answer', status: 480 } });
});

test('AP-08 a re-INVITE that the PBX got and whose answer was lost: the voice is back when the PBX gives up', async ({
  operator,
  gate,
}) => {
  test.slow();
  await operator.signIn();
  const id = await operator.talk('answers');
  gate.freeze();
  await operator.page.evaluate((id) => desk.phone.setHold(id, true), id);
  await operator.sees({ id, reconnecting: true }, 12_000);
  gate.thaw();
  await operator.sees({ id, phase: 'active', reconnecting: false }, 60_000);
  await operator.bothHear('answers');
});
