import { keepMicrophones, newMicrophones, pullOut } from './fixtures/microphones.ts';
import { expect, test } from './fixtures/phone.ts';

/** The voice is back this soon after the cause is gone. */
const BACK_MS = 3000;
/** What it takes to be sure: twenty packets in each direction, and the asking. */
const SURE_MS = 1000;

const note = (what: string, ms: number): void => {
  test.info().annotations.push({ type: what, description: `${Math.round(ms)} ms` });
};

test.describe('the link', () => {
  test('TL-20 the server stops and comes back: registered again, nothing to do', async ({ operator, gate }) => {
    await operator.signIn();
    gate.drop(true);
    await operator.light('reconnecting');
    gate.drop(false);
    await operator.light('registered');
    await operator.talk('answers');
  });

  test('TL-47 the server stops and comes back while nobody talks: whoever calls then gets through', async ({
    operator,
    bed,
  }) => {
    await operator.signIn();
    await bed.restart();
    // Registered anew: the light of before the restart proves nothing.
    await operator.page.waitForFunction(() => {
      const lights = desk.history.map(({ registration }) => registration.light);
      return lights.includes('lost') && lights.lastIndexOf('registered') > lights.indexOf('lost');
    });
    void bed.call('rings');
    const id = await operator.sees({ direction: 'in', phase: 'incoming', number: bed.number('rings') });
    await operator.page.evaluate((id) => desk.phone.answer(id), id);
    await operator.bothHear('rings');
    await operator.page.evaluate((id) => desk.phone.hangUp(id), id);
    await operator.sees({ id, phase: 'ended', end: { cause: 'ended-here', status: null } });
    await expect.poll(() => bed.live('rings')).toBe(0);
  });

  test('TL-21 a lost socket keeps the call on the screen, and the dialog is refreshed on return', async ({
    operator,
    gate,
    bed,
  }) => {
    await operator.signIn();
    const id = await operator.talk('answers');
    gate.drop(true);
    await operator.sees({ id, phase: 'active', reconnecting: true });
    await operator.bothHear('answers');
    gate.drop(false);
    const from = performance.now();
    await operator.sees({ id, phase: 'active', reconnecting: false }, BACK_MS);
    note('signalling back', performance.now() - from);
    await operator.bothHear('answers', BACK_MS + SURE_MS - (performance.now() - from));
    // What the far side says now comes by the new socket.
    await bed.hangUp('answers');
    await operator.sees({ id, phase: 'ended', end: { cause: 'ended-there', status: null } });
  });

  test('TL-22 a link that is dead without a word is noticed, and healed', async ({ operator, gate }) => {
    await operator.signIn();
    const id = await operator.talk('answers');
    gate.freeze();
    await operator.sees({ id, reconnecting: true }, 12_000);
    expect((await operator.state()).registration.reason).toBe('server-silent');
    gate.thaw();
    const from = performance.now();
    await operator.sees({ id, phase: 'active', reconnecting: false }, BACK_MS);
    note('signalling back', performance.now() - from);
    await operator.bothHear('answers', BACK_MS + SURE_MS - (performance.now() - from));
  });

  for (const [what, isLost] of [
    ['and arrives in the end', false],
    ['and is lost', true],
  ] as const) {
    test(`TL-23 a re-INVITE under way when the link dies ${what}: it blocks no later one`, async ({
      operator,
      gate,
    }) => {
      await operator.signIn();
      const id = await operator.talk('answers');
      gate.freeze();
      await operator.page.evaluate((id) => desk.phone.setHold(id, true), id);
      await operator.sees({ id, reconnecting: true }, 12_000);
      if (isLost) gate.drop();
      gate.thaw();
      await operator.sees({ id, phase: 'active', reconnecting: false });
      // What arrives late may count or not; whatever is said then must be true.
      const held = await operator.isHeld(id);
      if (isLost) expect(held).toBe(false);
      for (const wish of [!held, held, false]) {
        if ((await operator.isHeld(id)) === wish) continue;
        await operator.page.evaluate(([id, wish]) => desk.phone.setHold(id, wish), [id, wish] as const);
        await operator.sees({ id, hold: wish ? 'held' : 'none' });
      }
      await operator.bothHear('answers');
    });
  }

  test('TL-24 hung up while the link is dead: over here at once, and there when it is back', async ({
    operator,
    gate,
    bed,
  }) => {
    await operator.signIn();
    const id = await operator.talk('answers');
    gate.drop(true);
    await operator.sees({ id, reconnecting: true });
    await operator.page.evaluate((id) => desk.phone.hangUp(id), id);
    await operator.sees({ id, phase: 'ended', end: { cause: 'ended-here', status: null } }, 1000);
    expect(await bed.live('answers')).toBe(1);
    gate.drop(false);
    await expect.poll(() => bed.live('answers')).toBe(0);
  });

  test('TL-25 a far side that is gone when the link is back ends the call with that reason', async ({
    operator,
    gate,
    colleague,
  }) => {
    await operator.signIn();
    await colleague.answersAll();
    const id = await operator.callColleague();
    gate.drop(true);
    await operator.sees({ id, reconnecting: true });
    await colleague.vanish();
    gate.drop(false);
    // A proxy cannot say whether they will be back: then silence must confirm it.
    await operator.sees({ id, phase: 'ended', end: { cause: 'far-side-gone', status: null } }, 45_000);
  });

  test('TL-26 a call that was ringing when the link went is told as the failure it is', async ({ operator, gate }) => {
    await operator.signIn();
    const id = await operator.dial('rings');
    await operator.sees({ id, phase: 'ringing' });
    gate.drop();
    await operator.sees({ id, phase: 'ended', end: { cause: 'server', status: null } });
    await operator.light('registered');
  });

  test('TL-34 the exchange is started anew, and whom it knew is gone: ended with that reason, registered again', async ({
    operator,
    bed,
  }) => {
    await operator.signIn();
    const id = await operator.talk('answers');
    await bed.restart();
    await operator.sees({ id, phase: 'ended', end: { cause: 'far-side-gone', status: null } });
    await operator.light('registered');
    await operator.talk('answers');
  });

  test('TL-27 told to look, it does not wait for the back-off', async ({ operator, gate }) => {
    await operator.signIn();
    gate.drop(true);
    await operator.light('reconnecting');
    // Long enough for the pauses to have grown to seconds.
    await operator.page.waitForFunction(
      () => desk.history.filter(({ registration }) => registration.light === 'reconnecting').length > 5,
      undefined,
      { timeout: 30_000 },
    );
    gate.drop(false);
    await operator.page.evaluate(() => desk.phone.wake('online'));
    await operator.light('registered', 1500);
  });
});

test.describe('the sound', () => {
  test('TL-28 one-way sound is said within three seconds, and so is its return', async ({ operator, colleague }) => {
    await operator.signIn();
    await colleague.answersAll();
    const id = await operator.callColleague();
    await operator.sees({ id, media: 'ok' });
    await colleague.fallSilent();
    // Counted where it is noticed: from the last packet that came, read before the repair begins the counting anew.
    const { lastIn } = await operator.page.evaluate(() => desk.media());
    const agreed = await operator.page.evaluate(() => desk.peers.at(-1)!.currentRemoteDescription!.sdp);
    await operator.sees({ id, media: 'not-hearing' });
    const noticed = await operator.page.evaluate((lastIn) => {
      const at = desk.history.findIndex(({ calls }) => calls.some(({ media }) => media === 'not-hearing'));
      return (desk.toldAt[at] ?? Infinity) - lastIn;
    }, lastIn);
    test.info().annotations.push({ type: 'noticed', description: `${Math.round(noticed)} ms` });
    expect(noticed).toBeLessThan(3000);
    // It acts: the far side hears of a new offer, and answers it. What is changed there meanwhile would fail the answer.
    await operator.page.waitForFunction(
      (agreed) => desk.peers.at(-1)!.currentRemoteDescription!.sdp !== agreed,
      agreed,
    );
    await colleague.speakAgain();
    await operator.sees({ id, media: 'ok' });
  });

  test('TL-29 a refused microphone ends the call with that reason', async ({ operator }) => {
    await operator.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
    });
    await operator.signIn();
    const id = await operator.dial('answers');
    await operator.sees({ id, phase: 'ended', end: { cause: 'microphone', status: null } });
  });

  test('TL-30 an unplugged microphone is replaced under the call', async ({ operator }) => {
    await keepMicrophones(operator);
    await operator.signIn();
    await operator.talk('answers');
    expect(await newMicrophones(operator)).toBe(1);
    await pullOut(operator);
    await expect.poll(() => newMicrophones(operator)).toBe(2);
    await operator.bothHear('answers');
  });

  test('TL-31 the page is reloaded in a call: nobody is left talking to nobody', async ({ operator, bed }) => {
    await operator.signIn();
    // A scenario before this one may have left its far side with a dead link: a PBX waits until it misses the sound.
    const others = await bed.live('answers');
    await operator.talk('answers');
    await operator.page.reload();
    await expect.poll(() => bed.live('answers')).toBeLessThanOrEqual(others);
    await operator.page.waitForFunction(() => 'desk' in window);
  });
});

test.describe('what is kept', () => {
  test('TL-32 the bundle for support names no number, no name and no secret', async ({ operator, bed }) => {
    await operator.signIn();
    await operator.talk('answers');
    const text = await operator.page.evaluate(() => desk.phone.diagnostics());
    expect(text).toContain('INVITE');
    expect(text).toContain('200 OK');
    for (const secret of [bed.number('answers').slice(1), bed.account.password, 'Prova', 'response=']) {
      expect(text).not.toContain(secret);
    }
  });

  test('TL-33 calls in a row leave no connection behind', async ({ operator }) => {
    await operator.signIn();
    for (let count = 0; count < 20; count += 1) {
      const id = await operator.dial('answers');
      await operator.sees({ id, phase: 'active' });
      await operator.page.evaluate((id) => desk.phone.hangUp(id), id);
      await operator.sees({ id, phase: 'ended' });
    }
    const open = await operator.page.evaluate(
      () => desk.peers.filter(({ connectionState }) => connectionState !== 'closed').length,
    );
    expect(open).toBe(0);
    expect((await operator.state()).registration.light).toBe('registered');
  });
});
