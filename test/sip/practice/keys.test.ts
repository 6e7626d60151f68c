import { describe, it } from 'vitest';
import { answers, callOf, echoes, MARIA, operator, startBed } from './bed.ts';
import type { End } from './caller.ts';
import { until } from './until.ts';

const info = (end: End, key: string) =>
  end.session.info({
    requestOptions: {
      body: {
        contentDisposition: 'render',
        contentType: 'application/dtmf-relay',
        content: `Signal=${key}\r\nDuration=160`,
      },
    },
  });

const { signal } = new AbortController();

describe('PX-09 keys', () => {
  it('PX-09 reach the debtor beside the voice and by INFO, each once and in order', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: echoes } });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    await until(() => end.line().sent() > 5);
    await end.line().sendKeys('15599#', signal);
    await until(async () => (await callOf(pbx, MARIA)).keys === '15599#');
    for (const key of '4*') await info(end, key);
    await until(async () => (await callOf(pbx, MARIA)).keys === '15599#4*');
  });

  it('PX-09 reach the operator in both ways', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: answers({ do: 'keys', keys: '42', by: 'info' }) } });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    await until(() => end.keys() === '42');
    await until(async () => (await callOf(pbx, MARIA)).sent > 5);
    await pbx.act(MARIA, [{ do: 'keys', keys: '0*D', by: 'rtp' }]);
    await until(() => end.keys() === '0*D42', 'beside the voice come first in this list');
  });

  it('PX-09 leave the voice as it was', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: echoes } });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    await until(() => end.line().sent() > 5);
    end.whistle(440);
    await end.line().sendKeys('8', signal);
    const energy = end.line().heard().energy;
    await until(() => end.line().heard().energy > energy + 0.01, 'the tone still comes back');
  });

  it("PX-09 choose in a firm's menu: right, wrong, and none", async () => {
    const pbx = await startBed({
      debtors: {
        [MARIA]: answers({
          do: 'menu',
          seconds: 3,
          choices: { 12: [{ do: 'hang-up' }], 2: [{ do: 'keys', keys: '2', by: 'info' }] },
          otherwise: [{ do: 'keys', keys: '9', by: 'info' }],
        }),
      },
    });
    const anna = await operator(pbx);
    for (const [pressed, then] of [
      ['2', '2'],
      ['13', '9'],
      ['', '9'],
    ] as const) {
      const { end } = await anna.call(MARIA);
      for (const key of pressed) await info(end, key);
      await until(() => end.keys() === then, `${pressed} gives ${then}`);
      await end.session.bye();
    }
    const { end } = await anna.call(MARIA);
    for (const key of '12') await info(end, key);
    await until(end.isOver);
  });

  it('PX-09 are noticed by who hears them in the ear', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: { kind: 'cooperative' } } });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    await until(() => end.line().heard().energy > 0.0005, 'hello');
    const seconds = end.line().heard().seconds;
    // Longer than any hello: now they listen.
    await until(() => end.line().heard().seconds > seconds + 1.5);
    const energy = end.line().heard().energy;
    await info(end, '5');
    await until(() => end.line().heard().energy > energy + 0.002, 'they say that they heard it');
  });
});
