import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, speechFile, type Language } from '../../../src-main/practice/pbx/debtors/cast.ts';
import { root } from '../../setup/command.ts';
import { listen, callOf, answers, echoes, ended, MARIA, operator, startBed } from './bed.ts';
import type { Caller } from './caller.ts';
import { rmsOf, shareAt } from './sound.ts';
import { until } from './until.ts';

describe('PX-08 a call with a voice', () => {
  it('PX-08 carries a tone to the debtor and back: the tone that was sent, as strong as it was sent', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: echoes } });
    const anna = await operator(pbx);
    const { status, end } = await anna.call(MARIA);
    expect(status).toBe(200);
    await until(() => end.line().sent() > 0);
    end.whistle(440);
    await until(() => end.line().heard().energy > 0.01);
    const heard = await listen(end);
    expect(shareAt(heard, 440)).toBeGreaterThan(0.8);
    expect(shareAt(heard, 700)).toBeLessThan(0.05);
    expect(rmsOf(heard)).toBeGreaterThan(0.14);
    const report = await callOf(pbx, MARIA);
    expect(report).toMatchObject({ state: 'talking', account: 'anna', direction: 'from-account' });
    expect(report.heard.energy).toBeGreaterThan(0.01);
    expect(report.sent).toBeGreaterThan(20);
    await end.session.bye();
    await ended(pbx, MARIA);
    expect(await callOf(pbx, MARIA)).toMatchObject({ endedHere: false });
  });

  it('PX-08 has fifty packets a second, both ways, and none twice', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: echoes } });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    await until(() => end.line().heard().packets > 5);
    const from = { at: performance.now(), in: end.line().heard().packets, out: end.line().sent() };
    await until(() => end.line().heard().packets >= from.in + 100);
    const seconds = (performance.now() - from.at) / 1_000;
    // A machine that was busy makes up for it in bursts: the mean over two seconds is what has to be right.
    expect((end.line().heard().packets - from.in) / seconds).toBeGreaterThan(40);
    expect((end.line().heard().packets - from.in) / seconds).toBeLessThan(60);
    expect((end.line().sent() - from.out) / seconds).toBeGreaterThan(40);
    expect((end.line().sent() - from.out) / seconds).toBeLessThan(60);
  });

  it('PX-08 counts no packet twice after new offers', async () => {
    const pbx = await startBed({
      debtors: { [MARIA]: answers({ do: 'hold' }, { do: 'resume' }, { do: 'hold' }, { do: 'resume' }) },
    });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    await until(async () => (await callOf(pbx, MARIA)).state === 'talking');
    await until(() => end.line().heard().packets > 50);
    const { heard } = await callOf(pbx, MARIA);
    expect(heard.packets).toBeLessThanOrEqual(end.line().sent() + 2);
    expect(end.line().heard().packets).toBeLessThanOrEqual((await callOf(pbx, MARIA)).sent + 2);
  });

  it('PX-08 lets the debtor speak, hear an answer and speak on, in either language', async () => {
    for (const language of ['it', 'en'] as const) {
      const steps = answers(
        { do: 'say', line: 'cooperative/hello' },
        { do: 'listen', most: 20 },
        { do: 'say', line: 'cooperative/bye' },
        { do: 'hang-up' },
      );
      const pbx = await startBed({ language, debtors: { [MARIA]: steps } });
      const anna = await operator(pbx);
      const { end } = await anna.call(MARIA);
      await until(() => end.line().heard().energy > 0.0005, 'the debtor says hello');
      await until(async () => rmsOf(await listen(end)) < 0.002, 'the debtor waits');
      expect((await callOf(pbx, MARIA)).state).toBe('talking');
      const before = end.line().heard().energy;
      end.whistle(300);
      await until(async () => (await callOf(pbx, MARIA)).heard.energy > 0.005, 'the debtor hears');
      end.line().setSource(null);
      await ended(pbx, MARIA);
      expect(end.line().heard().energy).toBeGreaterThan(before + 0.001);
      expect(await callOf(pbx, MARIA)).toMatchObject({ endedHere: true });
      await until(end.isOver);
    }
  });

  it('PX-19 speaks with each operator what is theirs, and another language once they have changed it', async () => {
    const pbx = await startBed({
      accounts: [{ username: 'anna', language: 'en' }, { username: 'bruno' }],
      debtors: { [MARIA]: { ...answers({ do: 'say', line: 'cooperative/hello' }, { do: 'hang-up' }), voice: 'woman' } },
    });
    const spoken = async (who: Caller): Promise<readonly Language[]> => {
      const { end } = await who.call(MARIA);
      let heard: Uint8Array = new Uint8Array();
      await until(() => {
        heard = Buffer.concat([heard, end.recording()]);
        return end.isOver();
      }, 'the debtor has said it');
      const said = async (language: Language): Promise<boolean> => {
        const file = speechFile(language, 'cooperative/hello', 'woman');
        const line = await readFile(path.join(root, 'assets', 'speech', file));
        return Buffer.from(heard).includes(line.subarray(line.length / 2, line.length / 2 + 800));
      };
      const languages = await Promise.all(LANGUAGES.map(async (one) => ((await said(one)) ? [one] : [])));
      return languages.flat();
    };
    const [anna, bruno] = [await operator(pbx), await operator(pbx, 'bruno')];
    expect(await spoken(anna)).toEqual(['en']);
    expect(await spoken(bruno)).toEqual(['it']);
    await pbx.setAccounts([{ username: 'anna', language: 'it' }, { username: 'bruno' }]);
    expect(await spoken(anna)).toEqual(['it']);
  });

  it('PX-08 asks into a silence and hangs up when nobody answers', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: answers({ do: 'listen', most: 60, nudge: 'annoyed/hello' }) } });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    await ended(pbx, MARIA);
    expect(await callOf(pbx, MARIA)).toMatchObject({ endedHere: true });
    expect(end.line().heard().energy).toBeGreaterThan(0.001);
  });

  it('PX-08 gives the voice test back what is said to it', async () => {
    const pbx = await startBed();
    const anna = await operator(pbx);
    const { end } = await anna.call('echo');
    await until(() => end.line().heard().energy > 0.001, 'it says what to do');
    end.whistle(523);
    await until(async () => shareAt(await listen(end), 523) > 0.8, 'the tone comes back');
  });
});
