import fc from 'fast-check';

/** What a hostile, an old or a merely odd server may write, as generators: every run draws the same from the same seed. */
export const SEED = 20261122;

const LONG = 'x'.repeat(4000);

/** Display names: markup, control signs, signs that turn the direction of writing, quotes that do not close, emptiness. */
const name = fc.oneof(
  fc.constantFrom(
    '"Anna Prova" ',
    '',
    'Anna ',
    '"<img src=x onerror=alert(1)>" ',
    '"</script><script>alert(1)</script>" ',
    '"\u0000\u0007\u001b[31m" ',
    '"\u202eatseuq\u202c" ',
    '"Ann\\"a" ',
    '"never closed ',
    '"\\" ',
    `"${LONG}" `,
    '"àèìòù 漢字 🦊" ',
    '%41%6e ',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => `"${text.replace(/["\\\r\n]/gu, '')}" `),
);

const uri = fc.constantFrom(
  '<sip:+393470000001@odd.example>',
  '<sip:odd.example>',
  '<sip:@odd.example>',
  '<sip:anonymous@anonymous.invalid>',
  '<sips:anna@odd.example>',
  '<tel:+393470000001>',
  '<tel:0347;phone-context=+39>',
  'sip:+393470000001@odd.example',
  '<sip:%2B39%33470@odd.example;user=phone>',
  '<sip:a%00b@odd.example>',
  '<sip:%zz@odd.example>',
  `<sip:${LONG}@odd.example>`,
  '<sip:1@[::1]:5060>',
  '<sip:1@999.999.999.999:99999999>',
  '<javascript:alert(1)>',
  '<>',
  '*',
  '',
  '<sip:1@odd.example',
);

/** A From or a P-Asserted-Identity, mostly with a tag where it belongs. */
export const identity = fc
  .tuple(name, uri, fc.constantFrom(';tag=odd', ';tag=odd;x="y', '', ';tag=', ';;tag=odd', ';tag=a;tag=b'))
  .map((parts) => parts.join(''));
export const asserted = fc.tuple(name, uri).map((parts) => parts.join(''));

/** Header lines that may stand in any message, or not at all. */
const headerLine = fc.oneof(
  asserted.map((value) => `P-Asserted-Identity: ${value}`),
  fc.constantFrom(
    'P-Asserted-Identity: <sip:1@a.example>, <tel:+391>, <sip:2@b.example>',
    'Contact: *',
    'Contact:',
    'Contact: <sip:odd.example',
    'Replaces: nobody;to-tag=1;from-tag=2',
    'Replaces: ',
    'Replaces: ;;;',
    'Require: 100rel, teleport',
    'Require: replaces',
    'Supported: ,,,',
    'Record-Route: <sip:odd.example;lr>, junk',
    'Reason: Q.850;cause=99999;text="\u0007"',
    'Reason: ;;;',
    'Session-Expires: -1',
    'Session-Expires: 99999999999999999999',
    'Min-SE: x',
    'Content-Type: text/html',
    'Content-Type: multipart/mixed;boundary=',
    'Content-Disposition: session;handling=required',
    'Alert-Info: <http://odd.example/x.wav>;answer-after=0',
    'Call-Info: <http://odd.example>;answer-after=0',
    'Expires: 0',
    'Max-Forwards: -5',
    'CSeq: 1 INVITE',
    'Content-Length: 99999',
    'Content-Length: -1',
    ' folded where nothing is to fold',
    'NoColon',
    ': no name',
  ),
  fc.constant(`X-Long: ${LONG.repeat(4)}`),
  fc
    .array(fc.integer({ min: 0, max: 999 }), { minLength: 50, maxLength: 120 })
    .map((all) => all.map((n) => `X-${n}: ${n}`).join('\r\n')),
);
export const headers = fc.array(headerLine, { maxLength: 5 });

const sdpLine = fc.constantFrom(
  '',
  'a=',
  'v=1',
  'm=audio 0 UDP/TLS/RTP/SAVPF 0',
  'm=audio 9 RTP/AVP 0',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'm=audio 9 UDP/TLS/RTP/SAVPF',
  'a=sendonly',
  'a=inactive',
  'a=setup:active',
  'a=setup:holdconn',
  'a=fingerprint:sha-256 00:11',
  'a=fingerprint:md5 x',
  'a=ice-ufrag:a',
  'a=ice-pwd:',
  'a=mid:9',
  'a=group:BUNDLE 0 1 2 3',
  'a=rtpmap:111 opus/48000/0',
  'a=rtpmap:999 x/1',
  'a=fmtp:111 ;;;=;',
  'a=candidate:1 1 udp 1 999.0.0.1 1 typ host',
  'a=candidate:x',
  'c=IN IP4 0.0.0.0',
  'c=IN IP6 ::',
  'b=AS:-1',
  `a=x-long:${LONG.repeat(8)}`,
  '\u0000',
);

/** A good description with a few lines dropped, put in or cut, or none at all. */
export const spoiledSdp = (good: string): fc.Arbitrary<string> => {
  const lines = good.trim().split('\r\n');
  const spoil = fc
    .array(fc.record({ at: fc.nat(lines.length - 1), how: fc.constantFrom('drop', 'put', 'cut'), put: sdpLine }), {
      maxLength: 5,
    })
    .map((spots) => {
      const copy = [...lines];
      for (const { at, how, put } of spots) {
        if (how === 'drop') copy.splice(at, 1);
        else if (how === 'put') copy.splice(at, 0, put);
        else copy[at] = (copy[at] ?? '').slice(0, 6);
      }
      return `${copy.join('\r\n')}\r\n`;
    });
  return fc.oneof(
    { weight: 6, arbitrary: spoil },
    { weight: 1, arbitrary: fc.constantFrom('', 'v=0', '<xml/>', LONG) },
  );
};

/** Statuses that exist, and that do not. */
export const status = fc.constantFrom(
  '100 Trying',
  '180 Ringing',
  '183 Session Progress',
  '199 Early Dialog Terminated',
  '200 OK',
  '202 Accepted',
  '300 Multiple Choices',
  '302 Moved Temporarily',
  '401 Unauthorized',
  '407 Proxy Authentication Required',
  '422 Session Interval Too Small',
  '481 Call/Transaction Does Not Exist',
  '486 Busy Here',
  '488 Not Acceptable Here',
  '491 Request Pending',
  '500 \u0007',
  '503 Service Unavailable',
  '603 Decline',
  '699 Odd',
);

/** Any text, in pieces that SIP is made of, so that chance comes near to it. */
export const nearlySip = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'INVITE sip:agent@odd.example SIP/2.0',
        'BYE x SIP/2.0',
        'SIP/2.0 200 OK',
        'SIP/2.0',
        'SIP/2.0 999999 x',
      ),
      fc.constantFrom('\r\n', '\r\n\r\n', '\n', ' ', ':', ';', ',', '<', '>', '"', '\\', '=', '@', '\u0000'),
      fc.constantFrom(
        'Via: SIP/2.0/WSS a.invalid;branch=z9hG4bKodd',
        'From: <sip:1@odd.example>;tag=1',
        'To: <sip:agent@odd.example>',
        'CSeq: 1 INVITE',
        'CSeq: x',
        'Call-ID: odd',
        'Contact: <sip:1@odd.example>',
        'Content-Length: 3',
        'Content-Type: application/sdp',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''));
