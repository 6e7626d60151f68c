import fc from 'fast-check';
import { allEnded, describe, expect, stillWorks, test } from './phone.ts';
import { asserted, headers, identity, nearlySip, SEED, spoiledSdp, status } from './odd.ts';
import { headerOf, respond } from './server.ts';

const draw = <T>(what: fc.Arbitrary<T>, count: number): readonly T[] => fc.sample(what, { seed: SEED, numRuns: count });

/** A request of a far side that keeps to no rule but those without which nobody could tell what it belongs to. */
const request = (
  method: string,
  call: string,
  cseq: number,
  parts: { readonly from: string; readonly to?: string; readonly headers: readonly string[]; readonly body?: string },
): string =>
  [
    `${method} sip:agent@odd.example SIP/2.0`,
    `Via: SIP/2.0/WS odd.invalid;branch=z9hG4bK${call}${cseq}${method}`,
    `From: ${parts.from}`,
    `To: ${parts.to ?? '<sip:agent@odd.example>'}`,
    `Call-ID: ${call}`,
    `CSeq: ${cseq} ${method}`,
    'Contact: <sip:odd@odd.invalid;transport=ws>',
    'Max-Forwards: 70',
    ...(parts.body === undefined ? [] : ['Content-Type: application/sdp']),
    ...parts.headers,
    '',
    parts.body ?? '',
  ].join('\r\n');

test('FZ-01 calls from anybody, with any description: rung or refused, and every one ends', async ({
  telephone,
  server,
}) => {
  test.slow();
  const good = await describe(telephone, null);
  const odd = draw(
    fc.record({
      from: identity,
      pai: asserted,
      headers,
      sdp: spoiledSdp(good),
      next: fc.constantFrom('answer', 'decline', 'wait'),
    }),
    60,
  );
  server.onRequest((text) => [respond(text, '200 OK')]);
  for (const [count, { from, pai, headers, sdp, next }] of odd.entries()) {
    const call = `in${count}`;
    server.take();
    server.say(request('INVITE', call, 1, { from, headers: [`P-Asserted-Identity: ${pai}`, ...headers], body: sdp }));
    // What follows in the same breath is read after it: when this is answered, so was the call.
    server.say(request('MESSAGE', `mark${count}`, 1, { from: '<sip:1@odd.example>;tag=m', headers: [] }));
    await expect.poll(() => server.take().some((text) => headerOf(text, 'Call-ID') === `mark${count}`)).toBe(true);
    await telephone.evaluate((next) => {
      for (const { id, phase } of desk.state().calls) {
        if (phase === 'incoming' && next === 'answer') desk.phone.answer(id);
        if (phase === 'incoming' && next === 'decline') desk.phone.hangUp(id);
      }
    }, next);
    server.say(request('CANCEL', call, 1, { from, headers: [] }).replace(`1CANCEL`, '1INVITE'));
    await telephone.evaluate(() => {
      for (const { id, phase } of desk.state().calls) if (phase !== 'ended') desk.phone.hangUp(id);
    });
    await allEnded(telephone);
  }
  await stillWorks(telephone, server);
});

test('FZ-02 a call that is answered with anything at all: it ends, and says how', async ({ telephone, server }) => {
  test.slow();
  const good = await describe(telephone, null);
  const one = fc.record({ status, headers, sdp: spoiledSdp(good), to: fc.option(identity, { freq: 3 }) });
  const odd = draw(fc.array(one, { minLength: 1, maxLength: 4 }), 40);
  for (const answers of odd) {
    let invite = '';
    server.onRequest((text) => {
      if (text.startsWith('CANCEL')) return [respond(text, '200 OK'), respond(invite, '487 Request Terminated')];
      if (!text.startsWith('INVITE')) return text.startsWith('ACK') ? [] : [respond(text, '200 OK')];
      invite = text;
      return answers.map(({ status, headers, sdp, to }) =>
        respond(text, status, {
          headers: ['Contact: <sip:odd@odd.invalid>', 'Content-Type: application/sdp', ...headers],
          body: sdp,
          ...(to === null ? {} : { to }),
        }),
      );
    });
    const begun = await telephone.evaluate(() => desk.phone.call('+393470000001', 'Prova'));
    expect(begun.ok).toBe(true);
    await telephone.waitForFunction(() => desk.state().calls.every(({ phase }) => phase !== 'preparing'));
    await telephone.evaluate(() => {
      for (const { id, phase } of desk.state().calls) if (phase !== 'ended') desk.phone.hangUp(id);
    });
    await allEnded(telephone);
  }
  await stillWorks(telephone, server);
});

test('FZ-03 in a call anything is said: the call goes on or ends, and says how', async ({ telephone, server }) => {
  test.slow();
  const good = await describe(telephone, null);
  const method = fc.constantFrom(
    'INVITE',
    'UPDATE',
    'INFO',
    'NOTIFY',
    'REFER',
    'MESSAGE',
    'PRACK',
    'SUBSCRIBE',
    'BYE',
    'ODD',
  );
  const body = fc.oneof(
    spoiledSdp(good),
    fc.constantFrom(
      'SIP/2.0 200 OK',
      'SIP/2.0 999 x',
      'SIP/2.0',
      'Signal=5\r\nDuration=160',
      'Signal=',
      '<xml/>',
      '\u0000',
    ),
  );
  const type = fc.constantFrom(
    'application/sdp',
    'message/sipfrag',
    'application/dtmf-relay',
    'application/dtmf',
    'x/y',
    '',
  );
  const odd = draw(
    fc.array(fc.record({ method, body, type, headers, cseq: fc.constantFrom(1, 1, 1, 0, -7, 2_147_483_648) }), {
      minLength: 1,
      maxLength: 6,
    }),
    30,
  );
  for (const [count, texts] of odd.entries()) {
    const call = `talk${count}`;
    const from = '<sip:+393470000001@odd.example>;tag=far';
    let cseq = 1;
    server.onRequest((text) => (text.startsWith('ACK') ? [] : [respond(text, '200 OK')]));
    server.take();
    server.say(request('INVITE', call, cseq, { from, headers: [], body: good }));
    await telephone.waitForFunction(() => desk.state().calls.some(({ phase }) => phase === 'incoming'));
    await telephone.evaluate(() => desk.phone.answer(desk.state().calls.find(({ phase }) => phase === 'incoming')!.id));
    await telephone.waitForFunction(() => desk.state().calls.some(({ phase }) => phase === 'active'));
    let to = '';
    await expect
      .poll(
        () =>
          (to =
            server
              .take()
              .map((text) => (text.startsWith('SIP/2.0 200') ? headerOf(text, 'To') : ''))
              .find(Boolean) ?? to),
      )
      .not.toBe('');
    server.say(request('ACK', call, cseq, { from, to, headers: [] }));
    for (const { method, body, type, headers, cseq: step } of texts) {
      cseq = step === 1 ? cseq + 1 : step;
      const text = request(method, call, cseq, { from, to, headers: [`Content-Type: ${type}`, ...headers], body });
      server.say(text);
      cseq = Math.min(Math.max(cseq, 1), 1_000_000);
    }
    await telephone.evaluate(() => {
      for (const { id, phase } of desk.state().calls) {
        if (phase === 'active') desk.phone.setHold(id, true);
        if (phase !== 'ended') desk.phone.hangUp(id);
      }
    });
    await allEnded(telephone);
  }
  await stillWorks(telephone, server);
});

test('FZ-04 any text and any bytes: dropped, and nobody notices', async ({ telephone, server }) => {
  for (const text of draw(nearlySip, 400)) server.say(text);
  for (const bytes of draw(fc.uint8Array({ maxLength: 200 }), 50)) server.say(bytes);
  server.say('\r\n'.repeat(30_000));
  server.say(`INVITE ${'<'.repeat(60_000)}`);
  server.say(`SIP/2.0 200 OK\r\nVia: ${';a='.repeat(20_000)}\r\nFrom: "${'\\"'.repeat(20_000)}\r\n\r\n`);
  await telephone.evaluate(() => {
    for (const { id, phase } of desk.state().calls) if (phase !== 'ended') desk.phone.hangUp(id);
  });
  await allEnded(telephone);
  await stillWorks(telephone, server);
});
