import { expect, it } from 'vitest';
import { createOutgoing, type Overlay } from '../../../src-renderer/telephony/sip/outgoing.ts';

type Track = MediaStreamTrack & { readonly name: string; stopped: boolean };
const track = (name: string): Track => {
  const made = { name, enabled: true, stopped: false, stop: () => void (made.stopped = true) };
  return made as unknown as Track;
};

const line = () => {
  const sent: Track[] = [];
  const sender = {
    track: track('first') as Track | null,
    replaceTrack: async (next: Track | null) => {
      await Promise.resolve();
      sender.track = next;
      if (next !== null) sent.push(next);
    },
  };
  const outgoing = createOutgoing(() => sender as unknown as RTCRtpSender);
  const mixed: string[] = [];
  const over = Promise.withResolvers<void>();
  const mix = track('mix');
  const overlay: Overlay = {
    mix: (voice) => {
      mixed.push((voice as Track).name);
      return mix;
    },
    ended: over.promise,
  };
  return { sender, outgoing, sent, mixed, mix, overlay, end: () => over.resolve() };
};

it('RC-17 a notice is laid over the voice, which stays the one that is muted, and is alone again afterwards', async () => {
  const { sender, outgoing, overlay, mix, end, mixed } = line();
  const voice = outgoing.voice();
  const saying = outgoing.sayOver(overlay);
  await expect.poll(() => sender.track).toBe(mix);
  expect(mixed).toEqual(['first']);
  expect(outgoing.voice()).toBe(voice);
  // A second one at the same time is refused.
  expect(await outgoing.sayOver(overlay)).toBe(false);
  end();
  expect(await saying).toBe(true);
  expect(sender.track).toBe(voice);
});

it('RC-17 a new microphone during the notice is mixed in at once and stays afterwards', async () => {
  const { sender, outgoing, overlay, mix, end, mixed } = line();
  const old = outgoing.voice() as Track;
  const heard: string[] = [];
  outgoing.onVoice((next) => heard.push((next as Track).name));
  const saying = outgoing.sayOver(overlay);
  await expect.poll(() => sender.track).toBe(mix);
  const other = track('other');
  await outgoing.setVoice(other);
  expect(sender.track).toBe(mix);
  expect(mixed).toEqual(['first', 'other']);
  expect(old.stopped).toBe(true);
  end();
  await saying;
  expect(sender.track).toBe(other);
  const third = track('third');
  await outgoing.setVoice(third);
  expect(sender.track).toBe(third);
  expect(other.stopped).toBe(true);
  expect(heard).toEqual(['other', 'third']);
});

it('RC-17 a call that ends during the notice leaves no microphone open', async () => {
  const { sender, outgoing, overlay, mix, end } = line();
  const voice = outgoing.voice() as Track;
  const saying = outgoing.sayOver(overlay);
  await expect.poll(() => sender.track).toBe(mix);
  outgoing.close();
  expect(voice.stopped).toBe(true);
  end();
  expect(await saying).toBe(false);
});
