import { describe, expect, it } from 'vitest';
import { followFarSide, GONE_MS } from '../../../src-renderer/telephony/sip/far-side.ts';

const follow = () => {
  let now = 0;
  const farSide = followFarSide(() => now);
  return { ...farSide, pass: (ms: number) => (now += ms) };
};

describe('TL-25 whether the far side is gone', () => {
  it('TL-25 neither heard nor reached for so long: gone, and not before', () => {
    const farSide = follow();
    farSide.count(50);
    farSide.hear(false);
    farSide.pass(GONE_MS - 1);
    farSide.hear(false);
    farSide.count(50);
    expect(farSide.isGone()).toBe(false);
    farSide.pass(1);
    expect(farSide.isGone()).toBe(true);
  });

  it('TL-25 whoever is heard is there, however often a server says otherwise', () => {
    const farSide = follow();
    for (let packets = 1; packets < 100; packets += 1) {
      farSide.count(packets);
      farSide.hear(false);
      farSide.pass(1000);
      expect(farSide.isGone()).toBe(false);
    }
  });

  it('TL-25 silence alone is no end: on hold nothing comes', () => {
    const farSide = follow();
    farSide.hear(true);
    farSide.pass(10 * GONE_MS);
    expect(farSide.isGone()).toBe(false);
  });

  it('TL-25 one refusal is not enough, and an answer between two begins anew', () => {
    const farSide = follow();
    farSide.hear(false);
    farSide.pass(2 * GONE_MS);
    expect(farSide.isGone()).toBe(false);
    farSide.hear(true);
    farSide.hear(false);
    farSide.hear(false);
    expect(farSide.isGone()).toBe(false);
    expect(farSide.isOutOfReach()).toBe(true);
  });

  it('TL-25 what was refused before our own link was lost says nothing any more', () => {
    const farSide = follow();
    farSide.hear(false);
    farSide.hear(false);
    farSide.pass(GONE_MS);
    farSide.forget();
    expect([farSide.isGone(), farSide.isOutOfReach()]).toEqual([false, false]);
  });
});
