import { SessionState, UserAgent, type Session } from 'sip.js';
import { describe, expect, it } from 'vitest';
import type { PracticePbx } from '../../../src-main/practice/pbx/practice-pbx.ts';
import { answers, callOf, echoes, listen, MARIA, operator, PIETRO, startBed } from './bed.ts';
import { shareAt } from './sound.ts';
import { until } from './until.ts';

/** A tone of a minute: whoever hears it talks to Maria. */
const whistles = answers({ do: 'tone', hz: 440, seconds: 60 });

/** Sends the other side on; resolves with what became of it there. */
const refer = (session: Session, to: Session | string): Promise<number> =>
  new Promise((resolve, reject) => {
    const uri = typeof to === 'string' ? UserAgent.makeURI(`sip:${to}@practice.example`) : to;
    if (uri === undefined) throw new Error('no address');
    session
      .refer(uri, {
        requestDelegate: { onReject: ({ message }) => resolve(message.statusCode ?? 0) },
        onNotify: (notification) => {
          void notification.accept();
          const status = Number(/^SIP\/2\.0 (\d{3})/.exec(notification.request.body)?.[1]);
          if (status >= 200) resolve(status);
        },
      })
      .catch(reject);
  });

/** Maria's tone comes back to her from Pietro. */
const theyTalk = async (pbx: PracticePbx): Promise<void> => {
  const before = (await callOf(pbx, MARIA)).heard.energy;
  await until(async () => (await callOf(pbx, MARIA)).heard.energy > before + 0.02, 'Maria hears Pietro');
  await until(async () => (await callOf(pbx, PIETRO)).heard.energy > 0.02, 'Pietro hears Maria');
};

describe('PX-11 transfers', () => {
  it('PX-11 blind: the two talk, and the operator is out of it', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: whistles, [PIETRO]: echoes } });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    expect(shareAt(await listen(end), 440)).toBeGreaterThan(0.5);
    expect(await refer(end.session, PIETRO)).toBe(200);
    expect(end.session.state).toBe(SessionState.Established);
    await end.session.bye();
    await theyTalk(pbx);
    expect(await callOf(pbx, MARIA)).toMatchObject({ state: 'talking' });
    await pbx.act(MARIA, [{ do: 'hang-up' }]);
    await until(async () => (await pbx.calls()).every(({ state }) => state === 'ended'));
  });

  it.each([
    ['busy', { kind: 'busy' }, 486],
    ['not in town', undefined, 404],
  ] as const)('PX-11 blind to somebody %s: the call comes back', async (_, debtor, status) => {
    const pbx = await startBed({ debtors: { [MARIA]: whistles, ...(debtor ? { [PIETRO]: debtor } : {}) } });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    expect(await refer(end.session, debtor ? PIETRO : '12')).toBe(status);
    expect(shareAt(await listen(end), 440)).toBeGreaterThan(0.5);
    expect(await callOf(pbx, MARIA)).toMatchObject({ state: 'talking' });
  });

  it('PX-11 blind to another operator', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: whistles } });
    const [anna, bruno] = [await operator(pbx), await operator(pbx, 'bruno')];
    const { end } = await anna.call(MARIA);
    const done = refer(end.session, 'bruno');
    await until(() => bruno.incoming.length === 1);
    await bruno.incoming[0]!.accept();
    expect(await done).toBe(200);
    await end.session.bye();
    const there = bruno.end(bruno.incoming[0]!);
    await until(async () => shareAt(await listen(there), 440) > 0.5);
  });

  it('PX-11 goes on when the operator hangs up before the other one has answered', async () => {
    const slow = { steps: [{ do: 'ring' }, { do: 'wait', seconds: 1 }, ...(echoes.steps ?? [])] } as const;
    const pbx = await startBed({ debtors: { [MARIA]: whistles, [PIETRO]: slow } });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    void refer(end.session, PIETRO).catch(() => undefined);
    await until(async () => (await pbx.calls()).some(({ number }) => number === PIETRO));
    await end.session.bye();
    await theyTalk(pbx);
  });

  it('PX-11 attended: the second call is taken over by the first one', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: whistles, [PIETRO]: echoes } });
    const anna = await operator(pbx);
    const [first, second] = [(await anna.call(MARIA)).end, (await anna.call(PIETRO)).end];
    await until(() => second.line().heard().packets > 5);
    expect(await refer(first.session, second.session)).toBe(200);
    await until(second.isOver, 'the consultation ends by itself');
    await first.session.bye();
    await theyTalk(pbx);
    // One call each: the second one's goes on over the new way.
    expect((await pbx.calls()).map(({ number, state }) => [number, state])).toEqual([
      [MARIA, 'talking'],
      [PIETRO, 'talking'],
    ]);
  });

  it('PX-11 by the debtor: the operator is sent to somebody else', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: whistles, [PIETRO]: echoes } });
    const anna = await operator(pbx);
    const { end } = await anna.call(MARIA);
    end.session.delegate = {
      ...end.session.delegate,
      onRefer: (referral) => {
        void referral.accept().then(() => referral.makeInviter().invite());
      },
    };
    await pbx.act(MARIA, [{ do: 'transfer', to: PIETRO }]);
    await until(end.isOver, 'Maria has hung up');
    await until(async () => (await callOf(pbx, PIETRO)).state === 'talking');
    expect(await callOf(pbx, MARIA)).toMatchObject({ state: 'ended', endedHere: true });
  });
});

describe('PX-18 a conference', () => {
  it('PX-18 lets three hear each other, a debtor who was sent in among them', async () => {
    const pbx = await startBed({ debtors: { [MARIA]: whistles } });
    const [anna, bruno] = [await operator(pbx), await operator(pbx, 'bruno')];
    const maria = (await anna.call(MARIA)).end;
    expect(await refer(maria.session, 'conference-7')).toBe(200);
    await maria.session.bye();
    const [one, two] = [(await anna.call('conference-7')).end, (await bruno.call('conference-7')).end];
    await until(async () => shareAt(await listen(one), 440) > 0.5, 'Anna hears Maria');
    await until(async () => shareAt(await listen(two), 440) > 0.5, 'Bruno hears Maria');
    two.whistle(700);
    await until(async () => {
      const heard = await listen(one);
      return shareAt(heard, 440) > 0.3 && shareAt(heard, 700) > 0.3;
    }, 'Anna hears both');
    await until(async () => shareAt(await listen(two), 700) < 0.05, 'Bruno does not hear himself');
    await until(async () => (await callOf(pbx, MARIA)).heard.energy > 0.02, 'Maria hears Bruno');
    await two.session.bye();
    await until(async () => shareAt(await listen(one), 700) < 0.05, 'Bruno has left');
    await one.session.bye();
  });
});
