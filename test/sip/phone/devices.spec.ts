import { withoutEvents, withoutInfo } from './fixtures/no-keys.ts';
import { expect, test, type Operator } from './fixtures/phone.ts';

/** The open microphone is pulled out: its track and every copy of it end, and only the first says so to the page. */
const keepMicrophones = (operator: Operator): Promise<void> =>
  operator.page.evaluate(() => {
    const opened: MediaStreamTrack[] = [];
    Reflect.set(window, 'opened', opened);
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wish) => {
      const stream = await open(wish);
      opened.push(...stream.getAudioTracks());
      return stream;
    };
  });
const pullOut = (operator: Operator): Promise<void> =>
  operator.page.evaluate(() => {
    const opened = Reflect.get(window, 'opened') as MediaStreamTrack[];
    desk.peers.at(-1)!.getSenders()[0]!.track!.stop();
    const track = opened.at(-1)!;
    track.stop();
    track.dispatchEvent(new Event('ended'));
  });
const newMicrophones = (operator: Operator): Promise<number> =>
  operator.page.evaluate(() => (Reflect.get(window, 'opened') as MediaStreamTrack[]).length);

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
