import { withoutEvents, withoutInfo } from './fixtures/no-keys.ts';
import { keepMicrophones, newMicrophones, pullOut } from './fixtures/microphones.ts';
import { expect, test } from './fixtures/phone.ts';

test('TL-46 a refused microphone when somebody calls: the caller is told that nobody can be had, the operator why', async ({
  operator,
  bed,
}) => {
  await operator.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
  });
  await operator.signIn();
  const rung = bed.call('rings');
  const id = await operator.sees({ direction: 'in', phase: 'incoming' });
  await operator.page.evaluate((id) => desk.phone.answer(id), id);
  await operator.sees({ id, phase: 'ended', end: { cause: 'microphone', status: null } });
  expect(await rung).toMatchObject({ outcome: 'refused', status: 480 });
  expect(await bed.live('rings')).toBe(0);
});

test('TL-41 digits go beside the audio where the far side takes none in it', async ({ operator, bed }) => {
  await withoutEvents(operator.page);
  await operator.signIn();
  const id = await operator.talk('answers');
  expect(await operator.page.evaluate(() => desk.peers.at(-1)!.getSenders()[0]!.dtmf?.canInsertDTMF ?? false)).toBe(
    false,
  );
  await operator.page.evaluate((id) => desk.phone.sendDigits(id, '42#'), id);
  await expect.poll(async () => (await bed.heard('answers')).keys).toBe('42#');
  await expect.poll(async () => (await operator.state()).calls.at(-1)?.digits).toBe('sent');
});

test('TL-43 digits that the far side takes in neither way are told as failed, and the call goes on', async ({
  operator,
  bed,
}) => {
  await withoutEvents(operator.page);
  await withoutInfo(operator.page);
  await operator.signIn();
  const id = await operator.talk('answers');
  await operator.page.evaluate((id) => desk.phone.sendDigits(id, '42#'), id);
  await expect.poll(async () => (await operator.state()).calls.at(-1)?.digits).toBe('failed');
  expect((await bed.heard('answers')).keys).toBe('');
  await operator.bothHear('answers');
});

test('TL-42 a microphone that is pulled out is followed by the next, as silent as the operator was', async ({
  operator,
  bed,
}) => {
  await keepMicrophones(operator);
  await operator.signIn();
  await operator.talk('answers');
  await pullOut(operator);
  await expect.poll(() => newMicrophones(operator)).toBe(2);
  await operator.bothHear('answers');

  await operator.page.evaluate(() => desk.phone.setMuted(true));
  await pullOut(operator);
  await expect.poll(() => newMicrophones(operator)).toBe(3);
  const before = await bed.heard('answers');
  await expect.poll(async () => (await bed.heard('answers')).packets - before.packets).toBeGreaterThan(100);
  expect((await bed.heard('answers')).energy - before.energy).toBeLessThan(0.01);
  await operator.page.evaluate(() => desk.phone.setMuted(false));
  await operator.bothHear('answers');
});
