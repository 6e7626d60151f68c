import { expect, test } from './fixtures/phone.ts';

test('TL-40 the operator and two far sides meet in the room of the exchange, and all hear each other', async ({
  operator,
  bed,
}) => {
  await operator.signIn({ conferenceRoom: 'conference' });
  await operator.talk('answers');
  const second = await operator.talk('answers-too');
  await operator.page.evaluate((id) => desk.phone.transfer(id, { kind: 'conference' }), second);
  await operator.sees({ number: 'conference', phase: 'active', media: 'ok' });
  await expect
    .poll(async () => (await operator.state()).calls.filter(({ phase }) => phase === 'active').length)
    .toBe(1);
  // Muted, the operator adds nothing: what each of the two hears is the other one.
  await operator.page.evaluate(() => desk.phone.setMuted(true));
  for (const role of ['answers', 'answers-too'] as const) {
    const before = await bed.heard(role);
    await expect.poll(async () => (await bed.heard(role)).energy - before.energy).toBeGreaterThan(0.01);
  }
  await operator.page.evaluate(() => desk.phone.setMuted(false));
  await operator.bothHear('answers');
  await bed.hangUp('answers-too');
  await operator.bothHear('answers');
  await bed.hangUp('answers');
});
