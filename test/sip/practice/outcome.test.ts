import { SessionState } from 'sip.js';
import { describe, expect, it } from 'vitest';
import { answers, callOf, ended, listen, MARIA, operator, PIETRO, startBed } from './bed.ts';
import { createCaller } from './caller.ts';
import { rmsOf, shareAt } from './sound.ts';
import { until } from './until.ts';

describe('PX-12 calls that come to nothing', () => {
  it.each([
    ['busy', { kind: 'busy' }, 486],
    ['refused', { steps: [{ do: 'ring' }, { do: 'reject', status: 603 }] }, 603],
    ['gone', { steps: [{ do: 'reject', status: 410 }] }, 410],
    ['not answered', { steps: [{ do: 'ring' }, { do: 'wait', seconds: 0.2 }, { do: 'reject', status: 480 }] }, 480],
  ] as const)('PX-12 %s is told with its status', async (_, debtor, status) => {
    const pbx = await startBed({ debtors: { [MARIA]: debtor } });
    const anna = await operator(pbx);
    expect((await anna.call(MARIA)).status).toBe(status);
    await ended(pbx, MARIA);
  });

  it('PX-12 a number that nobody has, one that is too short, an operator who is not here', async () => {
    const pbx = await startBed();
    const anna = await operator(pbx);
    expect((await anna.call('nobody')).status).toBe(404);
    expect((await anna.call('112')).status).toBe(404);
    expect((await anna.call('bruno')).status).toBe(480);
  });

  it('PX-12 the kinds answer to their own names', async () => {
    const pbx = await startBed();
    const anna = await operator(pbx);
    expect((await anna.call('busy')).status).toBe(486);
  });

  it('PX-12 rings, and is cancelled', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: { kind: 'no-answer' } } });
    const anna = await operator(pbx);
    const { inviter, status } = anna.dial(MARIA);
    await until(async () => (await pbx.calls()).some(({ state }) => state === 'ringing'));
    await inviter.cancel();
    expect(await status).toBe(487);
    await ended(pbx, MARIA);
  });

  it('PX-12 a hang-up in the same moment as the call or the answer leaves nothing behind', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: answers() } });
    const anna = await operator(pbx);
    for (const wait of [0, 5, 20, 60]) {
      const { inviter, status } = anna.dial(MARIA);
      status.catch(() => undefined); // Cancelled before the INVITE was out: there is no status.
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (inviter.state === SessionState.Established) await inviter.bye();
      else await inviter.cancel();
      await until(() => inviter.state === SessionState.Terminated);
    }
    await until(async () => (await pbx.calls()).every(({ state }) => state === 'ended'));
  });

  it('PX-12 says before the answer why there will be none (early media)', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: { kind: 'unreachable' } } });
    const anna = await operator(pbx);
    const { end, inviter, status } = anna.dial(MARIA, { earlyMedia: true });
    await until(() => inviter.state === SessionState.Establishing);
    await until(() => {
      try {
        return end.line().heard().energy > 0.002;
      } catch {
        return false;
      }
    }, 'the announcement is heard');
    expect(inviter.state).toBe(SessionState.Establishing);
    expect(await status).toBe(480);
  });

  it('PX-12 refuses a wrong password each time, and tells it from a wrong user', async () => {
    const pbx = await startBed();
    const wrong = createCaller({ ...pbx, account: { username: 'anna', password: 'guessed' } });
    expect(await wrong.register()).toBe(401);
    expect((await wrong.call(MARIA)).status).toBe(407);
    await wrong.stop();
    expect(await pbx.registered()).toEqual([]);
  });

  it('PX-12 a voicemail greets, beeps and takes a message', async () => {
    const pbx = await startBed({
      debtors: {
        [MARIA]: answers(
          { do: 'say', line: 'voicemail/greeting' },
          { do: 'tone', hz: 1_000, seconds: 0.6 },
          { do: 'listen', most: 30 },
          { do: 'say', line: 'voicemail/thanks' },
          { do: 'hang-up' },
        ),
      },
    });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    await until(async () => shareAt(await listen(end), 1_000) > 0.9, 'the beep');
    await until(async () => rmsOf(await listen(end)) < 0.001, 'it records');
    end.whistle(300);
    await until(async () => (await callOf(pbx, MARIA)).heard.energy > 0.02);
    end.line().setSource(null);
    await until(end.isOver);
    expect(await callOf(pbx, MARIA)).toMatchObject({ endedHere: true });
  });
});

describe('PX-13 calls to an operator', () => {
  it('PX-13 show who calls, and talk once they are answered', async () => {
    const pbx = await startBed();
    const anna = await operator(pbx);
    const result = pbx.ring({ account: 'anna', from: MARIA, displayName: 'Maria', debtor: { kind: 'disputes' } });
    await until(() => anna.incoming.length === 1);
    const [invitation] = anna.incoming;
    expect(invitation!.remoteIdentity.uri.user).toBe(MARIA);
    expect(invitation!.remoteIdentity.displayName).toBe('Maria');
    await invitation!.accept();
    const end = anna.end(invitation!);
    expect(await result).toMatchObject({ outcome: 'answered', status: 200 });
    end.whistle(400);
    await until(async () => (await callOf(pbx, MARIA)).heard.energy > 0.005);
    end.line().setSource(null);
    await until(() => end.line().heard().energy > 0.002, 'they say why they call');
    expect(await callOf(pbx, MARIA)).toMatchObject({ direction: 'to-account', account: 'anna', state: 'talking' });
    await end.session.bye();
    await ended(pbx, MARIA);
  });

  it('PX-13 are refused, given up, or find nobody', async () => {
    const pbx = await startBed();
    const anna = await operator(pbx);
    const refused = pbx.ring({ account: 'anna', from: MARIA });
    await until(() => anna.incoming.length === 1);
    await anna.incoming[0]!.reject({ statusCode: 486 });
    expect(await refused).toMatchObject({ outcome: 'refused', status: 486 });
    const given = pbx.ring({ account: 'anna', from: MARIA, seconds: 0.5 });
    await until(() => anna.incoming.length === 2);
    expect(await given).toMatchObject({ outcome: 'gave-up' });
    await until(() => anna.incoming[1]!.state === SessionState.Terminated);
    expect(await pbx.ring({ account: 'bruno', from: PIETRO })).toMatchObject({ outcome: 'refused', status: 480 });
    await until(async () => (await pbx.calls()).every(({ state }) => state === 'ended'));
  });

  it('PX-13 go between operators too, voice and all', async () => {
    const pbx = await startBed();
    const [anna, bruno] = [await operator(pbx), await operator(pbx, 'bruno')];
    const { status, end } = anna.dial('bruno');
    await until(() => bruno.incoming.length === 1);
    await bruno.incoming[0]!.accept();
    expect(await status).toBe(200);
    const there = bruno.end(bruno.incoming[0]!);
    await until(() => end.session.state === SessionState.Established);
    end.whistle(500);
    there.whistle(600);
    await until(() => end.line().heard().energy > 0.01 && there.line().heard().energy > 0.01);
    await there.session.bye();
    await until(end.isOver);
  });
});
