import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTown } from '../../../src-main/practice/pbx/debtors/town.ts';
import { createBeat } from '../../../src-main/practice/pbx/media/beat.ts';
import { createLine } from '../../../src-main/practice/pbx/media/line.ts';
import { createRelay, type Attached } from '../../../src-main/practice/pbx/relay/relay.ts';
import { headerOf, parseMessage, type SipMessage } from '../../../src-main/practice/pbx/sip/message.ts';
import { until } from '../../sip/practice/until.ts';

const domain = 'practice.example';
const NUMBER = '+393870001111';

/** A trusted socket in memory, and whatever it got. */
const setUp = () => {
  const got: SipMessage[] = [];
  let me: Attached | null = null;
  const relay = createRelay({ domain, accounts: new Map(), directory: (number) => town.directory(number) });
  const town = createTown({ relay, domain, languageOf: () => 'it', seed: 's', day: () => 'd', goneAfterMs: 60_000 });
  town.setDebtor(NUMBER, { steps: [{ do: 'answer' }] });
  me = relay.attach((text) => got.push(parseMessage(text)!), { trusted: true });
  return { town, got, send: (text: string) => me.receive(text) };
};

const request = (
  method: string,
  call: string,
  more: { readonly uri?: string; readonly to?: string; readonly type?: string },
  body = '',
): string =>
  [
    `${method} ${more.uri ?? `sip:${NUMBER}@${domain}`} SIP/2.0`,
    `Via: SIP/2.0/WS me.invalid;branch=z9hG4bK${method}${call}`,
    `From: <sip:me@${domain}>;tag=me`,
    more.to ?? `To: <sip:${NUMBER}@${domain}>`,
    `Call-ID: ${call}`,
    `CSeq: ${method === 'BYE' ? 2 : 1} ${method}`,
    'Contact: <sip:me@me.invalid;transport=ws>',
    'Max-Forwards: 70',
    `Content-Type: ${more.type ?? 'application/sdp'}`,
    '',
    body,
  ].join('\r\n');

/** The final answer to a call. */
const answerTo = async (
  bed: ReturnType<typeof setUp>,
  call: string,
): Promise<Extract<SipMessage, { kind: 'response' }>> => {
  let found: SipMessage | undefined;
  await until(() => {
    found = bed.got.find(
      (message) => message.kind === 'response' && message.status >= 200 && headerOf(message, 'call-id') === call,
    );
    return found !== undefined;
  }, `an answer to ${call}`);
  if (found?.kind !== 'response') throw new Error('no answer');
  return found;
};

/** A good offer, as werift writes it. */
const offerOf = async (): Promise<string> => {
  const line = createLine({ beat: createBeat(), now: () => performance.now(), onKey: () => undefined });
  const { body } = await line.getDescription();
  line.close();
  return body;
};

const word = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '65536',
    '99999999999',
    'a=',
    'm=audio',
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    '\r\n',
    '\n',
    ' ',
    'a=setup:holdconn',
    'a=inactive',
    'PCMA/8000',
    'opus/48000/2',
  ),
  fc.constantFrom(
    'a=candidate:1 1 udp 1 999.0.0.1 1 typ host',
    'a=candidate:x',
    'a=fingerprint:sha-256 00',
    'a=ice-ufrag:',
    'a=mid:',
    'a=group:BUNDLE 0 1 2',
    'a=ssrc:1 cname:x',
    'm=audio 0 UDP/TLS/RTP/SAVPF 0',
  ),
  fc.string({ unit: 'binary-ascii', maxLength: 10 }),
);

describe('PX-02 any offer at all', () => {
  it('PX-02 is answered or refused, and the next good one is answered', async () => {
    const bed = setUp();
    const good = await offerOf();
    const lines = good.split('\r\n');
    const spoiled = fc
      .array(fc.record({ at: fc.nat(lines.length - 1), how: fc.constantFrom('drop', 'put', 'change'), put: word }), {
        minLength: 1,
        maxLength: 5,
      })
      .map((spots) => {
        const copy = [...lines];
        for (const { at, how, put } of spots) {
          if (how === 'drop') copy.splice(at, 1);
          else if (how === 'put') copy.splice(at, 0, put);
          else copy[at] = `${(copy[at] ?? '').slice(0, put.length * 2)}${put}`;
        }
        return copy.join('\r\n');
      });
    let count = 0;
    const end = (call: string, to: string | undefined, contact: string | undefined): void => {
      const uri = /<([^>]+)>/.exec(contact ?? '')?.[1] ?? `sip:${NUMBER}@${domain}`;
      for (const method of ['ACK', 'BYE']) bed.send(request(method, call, { uri, to: `To: ${to}` }));
    };
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(spoiled, word),
        fc.constantFrom('application/sdp', 'text/plain'),
        async (offer, type) => {
          count += 1;
          const call = `fuzz-${count}`;
          bed.send(request('INVITE', call, { type }, offer));
          const answer = await answerTo(bed, call);
          end(call, headerOf(answer, 'to'), headerOf(answer, 'contact'));
        },
      ),
      { numRuns: 60 },
    );
    bed.send(request('INVITE', 'good', {}, good));
    const answer = await answerTo(bed, 'good');
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('PCMU/8000');
    end('good', headerOf(answer, 'to'), headerOf(answer, 'contact'));
    await until(() => bed.town.calls().every(({ state }) => state === 'ended'), 'no call is left');
    bed.town.stop();
  });
});
