import { describe, expect, it } from 'vitest';
import { frameAt, SILENCE, tone } from '../../../../src-main/practice/pbx/media/frames.ts';
import { createMeter } from '../../../../src-main/practice/pbx/media/meter.ts';
import { createMixer } from '../../../../src-main/practice/pbx/media/mixer.ts';
import { createPacer } from '../../../../src-main/practice/pbx/media/pacer.ts';
import { createPlayer } from '../../../../src-main/practice/pbx/media/player.ts';
import { directionOf, eventTypeOf, withoutWideEvents } from '../../../../src-main/practice/pbx/media/sdp.ts';
import { createEventReader, eventPackets } from '../../../../src-main/practice/pbx/media/telephone-event.ts';
import { decodeByte, encodeSample } from '../../../../src-main/practice/pbx/media/ulaw.ts';
import { rmsOf, shareAt } from '../../../sip/practice/sound.ts';

const running = (): AbortSignal => new AbortController().signal;

describe('PX-08 the voice in bytes', () => {
  it('PX-08 knows the corners of G.711', () => {
    expect([0, -1, 32_767, -32_768].map(encodeSample)).toEqual([0xff, 0x7f, 0x80, 0x00]);
    expect([0xff, 0x7f, 0x80, 0x00].map(decodeByte)).toEqual([0, 0, 32_124, -32_124]);
  });

  it('PX-08 brings every byte back, and every sample within a thirtieth of itself', () => {
    for (let byte = 0; byte < 256; byte += 1) if (byte !== 0x7f) expect(encodeSample(decodeByte(byte))).toBe(byte);
    for (let sample = -32_000; sample <= 32_000; sample += 37) {
      expect(Math.abs(decodeByte(encodeSample(sample)) - sample)).toBeLessThanOrEqual(Math.abs(sample) / 30 + 8);
    }
  });

  it('PX-08 makes a tone of its height and strength, and pads the last frame with silence', () => {
    const sound = tone(440, 1.005, 0.25);
    expect(sound.length).toBe(8_040);
    expect(rmsOf(sound)).toBeCloseTo(0.25 / Math.SQRT2, 2);
    expect(shareAt(sound, 440)).toBeGreaterThan(0.98);
    expect(shareAt(sound, 700)).toBeLessThan(0.01);
    expect(frameAt(sound, 8_000).subarray(40)).toEqual(SILENCE.subarray(40));
  });

  it('PX-08 meters energy as WebRTC counts it, and tells a voice from a quiet line', () => {
    let now = 0;
    const meter = createMeter(() => now);
    meter.take(SILENCE);
    expect(meter.heard()).toEqual({ packets: 1, energy: 0, seconds: 0.02 });
    expect(meter.lastVoice()).toBe(Number.NEGATIVE_INFINITY);
    now = 5;
    meter.take(tone(400, 0.02, 0.5));
    expect(meter.lastVoice()).toBe(5);
    expect(meter.heard().energy).toBeCloseTo((0.02 * 0.5 ** 2) / 2, 4);
    now = 9;
    meter.take(tone(400, 0.02, 0.005));
    expect(meter.lastVoice()).toBe(5);
  });

  it('PX-08 sends by the clock: ticks that come late or early change nothing in a minute', () => {
    let now = 0;
    const due = createPacer(() => now);
    let frames = 0;
    while (now < 60_000) {
      frames += due().frames;
      now += [3, 11, 47, 0.5, 19][frames % 5] ?? 1;
    }
    expect(frames).toBeGreaterThanOrEqual(2_997);
    expect(frames).toBeLessThanOrEqual(3_001);
  });

  it('PX-08 leaves out what a sleeping computer missed', () => {
    let now = 0;
    const due = createPacer(() => now);
    expect(due()).toEqual({ frames: 1, skipped: 0 });
    now = 10_000;
    expect(due()).toEqual({ frames: 10, skipped: 490 });
    expect(due()).toEqual({ frames: 0, skipped: 0 });
  });

  it('PX-08 plays to the end, in place of what played, and stops on its signal', async () => {
    const player = createPlayer();
    expect(player.next()).toBeNull();
    const first = player.play(tone(400, 0.03), running());
    const second = player.play(tone(800, 0.02), running());
    await first;
    expect(player.next()).toEqual(tone(800, 0.02));
    await second;
    expect(player.next()).toBeNull();
    const stop = new AbortController();
    const third = player.play(tone(400, 1), stop.signal);
    stop.abort(new Error('enough'));
    await expect(third).rejects.toThrow('enough');
    expect(player.next()).toBeNull();
    player.loop(tone(400, 0.02), running());
    expect([player.next(), player.next()]).toEqual([tone(400, 0.02), tone(400, 0.02)]);
  });
});

describe('PX-09 keys beside the voice', () => {
  it('PX-09 writes a key as RFC 4733 wants it', () => {
    const packets = eventPackets('#', 60);
    expect(packets.map(({ payload }) => payload.toString('hex'))).toEqual([
      ...['0b0a00a0', '0b0a0140', '0b0a01e0'],
      ...['0b8a01e0', '0b8a01e0', '0b8a01e0'],
    ]);
    expect(packets.map(({ marker }) => marker)).toEqual([true, false, false, false, false, false]);
    expect(() => eventPackets('x')).toThrow(RangeError);
  });

  it.each([
    ['whole', () => true],
    ['without its beginning', (i: number) => i > 2],
    ['without its ends', (i: number) => i < 3],
    ['as one packet', (i: number) => i === 4],
  ])('PX-09 reads a key that arrives %s once', (_, kept) => {
    const read = createEventReader();
    const keys = ['7', '7', '*'].flatMap((key, n) =>
      eventPackets(key)
        .filter((_, i) => kept(i))
        .map(({ payload }) => read(payload, 2 ** 32 - 2_000 + n * 2_000)),
    );
    expect(keys.filter((key) => key !== null)).toEqual(['7', '7', '*']);
  });

  it('PX-09 takes a late packet for no new key, a new beginning for one, and rubbish for nothing', () => {
    const read = createEventReader();
    const [packet] = eventPackets('1').map(({ payload }) => payload);
    expect(read(packet!, 10_000)).toBe('1');
    expect(read(packet!, 12_000)).toBe('1');
    expect(read(packet!, 10_000)).toBeNull();
    expect(read(packet!, 3_000_000_000)).toBe('1');
    expect(read(Buffer.from([200, 0, 0, 0]), 1)).toBeNull();
    expect(read(Buffer.from([1]), 2)).toBeNull();
  });

  const offer = [
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 0 110 126',
    'a=rtpmap:111 opus/48000/2',
    'a=rtpmap:110 telephone-event/48000',
    'a=rtpmap:126 telephone-event/8000',
    'a=fmtp:110 0-15',
    'a=sendonly',
    '',
  ].join('\r\n');

  it('PX-09 takes the keys of other rates out of an offer, and nothing else', () => {
    expect(eventTypeOf(offer)).toBe(126);
    expect(directionOf(offer)).toBe('sendonly');
    expect(withoutWideEvents(offer)).toBe(
      offer
        .replace(' 110', '')
        .replace('a=rtpmap:110 telephone-event/48000\r\n', '')
        .replace('a=fmtp:110 0-15\r\n', ''),
    );
    const plain = withoutWideEvents(offer);
    expect(withoutWideEvents(plain)).toBe(plain);
    expect([directionOf('v=0'), eventTypeOf('v=0')]).toEqual(['sendrecv', null]);
  });
});

describe('PX-18 a conference in bytes', () => {
  it('PX-18 gives each the sum of the others, and never their own voice', () => {
    const mixer = createMixer();
    const [a, b, c] = [mixer.join(), mixer.join(), mixer.join()];
    a.speak(tone(400, 0.02));
    expect(a.hear()).toBeNull();
    expect(b.hear()).toEqual(tone(400, 0.02));
    b.speak(tone(400, 0.02));
    const both = c.hear();
    expect(rmsOf(both ?? SILENCE)).toBeCloseTo(2 * rmsOf(tone(400, 0.02)), 2);
    c.leave();
    a.speak(SILENCE);
    expect([c.hear(), mixer.size()]).toEqual([null, 2]);
  });

  it('PX-18 keeps at most a tenth of a second waiting', () => {
    const mixer = createMixer();
    const [a, b] = [mixer.join(), mixer.join()];
    for (let i = 0; i < 50; i += 1) a.speak(tone(400, 0.02));
    let heard = 0;
    while (b.hear() !== null) heard += 1;
    expect(heard).toBe(5);
    a.speak(new Uint8Array(7));
    expect(b.hear()).toBeNull();
  });
});
