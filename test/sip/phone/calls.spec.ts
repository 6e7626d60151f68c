import type { Bed, Role } from './beds/bed.ts';
import { expect, test, type Operator } from './fixtures/phone.ts';

/** Also nobody who comes late: the next call, which is asked for after it, is the only one there. */
const nobodyIsLeft = async (operator: Operator, bed: Bed, role: Role): Promise<void> => {
  await expect.poll(() => bed.live(role)).toBe(0);
  const id = await operator.talk('answers-too');
  expect(await bed.live(role)).toBe(0);
  expect((await operator.state()).calls.filter(({ phase }) => phase !== 'ended')).toHaveLength(1);
  await operator.page.evaluate((id) => desk.phone.hangUp(id), id);
  await expect.poll(() => bed.live('answers-too')).toBe(0);
};

test.describe('registration', () => {
  test('TL-01 registers with digest and shows a real round trip', async ({ operator }) => {
    await operator.signIn();
    await operator.page.waitForFunction(() => (desk.state().registration.roundTripMs ?? 0) > 0);
  });

  test('TL-02 says that the password is wrong, and does not knock again', async ({ operator }) => {
    const { page } = operator;
    await page.evaluate((account) => desk.phone.useAccount(account), operator.account({ password: 'wrong' }));
    await operator.light('refused');
    expect((await operator.state()).registration.reason).toBe('wrong-password');
    expect(await page.evaluate(() => desk.phone.call('+393470000001', ''))).toEqual({
      ok: false,
      reason: 'not-registered',
    });
  });
});

test.describe('outgoing', () => {
  test('TL-03 is heard both ways, by packets and by energy', async ({ operator, bed }) => {
    await operator.signIn();
    const id = await operator.talk('answers');
    await operator.sees({ id, media: 'ok' });
    await operator.page.waitForFunction(() => (desk.state().calls[0]?.quality?.mos ?? 0) > 3.5);
    await operator.page.evaluate((id) => desk.phone.hangUp(id), id);
    await operator.sees({ id, phase: 'ended', end: { cause: 'ended-here', status: null } });
    await expect.poll(() => bed.live('answers')).toBe(0);
  });

  test('TL-04 the far side hangs up', async ({ operator, bed }) => {
    await operator.signIn();
    const id = await operator.talk('answers');
    await bed.hangUp('answers');
    await operator.sees({ id, phase: 'ended', end: { cause: 'ended-there', status: null } });
  });

  test('TL-05 a double press is one call', async ({ operator, bed }) => {
    await operator.signIn();
    const answers = await operator.page.evaluate(
      (number) => [desk.phone.call(number, ''), desk.phone.call(number, '')],
      bed.number('rings'),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, false]);
    expect((await operator.state()).calls).toHaveLength(1);
    await operator.sees({ phase: 'ringing' });
    expect(await operator.page.evaluate(() => desk.invites.length)).toBe(2);
  });

  for (const [role, cause, status] of [
    ['busy', 'busy', 486],
    ['rejects', 'rejected', null],
  ] as const) {
    test(`TL-06 ${role} is told as ${cause}`, async ({ operator, bed }) => {
      await operator.signIn();
      const id = await operator.dial(role);
      await operator.sees({ id, phase: 'ended', end: { cause, status: status ?? bed.declinedWith } });
    });
  }

  test('TL-06 a number that does not exist is told as such', async ({ operator }) => {
    await operator.signIn();
    await operator.dial('unassigned');
    await operator.sees({ phase: 'ended', end: { cause: 'wrong-number', status: 404 } });
  });

  test('TL-06 an emergency number is not dialled', async ({ operator }) => {
    await operator.signIn();
    expect(await operator.page.evaluate(() => desk.phone.call('112', ''))).toEqual({
      ok: false,
      reason: 'refused-number',
    });
    expect((await operator.state()).calls).toEqual([]);
  });

  test('TL-07 a ringing call is cancelled', async ({ operator, bed }) => {
    await operator.signIn();
    const id = await operator.dial('rings');
    await operator.sees({ id, phase: 'ringing' });
    await operator.page.evaluate((id) => desk.phone.hangUp(id), id);
    await operator.sees({ id, phase: 'ended', end: { cause: 'cancelled', status: 487 } });
    expect(await bed.live('rings')).toBe(0);
  });

  test('TL-08 early media is heard before the answer, and the call goes on with it', async ({ operator, bed }) => {
    await operator.signIn();
    const id = await operator.dial('early');
    await operator.sees({ id, phase: 'ringing', earlyMedia: true });
    await expect.poll(async () => (await operator.media()).energyIn).toBeGreaterThan(0.001);
    await bed.answer('early');
    await operator.sees({ id, phase: 'active' });
    await operator.bothHear('early');
  });
});

test.describe('in the call', () => {
  test('TL-09 hold stops the far side, resume brings it back', async ({ operator }) => {
    await operator.signIn();
    const id = await operator.talk('answers');
    await operator.page.evaluate((id) => desk.phone.setHold(id, true), id);
    await operator.sees({ id, hold: 'held' });
    // What was under way when the hold was agreed may still arrive; then nothing comes, and what goes out is silence.
    await expect.poll(() => operator.isStill('answers'), { message: 'neither side is heard' }).toBe(true);
    await operator.page.evaluate((id) => desk.phone.setHold(id, false), id);
    await operator.sees({ id, hold: 'none' });
    await operator.bothHear('answers');
  });

  test('TL-10 both sides hold, and either may be the first to come back', async ({ operator, bed }) => {
    await operator.signIn();
    const id = await operator.talk('answers');
    for (const first of ['here', 'there'] as const) {
      await operator.page.evaluate((id) => desk.phone.setHold(id, true), id);
      await operator.sees({ id, hold: 'held' });
      await bed.setHold('answers', true);
      await operator.sees({ id, hold: 'held', heldByFarSide: true });
      if (first === 'here') {
        await operator.page.evaluate((id) => desk.phone.setHold(id, false), id);
        await operator.sees({ id, hold: 'none', heldByFarSide: true });
        await bed.setHold('answers', false);
      } else {
        await bed.setHold('answers', false);
        await operator.sees({ id, hold: 'held', heldByFarSide: false });
        await operator.page.evaluate((id) => desk.phone.setHold(id, false), id);
      }
      await operator.sees({ id, hold: 'none', heldByFarSide: false });
      await operator.bothHear('answers');
    }
  });

  test('TL-11 mute is silence for the far side, through hold and a new microphone', async ({ operator }) => {
    await operator.signIn();
    const id = await operator.talk('answers');
    const isSilent = () => operator.isSilent('answers');
    await operator.page.evaluate(() => desk.phone.setMuted(true));
    await expect.poll(isSilent).toBe(true);
    await operator.page.evaluate((id) => desk.phone.setHold(id, true), id);
    await operator.sees({ id, hold: 'held' });
    await operator.page.evaluate((id) => desk.phone.setHold(id, false), id);
    await operator.sees({ id, hold: 'none' });
    await expect.poll(isSilent).toBe(true);
    await operator.page.evaluate(async () => {
      const devices = await navigator.mediaDevices.enumerateDevices();
      const other = devices.filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== 'default').at(-1);
      await desk.phone.useDevices({ microphone: other?.label ?? null, speaker: null, ringer: null });
    });
    expect(await isSilent()).toBe(true);
    await operator.page.evaluate(() => desk.phone.setMuted(false));
    await operator.bothHear('answers');
  });

  test('TL-12 digits are received in the audio, long codes too', async ({ operator, bed }) => {
    await operator.signIn();
    const id = await operator.talk('answers');
    await operator.page.evaluate((id) => desk.phone.sendDigits(id, '159#'), id);
    await operator.page.evaluate((id) => desk.phone.sendDigits(id, '4024 0071 2233 4455'), id);
    await expect.poll(async () => (await bed.heard('answers')).keys).toBe('159#4024007122334455');
  });
});

/** When the operator thinks better of it. `invite`: how many times the INVITE has left; the first is asked for the password. */
const MOMENTS = {
  'in the same tick as the press': { invite: 0 },
  'right after the first INVITE': { invite: 1 },
  'right after the INVITE with the password': { invite: 2 },
  'right after the answer': { invite: null },
} as const;

test.describe('races', () => {
  for (const [when, { invite }] of Object.entries(MOMENTS)) {
    test(`TL-45 hung up ${when}: nobody is left on either side`, async ({ operator, bed }) => {
      await operator.signIn();
      await operator.page.evaluate(
        ({ number, invite }) => {
          const answer = desk.phone.call(number, 'Prova');
          const hangUp = (): unknown => answer.ok && desk.phone.hangUp(answer.callId);
          if (invite === 0) return hangUp();
          if (invite === null) {
            let done = false;
            return desk.phone.subscribe(({ calls }) => {
              if (done || !calls.some(({ phase }) => phase === 'active')) return;
              done = true;
              queueMicrotask(hangUp);
            });
          }
          const invites = desk.invites as number[];
          const push = invites.push.bind(invites);
          invites.push = (...at) => {
            const count = push(...at);
            if (count === invite) queueMicrotask(hangUp);
            return count;
          };
        },
        { number: bed.number('answers'), invite },
      );
      await operator.sees({ direction: 'out', phase: 'ended' });
      const { calls } = await operator.state();
      expect(['cancelled', 'ended-here']).toContain(calls.at(-1)?.end?.cause);
      await nobodyIsLeft(operator, bed, 'answers');
    });
  }
});

test.describe('two calls', () => {
  test('TL-13 a second call holds the first, and swap changes them', async ({ operator }) => {
    await operator.signIn();
    const first = await operator.talk('answers');
    const second = await operator.talk('answers-too');
    await operator.sees({ id: first, hold: 'held' });
    await operator.page.evaluate((id) => desk.phone.setHold(id, false), first);
    await operator.sees({ id: first, hold: 'none' });
    await operator.sees({ id: second, hold: 'held' });
    await operator.bothHear('answers');
  });

  test('TL-14 blind transfer hands the call over and ends ours', async ({ operator, bed }) => {
    await operator.signIn();
    const id = await operator.talk('answers');
    await operator.page.evaluate(([id, number]) => desk.phone.transfer(id, { kind: 'blind', number }), [
      id,
      bed.number('answers-too'),
    ] as const);
    await operator.sees({ id, phase: 'ended', end: { cause: 'transferred', status: null } });
    await expect.poll(() => bed.live('answers-too')).toBe(1);
    await bed.hangUp('answers-too');
  });

  test('TL-15 a transfer that fails gives the call back', async ({ operator, bed }) => {
    await operator.signIn();
    const id = await operator.talk('answers');
    await operator.page.evaluate(([id, number]) => desk.phone.transfer(id, { kind: 'blind', number }), [
      id,
      bed.number('busy'),
    ] as const);
    await operator.page.waitForFunction(() => desk.state().calls[0]?.transfer?.step === 'failed');
    await operator.bothHear('answers');
  });

  test('TL-16 attended transfer joins the two far sides and ends both of ours', async ({ operator, bed }) => {
    await operator.signIn();
    const first = await operator.talk('answers');
    const second = await operator.talk('answers-too');
    await operator.page.evaluate(([id, callId]) => desk.phone.transfer(id, { kind: 'attended', callId }), [
      first,
      second,
    ] as const);
    await operator.sees({ id: first, phase: 'ended' });
    await operator.sees({ id: second, phase: 'ended' });
    await expect.poll(async () => [await bed.live('answers'), await bed.live('answers-too')]).toEqual([1, 1]);
    await bed.hangUp('answers-too');
  });
});

test.describe('incoming', () => {
  test('TL-44 the next desk sends the call elsewhere: it rings there, and both are heard', async ({
    operator,
    colleague,
    bed,
  }) => {
    await operator.signIn();
    await colleague.sendsAllTo('answers');
    // Our own telephone follows nothing by itself: what rings there was sent there by the server.
    const id = await operator.callColleague();
    await operator.bothHear('answers');
    await operator.page.evaluate((id) => desk.phone.hangUp(id), id);
    await operator.sees({ id, phase: 'ended', end: { cause: 'ended-here', status: null } });
    await expect.poll(() => bed.live('answers')).toBe(0);
  });

  test('TL-17 is answered, and heard both ways', async ({ operator, bed }) => {
    await operator.signIn();
    void bed.call('rings');
    const id = await operator.sees({ direction: 'in', phase: 'incoming', number: bed.number('rings') });
    await operator.page.evaluate((id) => desk.phone.answer(id), id);
    await operator.sees({ id, phase: 'active' });
    await operator.bothHear('rings');
    await operator.page.evaluate((id) => desk.phone.hangUp(id), id);
    await expect.poll(() => bed.live('rings')).toBe(0);
  });

  test('TL-45 hung up in the same tick as it was answered: nobody is left on either side', async ({
    operator,
    bed,
  }) => {
    await operator.signIn();
    void bed.call('rings');
    const id = await operator.sees({ direction: 'in', phase: 'incoming' });
    await operator.page.evaluate((id) => {
      desk.phone.answer(id);
      desk.phone.hangUp(id);
    }, id);
    await operator.sees({ id, phase: 'ended' });
    await nobodyIsLeft(operator, bed, 'rings');
  });

  test('TL-18 is declined; is given up by the caller', async ({ operator, bed }) => {
    await operator.signIn();
    void bed.call('rings');
    const id = await operator.sees({ direction: 'in', phase: 'incoming' });
    await operator.page.evaluate((id) => desk.phone.hangUp(id), id);
    await operator.sees({ id, phase: 'ended', end: { cause: 'rejected', status: null } });
    void bed.call('rings', 1);
    await operator.sees({ direction: 'in', phase: 'incoming' });
    await operator.sees({ direction: 'in', phase: 'ended', end: { cause: 'cancelled', status: null } });
  });
});
