import { describe, expect, it } from 'vitest';
import { reinvite } from '../../../src-main/practice/pbx/debtors/session-acts.ts';
import type { PracticePbx } from '../../../src-main/practice/pbx/practice-pbx.ts';
import { callOf, echoes, MARIA, operator, startBed } from './bed.ts';
import type { End } from './caller.ts';
import { until } from './until.ts';

const hold = async (end: End, held: boolean): Promise<void> => {
  end.line().setDirection(held ? 'sendonly' : 'sendrecv');
  await reinvite(end.session);
};

const debtorHolds = async (pbx: PracticePbx, held: boolean): Promise<void> => {
  expect(await pbx.act(MARIA, [{ do: held ? 'hold' : 'resume' }])).toBe(true);
  await until(async () => (await callOf(pbx, MARIA)).holding === held);
};

/** A tone goes out, and comes back from who gives back what it hears. */
const voiceIsBack = async (pbx: PracticePbx, end: End): Promise<void> => {
  await pbx.act(MARIA, [{ do: 'echo', seconds: 60 }]);
  end.whistle(440);
  const [here, there] = [end.line().heard().energy, (await callOf(pbx, MARIA)).heard.energy];
  await until(async () => (await callOf(pbx, MARIA)).heard.energy > there + 0.005, 'the debtor hears');
  await until(() => end.line().heard().energy > here + 0.005, 'the operator hears');
};

const begin = async () => {
  const pbx = await startBed({ debtors: { [MARIA]: echoes } });
  const anna = await operator(pbx);
  const { end } = await anna.call(MARIA);
  await until(() => end.line().heard().packets > 5);
  return { pbx, end };
};

describe('PX-10 hold and resume', () => {
  it('PX-10 sends the operator nothing while held, and gives the voice back after', async () => {
    const { pbx, end } = await begin();
    await hold(end, true);
    expect(await callOf(pbx, MARIA)).toMatchObject({ held: true });
    const { sent } = await callOf(pbx, MARIA);
    await until(() => end.line().sent() > 200, 'time passes by the packets that go out');
    expect((await callOf(pbx, MARIA)).sent).toBeLessThanOrEqual(sent + 1);
    await hold(end, false);
    expect(await callOf(pbx, MARIA)).toMatchObject({ held: false });
    await voiceIsBack(pbx, end);
  });

  it('PX-10 plays music while the debtor holds, and takes nothing in', async () => {
    const { pbx, end } = await begin();
    await debtorHolds(pbx, true);
    expect(end.line().isHeld()).toBe(true);
    const energy = end.line().heard().energy;
    await until(() => end.line().heard().energy > energy + 0.001, 'music is heard');
    await debtorHolds(pbx, false);
    expect(end.line().isHeld()).toBe(false);
    await voiceIsBack(pbx, end);
  });

  it.each([
    ['the operator first, then the debtor', 'operator', 'debtor'],
    ['the debtor first, then the operator', 'debtor', 'operator'],
    ['who held first lets go first (operator)', 'operator', 'operator'],
    ['who held first lets go first (debtor)', 'debtor', 'debtor'],
  ] as const)('PX-10 both hold: %s', async (_, first, release) => {
    const { pbx, end } = await begin();
    const by = (who: 'operator' | 'debtor', held: boolean) =>
      who === 'operator' ? hold(end, held) : debtorHolds(pbx, held);
    const other = { operator: 'debtor', debtor: 'operator' } as const;
    await by(first, true);
    await by(other[first], true);
    await by(release, false);
    await by(other[release], false);
    await voiceIsBack(pbx, end);
  });

  it('PX-10 comes through when both offer at once', async () => {
    const { pbx, end } = await begin();
    await Promise.all([hold(end, true), pbx.act(MARIA, [{ do: 'hold' }])]);
    await until(async () => (await callOf(pbx, MARIA)).holding, 'the debtor tries again until it is taken');
    await until(() => end.line().isHeld());
    expect(await callOf(pbx, MARIA)).toMatchObject({ held: true, holding: true });
    await debtorHolds(pbx, false);
    await hold(end, false);
    await voiceIsBack(pbx, end);
  });
});
