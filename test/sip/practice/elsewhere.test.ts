import { type Invitation, SessionState } from 'sip.js';
import { describe, expect, it } from 'vitest';
import type { PracticePbx } from '../../../src-main/practice/pbx/practice-pbx.ts';
import { answers, callOf, echoes, MARIA, operator, PIETRO, startBed } from './bed.ts';
import type { Caller } from './caller.ts';
import { until } from './until.ts';

const whistles = { steps: [{ do: 'tone', hz: 440, seconds: 60 }] } as const;

/** The newest call of this telephone, once it rings. */
const rings = async (who: Caller, count = 1): Promise<Invitation> => {
  await until(() => who.incoming.length === count, 'it rings');
  return who.incoming[count - 1]!;
};
const sendOn = (invitation: Invitation, to: string): Promise<void> =>
  invitation.reject({ statusCode: 302, extraHeaders: [`Contact: <sip:${to}@practice.example>`] });
const allOver = (pbx: PracticePbx): Promise<void> =>
  until(async () => (await pbx.calls()).every(({ state }) => state === 'ended'), 'nobody is left on the telephone');

describe('PX-20 a call that is sent elsewhere', () => {
  it('PX-20 rings at the number that it was sent to, and the two talk', async () => {
    const pbx = await startBed({ debtors: { [PIETRO]: echoes } });
    const anna = await operator(pbx);
    const result = pbx.ring({ account: 'anna', from: MARIA, debtor: whistles });
    const invitation = await rings(anna);
    await sendOn(invitation, PIETRO);
    expect(await result).toMatchObject({ outcome: 'answered', status: 200 });
    expect(invitation.state).toBe(SessionState.Terminated);
    await until(async () => (await callOf(pbx, MARIA)).heard.energy > 0.02, 'Maria hears Pietro');
    await until(async () => (await callOf(pbx, PIETRO)).heard.energy > 0.02, 'Pietro hears Maria');
    await pbx.act(PIETRO, [{ do: 'hang-up' }]);
    await allOver(pbx);
  });

  it('PX-20 rings at a colleague, who declines, or answers and is heard', async () => {
    const pbx = await startBed();
    const [anna, bruno] = [await operator(pbx), await operator(pbx, 'bruno')];
    const declined = pbx.ring({ account: 'anna', from: MARIA, debtor: whistles });
    await sendOn(await rings(anna), 'bruno');
    await (await rings(bruno)).reject({ statusCode: 603 });
    expect(await declined).toMatchObject({ outcome: 'refused', status: 603 });
    const taken = pbx.ring({ account: 'anna', from: PIETRO, debtor: whistles });
    await sendOn(await rings(anna, 2), 'bruno');
    const invitation = await rings(bruno, 2);
    expect(invitation.remoteIdentity.uri.user).toBe(PIETRO);
    await invitation.accept();
    expect(await taken).toMatchObject({ outcome: 'answered' });
    const end = bruno.end(invitation);
    await until(() => end.line().heard().energy > 0.01);
    await end.session.bye();
    await allOver(pbx);
  });

  it('PX-20 is given up where it rings now', async () => {
    const pbx = await startBed();
    const [anna, bruno] = [await operator(pbx), await operator(pbx, 'bruno')];
    const given = pbx.ring({ account: 'anna', from: MARIA, debtor: whistles, seconds: 2 });
    await sendOn(await rings(anna), 'bruno');
    const invitation = await rings(bruno);
    expect(await given).toMatchObject({ outcome: 'gave-up' });
    await until(() => invitation.state === SessionState.Terminated);
    await allOver(pbx);
  });

  it('PX-20 comes to nothing where nobody is, and in a circle', async () => {
    const pbx = await startBed();
    const anna = await operator(pbx);
    const nowhere = pbx.ring({ account: 'anna', from: MARIA, debtor: whistles });
    await sendOn(await rings(anna), '12');
    expect(await nowhere).toMatchObject({ outcome: 'refused', status: 404 });
    const away = pbx.ring({ account: 'anna', from: MARIA, debtor: whistles });
    await sendOn(await rings(anna, 2), 'bruno');
    expect(await away).toMatchObject({ outcome: 'refused', status: 480 });
    // Whoever sends a call to himself is told so by his own telephone (RFC 3261 section 8.2.2.2).
    const round = pbx.ring({ account: 'anna', from: MARIA, debtor: whistles });
    await sendOn(await rings(anna, 3), 'anna');
    expect(await round).toMatchObject({ outcome: 'refused', status: 482 });
    // The telephone is as good as before.
    const last = pbx.ring({ account: 'anna', from: PIETRO, debtor: answers() });
    await (await rings(anna, 4)).accept();
    expect(await last).toMatchObject({ outcome: 'answered' });
    await pbx.act(PIETRO, [{ do: 'hang-up' }]);
    await allOver(pbx);
  });
});
