import { describe, expect, it } from 'vitest';
import { startPracticePbx } from '../../../src-main/practice/pbx/practice-pbx.ts';
import { answers, callOf, echoes, ended, MARIA, operator, startBed } from './bed.ts';
import type { Caller } from './caller.ts';
import { until } from './until.ts';

/** Cuts the socket as a network does, and comes back on another one. */
const cut = (caller: Caller): Promise<void> => caller.userAgent.transport.disconnect();
const comeBack = async (caller: Caller): Promise<void> => {
  await caller.userAgent.reconnect();
  expect(await caller.register()).toBe(200);
};

describe('PX-14 faults', () => {
  it('PX-14 a lost socket leaves the voice, and the call goes on over the next one', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: echoes } });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    await until(() => end.line().sent() > 0);
    end.whistle(440);
    await until(() => end.line().heard().energy > 0.01);
    await cut(anna);
    await until(async () => (await pbx.registered()).length === 0, 'whoever has no socket is not here');
    const energy = end.line().heard().energy;
    await until(() => end.line().heard().energy > energy + 0.01, 'the voice needs no socket');
    await comeBack(anna);
    expect(await pbx.registered()).toEqual(['anna']);
    await end.session.info();
    // What the other side sends finds the new socket too.
    await pbx.act(MARIA, [{ do: 'hang-up' }]);
    await until(end.isOver);
  });

  it('PX-14 an operator who hangs up without a socket is not waited for', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: echoes }, goneAfterSeconds: 1 });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    await until(async () => (await callOf(pbx, MARIA)).heard.packets > 5);
    await cut(anna);
    end.line().close();
    await ended(pbx, MARIA);
    expect(await callOf(pbx, MARIA)).toMatchObject({ endedHere: false });
  });

  it('PX-14 who is on hold is not taken for gone', async () => {
    // Long enough for a voice that comes late on a busy machine, and short enough to pass in a test.
    const pbx = await startBed({ debtors: { [MARIA]: answers({ do: 'hold' }) }, goneAfterSeconds: 2 });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    await until(() => end.line().heard().seconds > 4, 'twice as long passes by the music');
    expect(await callOf(pbx, MARIA)).toMatchObject({ state: 'talking', holding: true });
    await pbx.act(MARIA, [{ do: 'resume' }]);
    const packets = end.line().heard().packets;
    await until(() => end.line().heard().packets > packets + 50);
    expect(await callOf(pbx, MARIA)).toMatchObject({ state: 'talking' });
  });

  it('PX-14 an exchange that was restarted takes its telephones back, under the same passwords', async () => {
    const options = {
      allowedOrigins: [],
      accounts: [{ username: 'anna', password: 'the-same-as-before' }],
      language: 'it',
      seed: 'test',
      debtors: { [MARIA]: echoes },
    } as const;
    const first = await startPracticePbx(options);
    const anna = await operator(first);
    const before = (await anna.call(MARIA)).end;
    await until(() => before.line().heard().packets > 5);
    await first.stop();
    await until(() => !anna.userAgent.isConnected(), 'the telephone notices at once');
    const second = await startBed({ ...options, port: Number(new URL(first.url).port) });
    await comeBack(anna);
    // The other end of the old call is gone with the old exchange: the telephone is told so when it asks.
    const answer = await new Promise<number>((resolve) => {
      void before.session.info({
        requestOptions: {
          body: { contentDisposition: 'render', contentType: 'application/dtmf-relay', content: 'Signal=1' },
        },
        requestDelegate: {
          onAccept: () => resolve(200),
          onReject: ({ message }) => resolve(message.statusCode ?? 0),
        },
      });
    });
    expect(answer).toBe(481);
    const { status, end } = await anna.call(MARIA);
    expect(status).toBe(200);
    await until(() => end.line().heard().packets > 5);
    expect((await second.calls()).length).toBe(1);
  });

  it('PX-14 a socket that is lost while it rings brings the answer to the next one', async () => {
    const late = {
      steps: [{ do: 'ring' }, { do: 'wait', seconds: 1 }, { do: 'answer' }, { do: 'echo', seconds: 30 }],
    } as const;
    const pbx = await startBed({ debtors: { [MARIA]: late } });
    const anna = await operator(pbx);
    const { status, end } = anna.dial(MARIA);
    await until(async () => (await pbx.calls()).some(({ state }) => state === 'ringing'));
    await cut(anna);
    await comeBack(anna);
    expect(await status).toBe(200);
    await until(() => end.line().heard().packets > 5);
  });

  it('PX-14 fifty calls leave no call, no telephone and no registration behind', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: echoes } });
    const anna = await operator(pbx);
    for (let i = 0; i < 50; i += 1) {
      const { status, end } = await anna.call(MARIA);
      expect(status).toBe(200);
      await until(() => end.line().heard().packets > 0);
      await end.session.bye();
    }
    await until(async () => (await pbx.calls()).every(({ state }) => state === 'ended'));
    expect(await pbx.registered()).toEqual(['anna']);
    expect((await pbx.calls()).length).toBe(50);
  });
});
