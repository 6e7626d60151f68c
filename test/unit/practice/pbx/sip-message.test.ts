import { describe, expect, it } from 'vitest';
import { parseNameAddress, parseUri, tagOf, userOf } from '../../../../src-main/practice/pbx/sip/address.ts';
import { answerTo } from '../../../../src-main/practice/pbx/sip/answer.ts';
import {
  headerOf,
  parseMessage,
  writeMessage,
  type SipMessage,
  type SipRequest,
} from '../../../../src-main/practice/pbx/sip/message.ts';
import { isAnswerable, refusalOf } from '../../../../src-main/practice/pbx/sip/sound-request.ts';
import { branchOf, parseCseq, parseVia } from '../../../../src-main/practice/pbx/sip/via.ts';

const lines = (...text: readonly string[]): string => text.join('\r\n');

/** RFC 4475, 3.1.1.1: "A short tortuous INVITE". */
const tortuous = lines(
  'INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0',
  'TO :',
  ' sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n',
  'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
  '  ;',
  '  tag = 98asjd8',
  'MaX-fOrWaRdS: 0068',
  'Call-ID: wsinv.ndaksdj@192.0.2.1',
  'Content-Length   : 5',
  'cseq: 0009',
  '  INVITE',
  'Via  : SIP  /   2.0',
  ' /UDP',
  '    192.0.2.2;branch=390skdjuw',
  's :',
  'NewFangledHeader:   newfangled value',
  ' continued newfangled value',
  'UnknownHeaderWithUnusualValue: ;;,,;;,;',
  'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
  '  branch  =   z9hG4bK9ikj8  ,',
  ' SIP  /    2.0   / UDP  192.168.255.111   ; branch=',
  ' z9hG4bK30239',
  'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =',
  '      newvalue ;',
  '  secondparam ; q = 0.33',
  '',
  'v=0\r\nmore',
);

const requestOf = (text: string): SipRequest => {
  const message = parseMessage(text);
  if (message?.kind !== 'request') throw new Error('no request');
  return message;
};

const plain = lines(
  'OPTIONS sip:practice.example SIP/2.0',
  'Via: SIP/2.0/WS a.invalid;branch=z9hG4bK1',
  'From: <sip:anna@practice.example>;tag=1',
  'To: <sip:anna@practice.example>',
  'Call-ID: 1',
  'CSeq: 1 OPTIONS',
);

describe('PX-01 reading a SIP message', () => {
  it('PX-01 reads the tortuous message of RFC 4475', () => {
    const message = requestOf(tortuous);
    expect(message.method).toBe('INVITE');
    expect(userOf(message.uri)).toBe('vivekg');
    expect(tagOf(headerOf(message, 'to'))).toBe('1918181833n');
    expect(userOf(headerOf(message, 'from'))).toBe('jdrosen');
    expect(tagOf(headerOf(message, 'from'))).toBe('98asjd8');
    expect(parseCseq(headerOf(message, 'cseq'))).toEqual({ number: 9, method: 'INVITE' });
    const vias = message.headers.filter(({ name }) => name === 'via').map(({ value }) => parseVia(value)?.sentBy);
    expect(vias).toEqual(['192.0.2.2', 'spindle.example.com', '192.168.255.111']);
    expect(headerOf(message, 'subject')).toBe('');
    expect(headerOf(message, 'newfangledheader')).toBe('newfangled value continued newfangled value');
    expect(parseNameAddress(headerOf(message, 'contact') ?? '')?.params.get('q')).toBe('0.33');
    expect(message.body).toBe('v=0\r\n');
    expect(refusalOf(message)).toBeNull();
  });

  it('PX-01 writes what it reads, with the length of the body in bytes', () => {
    const message: SipMessage = {
      kind: 'response',
      status: 200,
      reason: 'Va bene',
      headers: [{ name: 'call-id', value: 'x' }],
      body: 'però',
    };
    const text = writeMessage(message);
    expect(text).toBe('SIP/2.0 200 Va bene\r\nCall-ID: x\r\nContent-Length: 5\r\n\r\nperò');
    expect(parseMessage(text)).toMatchObject({ status: 200, reason: 'Va bene', body: 'però' });
  });

  it.each([
    ['sip:anna@practice.example', { user: 'anna', host: 'practice.example' }],
    ['sips:+39%30@Host:5060;transport=ws?x=y', { user: '+390', host: 'host' }],
    ['sip:anna:secret@host', { user: 'anna', host: 'host' }],
    ['sip:practice.example', { user: '', host: 'practice.example' }],
    ['sip:a@[::1]:1', { user: 'a', host: '[::1]' }],
    ['tel:+39', null],
    ['sip:', null],
    ['sip:%zz@host', null],
    ['sip:a@b@c', null],
    ['sip:a b@c', null],
  ])('PX-01 reads the address %s', (text, expected) => {
    expect(parseUri(text)).toEqual(expected);
  });

  it('PX-01 takes a comma inside quotes or brackets for what it is', () => {
    const value = '"Rossi, \\"Anna\\"; x" <sip:anna@host;a=b>;tag=7;x="a;b"';
    expect(parseNameAddress(value)?.uri).toBe('sip:anna@host;a=b');
    expect(tagOf(value)).toBe('7');
  });

  it('PX-01 answers with the ways back, and one tag of its own', () => {
    const message = requestOf(plain);
    const answer = answerTo(message, 200, 'OK', { tag: 'ours' });
    expect(tagOf(headerOf(answer, 'to'))).toBe('ours');
    expect(answer.headers.map(({ name }) => name)).toEqual(['via', 'from', 'to', 'call-id', 'cseq']);
    const again = answerTo({ ...message, headers: answer.headers }, 200, 'OK', { tag: 'other' });
    expect(tagOf(headerOf(again, 'to'))).toBe('ours');
  });
});

describe('PX-02 what is no SIP message', () => {
  it.each([
    ['nothing', ''],
    ['a web page', 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['another version', 'OPTIONS sip:a SIP/3.0\r\n\r\n'],
    ['a status of none', 'SIP/2.0 099 x\r\n\r\n'],
    ['a line without a colon', `${plain}\r\nnonsense\r\n\r\n`],
    ['a name with a blank', `${plain}\r\nA b: c\r\n\r\n`],
    ['a bare line feed in a header', `${plain}\r\nX: a\nContact: <sip:x@y>\r\n\r\n`],
    ['a zero byte', `${plain}\r\nX: a\0b\r\n\r\n`],
    ['a length that is no number', `${plain}\r\nContent-Length: -1\r\n\r\n`],
    ['a body shorter than it says', `${plain}\r\nContent-Length: 9\r\n\r\nshort`],
    ['more headers than anybody needs', `${plain}\r\n${'X: y\r\n'.repeat(201)}\r\n`],
    ['more than the largest message', `${plain}\r\n\r\n${'x'.repeat(70_000)}`],
  ])('PX-02 refuses %s', (_, text) => {
    expect(parseMessage(text)).toBeNull();
  });

  it.each([
    ['a CSeq of another method', 'CSeq: 1 OPTIONS', 'CSeq: 1 INVITE', 400],
    ['an address that is none', 'sip:practice.example SIP', 'sip:a@b@c SIP', 400],
    ['another kind of address', 'sip:practice.example SIP', 'mailto:a SIP', 416],
    ['a From that is none', 'From: <sip:anna@practice.example>;tag=1', 'From: anna', 400],
    ['no hops as a number', 'Call-ID: 1', 'Call-ID: 1\r\nMax-Forwards: many', 400],
  ])('PX-02 answers %s with its fault', (_, from, to, status) => {
    const request = requestOf(plain.replace(from, to));
    expect(isAnswerable(request)).toBe(true);
    expect(refusalOf(request)?.status).toBe(status);
  });

  it('PX-02 drops what no answer could reach', () => {
    expect(isAnswerable(requestOf(plain.replace(/Via.*\r\n/, '')))).toBe(false);
    expect(isAnswerable(requestOf(plain.replace(/Via: [^;]*/, 'Via: nonsense')))).toBe(false);
    expect(branchOf(undefined)).toBe('');
  });
});
