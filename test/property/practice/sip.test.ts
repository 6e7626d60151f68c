import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutWideEvents } from '../../../src-main/practice/pbx/media/sdp.ts';
import { createRelay } from '../../../src-main/practice/pbx/relay/relay.ts';
import { parseNameAddress, parseUri } from '../../../src-main/practice/pbx/sip/address.ts';
import { digestResponse, parseCredentials, provesPassword } from '../../../src-main/practice/pbx/sip/digest.ts';
import { LARGEST_MESSAGE, parseMessage, writeMessage } from '../../../src-main/practice/pbx/sip/message.ts';
import { splitOutside } from '../../../src-main/practice/pbx/sip/split.ts';
import { parseVia } from '../../../src-main/practice/pbx/sip/via.ts';

const token = fc.stringMatching(/^[A-Za-z0-9.!%*_+`'~-]{1,20}$/);
/** Pieces that SIP is made of, so that chance comes near to it. */
const piece = fc.oneof(
  fc.constantFrom(
    'INVITE',
    'REGISTER',
    'SIP/2.0',
    ' ',
    '\r\n',
    '\r\n\r\n',
    '\n',
    '\r',
    '\t',
    ':',
    ';',
    ',',
    '<',
    '>',
    '"',
    '\\',
    '=',
    '@',
    '%',
    '\0',
  ),
  fc.constantFrom(
    'Via: SIP/2.0/WS a.invalid;branch=z9hG4bK1',
    'From: <sip:anna@practice.example>;tag=1',
    'CSeq: 1 INVITE',
    'Call-ID: 1',
    'To: <sip:bruno@practice.example>',
    'Contact: *',
    'Content-Length: 3',
    'Authorization: Digest username="anna"',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('sip:', 'sip:bruno@practice.example', ';tag=', 'v:', 'l: 99999999999'),
);
const nearly = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

const whole = [
  'INVITE sip:bruno@practice.example SIP/2.0',
  'Via: SIP/2.0/WS a.invalid;branch=z9hG4bK1',
  'From: <sip:anna@practice.example>;tag=1',
  'To: <sip:bruno@practice.example>',
  'Call-ID: 1',
  'CSeq: 1 INVITE',
  'Contact: <sip:x@a.invalid;transport=ws>;expires=60',
  'Proxy-Authorization: Digest username="anna", realm="practice.example", nonce="1", uri="sip:x", response="0"',
  'Max-Forwards: 70',
  '',
  'v=0',
].join('\r\n');
/** A good message with a few places spoiled. */
const spoiled = fc
  .array(fc.record({ at: fc.nat(whole.length), cut: fc.nat(8), put: piece }), { minLength: 1, maxLength: 6 })
  .map((spots) => spots.reduce((text, { at, cut, put }) => text.slice(0, at) + put + text.slice(at + cut), whole));

describe('PX-02 any text at all', () => {
  it('PX-02 is read or refused, and what is read is written so that it reads the same', () => {
    fc.assert(
      fc.property(fc.oneof(nearly, spoiled), (text) => {
        const message = parseMessage(text);
        if (message === null) return;
        const again = parseMessage(writeMessage(message));
        expect(again).toEqual({
          ...message,
          headers: [...message.headers.filter(({ name }) => name !== 'content-length'), again?.headers.at(-1)],
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('PX-02 leaves the relay as it was: it still registers and answers', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(nearly, spoiled), { maxLength: 20 }), fc.boolean(), (texts, trusted) => {
        const relay = createRelay({
          domain: 'practice.example',
          accounts: new Map([['anna', 'x']]),
          directory: () => null,
        });
        const got: string[] = [];
        const side = relay.attach((text) => got.push(text), { trusted });
        for (const text of texts) side.receive(text);
        got.length = 0;
        side.receive(whole.replaceAll('INVITE', 'OPTIONS').replace('sip:bruno@', 'sip:'));
        expect(got.map((text) => text.split('\r\n')[0])).toEqual(['SIP/2.0 200 OK']);
        expect(relay.registered().length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  it('PX-02 takes no longer than its length allows, whatever repeats in it', () => {
    const repeats = [
      '\r\n ',
      '<',
      '>',
      '"',
      '\\"',
      ';',
      ';a=',
      ',',
      ' ',
      ':',
      'sip:',
      '@',
      '%',
      '=',
      '\t',
      'Via:x\r\n',
      'Digest ',
      ';tag=<',
    ];
    for (const repeated of repeats) {
      const long = repeated.repeat(Math.floor((LARGEST_MESSAGE - 1_000) / repeated.length));
      const from = performance.now();
      parseMessage(`${whole.slice(0, 200)}${long}\r\n\r\n`);
      parseMessage(whole.replace('<sip:anna@practice.example>', long));
      parseNameAddress(long);
      parseUri(`sip:${long}`);
      parseVia(`SIP/2.0/WS ${long}`);
      parseCredentials(`Digest ${long}`);
      splitOutside(long, ',');
      withoutWideEvents(`a=rtpmap:${long}\r\na=rtpmap:110 telephone-event/48000\r\n`);
      // Some tens of milliseconds on a busy machine; a search that goes back over what it read would take minutes.
      expect(performance.now() - from, JSON.stringify(repeated)).toBeLessThan(5_000);
    }
  });

  it('PX-02 keeps every part when it splits', () => {
    fc.assert(
      fc.property(fc.array(token, { minLength: 1, maxLength: 8 }), (parts) => {
        expect(splitOutside(parts.join(' , '), ',')).toEqual(parts);
        const quoted = parts.map((part) => `"${part},;<>"`);
        expect(splitOutside(quoted.join(','), ',')).toEqual(quoted);
      }),
    );
  });
});

describe('PX-03 any password', () => {
  it('PX-03 is proven by who has it, and by nobody who has another', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), token, token, fc.boolean(), (password, other, username, nonce, old) => {
        const asked = { username, realm: 'r', nonce, uri: 'sip:x', auth: old ? null : { nc: '00000001', cnonce: 'c' } };
        const response = digestResponse(asked, { method: 'INVITE', password });
        const header = `Digest username="${username}", realm="r", nonce="${nonce}", uri="sip:x", response="${response}"${old ? '' : ', qop=auth, nc=00000001, cnonce="c"'}`;
        const given = parseCredentials(header);
        expect(given).toEqual({ ...asked, response });
        expect(given !== null && provesPassword(given, { method: 'INVITE', password })).toBe(true);
        expect(given !== null && provesPassword(given, { method: 'INVITE', password: other })).toBe(other === password);
      }),
    );
  });
});
