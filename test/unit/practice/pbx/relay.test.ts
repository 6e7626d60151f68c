import { describe, expect, it } from 'vitest';
import { createRelay } from '../../../../src-main/practice/pbx/relay/relay.ts';
import { digestResponse } from '../../../../src-main/practice/pbx/sip/digest.ts';
import { headerOf, parseMessage, type SipMessage } from '../../../../src-main/practice/pbx/sip/message.ts';
import { branchOf } from '../../../../src-main/practice/pbx/sip/via.ts';

type Side = {
  readonly send: (text: string) => void;
  readonly got: SipMessage[];
  readonly raw: string[];
  detach: () => void;
};
const domain = 'practice.example';

const setUp = () => {
  const debtor = { got: [] as SipMessage[] };
  const relay = createRelay({
    domain,
    accounts: new Map([
      ['anna', 'a-secret'],
      ['bruno', 'b-secret'],
    ]),
    directory: (number) =>
      number === '+393870001111' ? { connection: town.connection, uri: 'sip:d@debtor.invalid' } : null,
  });
  const town = relay.attach((text) => debtor.got.push(parseMessage(text)!), { trusted: true });
  const side = (): Side => {
    const got: SipMessage[] = [];
    const raw: string[] = [];
    const attached = relay.attach((text) => {
      raw.push(text);
      const message = parseMessage(text);
      if (message !== null) got.push(message);
    });
    return { send: attached.receive, got, raw, detach: attached.detach };
  };
  return { relay, debtor, town, side };
};

type Written = {
  readonly to?: string;
  readonly uri?: string;
  readonly cseq?: number;
  readonly branch?: string;
  readonly extra?: readonly string[];
  readonly callId?: string;
};
const write = (method: string, host: string, user: string, more: Written = {}): string => {
  const {
    to = `sip:${user}@${domain}`,
    uri = to,
    cseq = 1,
    branch = `z9hG4bK-${method}-${cseq}`,
    extra = [],
    callId = 'call-1',
  } = more;
  return [
    `${method} ${uri} SIP/2.0`,
    `Via: SIP/2.0/WS ${host}.invalid;branch=${branch}`,
    `From: <sip:${user}@${domain}>;tag=${user}`,
    `To: <${to}>`,
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} ${method}`,
    `Contact: <sip:x@${host}.invalid;transport=ws>`,
    'Max-Forwards: 70',
    ...extra,
    '',
    '',
  ].join('\r\n');
};

const last = (side: Side): SipMessage => side.got.at(-1)!;
const status = (side: Side): number => {
  const message = last(side);
  return message.kind === 'response' ? message.status : 0;
};

/** Answers the last challenge. */
const proof = (side: Side, method: string, user: string, password: string): string => {
  const proxy = status(side) === 407;
  const nonce =
    /nonce="([^"]+)"/.exec(headerOf(last(side), proxy ? 'proxy-authenticate' : 'www-authenticate') ?? '')?.[1] ?? '';
  const asked = { username: user, realm: domain, nonce, uri: 'sip:x', auth: { nc: '00000001', cnonce: 'c' } };
  const response = digestResponse(asked, { method, password });
  return `${proxy ? 'Proxy-' : ''}Authorization: Digest username="${user}", realm="${domain}", nonce="${nonce}", uri="sip:x", response="${response}", qop=auth, nc=00000001, cnonce="c"`;
};

const prove = (side: Side, method: string, host: string, user: string, password: string, more: Written = {}): void => {
  side.send(write(method, host, user, { ...more, cseq: 1 }));
  side.send(
    write(method, host, user, {
      ...more,
      cseq: 2,
      extra: [...(more.extra ?? []), proof(side, method, user, password)],
    }),
  );
};

const registered = (side: Side, host: string, user: 'anna' | 'bruno'): void =>
  prove(side, 'REGISTER', host, user, `${user[0]}-secret`, { uri: `sip:${domain}`, to: `sip:${user}@${domain}` });

describe('PX-05 the relay', () => {
  it('PX-05 asks for a password and takes the right one of the right user only', () => {
    const { relay, side } = setUp();
    const anna = side();
    prove(anna, 'REGISTER', 'a', 'anna', 'wrong');
    expect(status(anna)).toBe(401);
    expect(relay.registered()).toEqual([]);
    anna.send(write('REGISTER', 'a', 'anna', { extra: [proof(anna, 'REGISTER', 'bruno', 'b-secret')] }));
    expect(status(anna)).toBe(403);
    registered(anna, 'a', 'anna');
    expect(status(anna)).toBe(200);
    expect(headerOf(last(anna), 'contact')).toBe('<sip:x@a.invalid;transport=ws>;expires=300');
    expect(relay.registered()).toEqual(['anna']);
    anna.detach();
    expect(relay.registered()).toEqual([]);
  });

  it('PX-05 says that a nonce was used before, so that the client asks nobody for the password again', () => {
    const { side } = setUp();
    const anna = side();
    anna.send(write('REGISTER', 'a', 'anna'));
    const right = proof(anna, 'REGISTER', 'anna', 'a-secret');
    anna.send(write('REGISTER', 'a', 'anna', { cseq: 2, extra: [right] }));
    anna.send(write('REGISTER', 'a', 'anna', { cseq: 3, extra: [right] }));
    expect(status(anna)).toBe(401);
    expect(headerOf(last(anna), 'www-authenticate')).toContain('stale=true');
  });

  it('PX-07 answers keep-alives and OPTIONS, also before the password', () => {
    const { side } = setUp();
    const anna = side();
    anna.send('\r\n\r\n');
    expect(anna.raw).toEqual(['\r\n']);
    anna.send(write('OPTIONS', 'a', 'anna', { uri: `sip:${domain}` }));
    expect(status(anna)).toBe(200);
  });

  it('PX-05 passes a call on with one branch for the INVITE, its CANCEL and the ACK of its refusal', () => {
    const { debtor, town, side } = setUp();
    const anna = side();
    registered(anna, 'a', 'anna');
    const to = `sip:+393870001111@${domain}`;
    prove(anna, 'INVITE', 'a', 'anna', 'a-secret', { to });
    expect(status(anna)).toBe(100);
    const invite = debtor.got.at(-1)!;
    expect(invite).toMatchObject({ kind: 'request', method: 'INVITE', uri: 'sip:d@debtor.invalid' });
    expect(headerOf(invite, 'max-forwards')).toBe('69');
    expect(headerOf(invite, 'proxy-authorization')).toBeUndefined();
    anna.send(write('CANCEL', 'a', 'anna', { to, cseq: 2, branch: 'z9hG4bK-INVITE-2' }));
    expect(branchOf(headerOf(debtor.got.at(-1)!, 'via'))).toBe(branchOf(headerOf(invite, 'via')));
    const vias = invite.headers.filter(({ name }) => name === 'via').map(({ value }) => `Via: ${value}`);
    town.receive(
      [
        'SIP/2.0 487 Request Terminated',
        ...vias,
        `To: <${to}>;tag=d`,
        `From: <sip:anna@${domain}>;tag=anna`,
        'Call-ID: call-1',
        'CSeq: 2 INVITE',
        '',
        '',
      ].join('\r\n'),
    );
    expect(status(anna)).toBe(487);
    expect(
      last(anna)
        .headers.filter(({ name }) => name === 'via')
        .map(({ value }) => value),
    ).toEqual(['SIP/2.0/WS a.invalid;branch=z9hG4bK-INVITE-2']);
    anna.send(write('ACK', 'a', 'anna', { to: `${to}>;tag=d;x=<sip:y`, uri: to, cseq: 2, branch: 'z9hG4bK-INVITE-2' }));
    const ack = debtor.got.at(-1)!;
    expect(ack).toMatchObject({ kind: 'request', method: 'ACK' });
    expect(branchOf(headerOf(ack, 'via'))).toBe(branchOf(headerOf(invite, 'via')));
  });

  it('PX-12 tells who is not here from who is nobody, and takes their ACK for itself', () => {
    const { debtor, side } = setUp();
    const anna = side();
    registered(anna, 'a', 'anna');
    for (const [target, expected] of [
      ['bruno', 480],
      ['nobody', 404],
    ] as const) {
      const to = `sip:${target}@${domain}`;
      prove(anna, 'INVITE', 'a', 'anna', 'a-secret', { to, callId: target });
      expect(status(anna)).toBe(expected);
      const count = anna.got.length;
      anna.send(write('ACK', 'a', 'anna', { to, cseq: 2, branch: 'z9hG4bK-INVITE-2', callId: target }));
      expect(anna.got.length).toBe(count);
    }
    expect(debtor.got).toEqual([]);
  });

  it('PX-05 passes nothing on without a password, and nothing within a call that is not there', () => {
    const { debtor, side } = setUp();
    const stranger = side();
    stranger.send(write('INVITE', 's', 'anna', { to: `sip:+393870001111@${domain}` }));
    expect(status(stranger)).toBe(407);
    // The ACK of that refusal is the relay's own, whoever the call was for.
    const to = `sip:+393870001111@${domain}`;
    stranger.send(write('ACK', 's', 'anna', { to, branch: 'z9hG4bK-INVITE-1' }));
    stranger.send(write('BYE', 's', 'anna', { uri: 'sip:d@debtor.invalid', to: `sip:d@x>;tag=d;y=<sip:z` }));
    expect(status(stranger)).toBe(407);
    expect(debtor.got).toEqual([]);
    const anna = side();
    registered(anna, 'a', 'anna');
    anna.send(write('BYE', 'a', 'anna', { uri: 'sip:d@gone.invalid', to: `sip:d@x>;tag=d;y=<sip:z` }));
    expect(status(anna)).toBe(481);
  });

  it('PX-14 sends the answer to the new socket of who came back meanwhile', () => {
    const { debtor, town, side } = setUp();
    const first = side();
    registered(first, 'a', 'anna');
    const to = `sip:+393870001111@${domain}`;
    prove(first, 'INVITE', 'a', 'anna', 'a-secret', { to });
    first.detach();
    const second = side();
    registered(second, 'a', 'anna');
    const vias = debtor.got
      .at(-1)!
      .headers.filter(({ name }) => name === 'via')
      .map(({ value }) => `Via: ${value}`);
    town.receive(
      [
        'SIP/2.0 200 OK',
        ...vias,
        `To: <${to}>;tag=d`,
        `From: <sip:anna@${domain}>;tag=anna`,
        'Call-ID: call-1',
        'CSeq: 2 INVITE',
        'Contact: <sip:d@debtor.invalid>',
        '',
        '',
      ].join('\r\n'),
    );
    expect(headerOf(last(second), 'cseq')).toBe('2 INVITE');
    expect(status(second)).toBe(200);
    second.send(write('BYE', 'a', 'anna', { uri: 'sip:d@debtor.invalid', to: `sip:d@x>;tag=d;y=<sip:z` }));
    expect(debtor.got.at(-1)).toMatchObject({ method: 'BYE', uri: 'sip:d@debtor.invalid' });
  });

  it('PX-05 lets no request go round for ever', () => {
    const { side } = setUp();
    const anna = side();
    anna.send(write('INVITE', 'a', 'anna').replace('Max-Forwards: 70', 'Max-Forwards: 0'));
    expect(status(anna)).toBe(483);
  });

  it('PX-05 believes no answer that it did not ask for', () => {
    const { side } = setUp();
    const [anna, other] = [side(), side()];
    registered(anna, 'a', 'anna');
    const count = anna.got.length;
    for (const via of ['SIP/2.0/WS x;branch=1', `SIP/2.0/WS proxy.${domain};branch=1`])
      other.send(`SIP/2.0 200 OK\r\nVia: ${via}\r\nVia: SIP/2.0/WS a.invalid;branch=2\r\nCSeq: 1 INVITE\r\n\r\n`);
    expect(anna.got.length).toBe(count);
  });

  it('PX-20 follows a call from place to place: each told that it is over there, and no more than five times', () => {
    const { debtor, town, side } = setUp();
    const anna = side();
    registered(anna, 'a', 'anna');
    town.receive(
      write('INVITE', 'debtor', '+393870001111', { to: `sip:anna@${domain}`, branch: 'z9hG4bK-ring', callId: 'ring' }),
    );
    const branches = new Set<string>();
    const sendsOn = (to: string): SipMessage => {
      const invite = last(anna);
      const via = anna.raw
        .at(-1)!
        .split('\r\n')
        .filter((line) => line.startsWith('Via:'));
      branches.add(branchOf(headerOf(invite, 'via')));
      const kept = ['From', 'Call-ID', 'CSeq'].map((name) => `${name}: ${headerOf(invite, name.toLowerCase())}`);
      const before = anna.got.length;
      anna.send(
        ['SIP/2.0 302 Moved', ...via, ...kept, `To: <sip:anna@${domain}>;tag=t`, `Contact: <${to}>`, '', ''].join(
          '\r\n',
        ),
      );
      return anna.got[before]!;
    };
    for (let turn = 0; turn < 5; turn += 1) {
      const taken = sendsOn(`sip:anna@${domain}`);
      expect(taken).toMatchObject({ kind: 'request', method: 'ACK' });
      expect(headerOf(taken, 'cseq')).toBe('1 ACK');
      expect([...branches]).toContain(branchOf(headerOf(taken, 'via')));
      expect(last(anna)).toMatchObject({ kind: 'request', method: 'INVITE' });
    }
    // A CANCEL goes where it rings now, on that turn's transaction.
    const rings = branchOf(headerOf(last(anna), 'via'));
    const invite = last(anna);
    town.receive(
      write('CANCEL', 'debtor', '+393870001111', { to: `sip:anna@${domain}`, branch: 'z9hG4bK-ring', callId: 'ring' }),
    );
    expect(last(anna)).toMatchObject({ kind: 'request', method: 'CANCEL' });
    expect(branchOf(headerOf(last(anna), 'via'))).toBe(rings);
    anna.got.push(invite);
    anna.raw.push(anna.raw.at(-2)!);
    expect(sendsOn(`sip:anna@${domain}`)).toBeUndefined();
    expect(branches.size).toBe(6);
    expect(debtor.got.at(-1)).toMatchObject({ kind: 'response', status: 302 });
  });

  /** Somebody of the town calls Anna, and says what comes back. */
  const calling = ({ town, side }: ReturnType<typeof setUp>) => {
    const [anna, bruno] = [side(), side()];
    registered(anna, 'a', 'anna');
    registered(bruno, 'b', 'bruno');
    const about = { to: `sip:anna@${domain}`, branch: 'z9hG4bK-ring', callId: 'ring' };
    const says = (method: string): void => town.receive(write(method, 'debtor', '+393870001111', about));
    /** What a telephone answers to the INVITE that it has. */
    const answerOf = (at: Side, status: string, contact = ''): (() => void) => {
      const invite = at.got.findLast((message) => message.kind === 'request' && message.method === 'INVITE')!;
      const kept = invite.headers
        .filter(({ name }) => ['via', 'from', 'call-id', 'cseq'].includes(name))
        .map(({ name, value }) => `${name}: ${value}`);
      const text = [`SIP/2.0 ${status}`, ...kept, `To: <sip:anna@${domain}>;tag=t`, contact, ''].filter(
        (line, at) => at === 0 || line !== '',
      );
      return () => at.send([...text, '', ''].join('\r\n'));
    };
    return { anna, bruno, says, answerOf };
  };
  const methods = (side: Side): readonly (string | number)[] =>
    side.got.map((message) => (message.kind === 'request' ? message.method : message.status));

  it('PX-20 hears no more of who sent a call on, and the refusal where it rings is acknowledged there', () => {
    const bed = setUp();
    const { anna, bruno, says, answerOf } = calling(bed);
    says('INVITE');
    const sendOn = answerOf(anna, '302 Moved', `Contact: <sip:bruno@${domain}>`);
    sendOn();
    sendOn();
    answerOf(anna, '180 Ringing')();
    expect(methods(anna).filter((method) => method === 'ACK')).toHaveLength(2);
    expect(bed.debtor.got.at(-1)).toMatchObject({ status: 100 });
    answerOf(bruno, '486 Busy Here')();
    expect(bed.debtor.got.at(-1)).toMatchObject({ status: 486 });
    says('ACK');
    expect(methods(bruno).at(-1)).toBe('ACK');
    expect(branchOf(headerOf(last(bruno), 'via'))).toMatch(/\.1$/u);
    expect(methods(anna).filter((method) => method === 'ACK')).toHaveLength(2);
  });

  it('PX-20 sends no call on that its caller has given up', () => {
    const bed = setUp();
    const { anna, bruno, says, answerOf } = calling(bed);
    const before = bruno.got.length;
    says('INVITE');
    const sendOn = answerOf(anna, '302 Moved', `Contact: <sip:bruno@${domain}>`);
    says('CANCEL');
    sendOn();
    expect(bruno.got.length).toBe(before);
    expect(methods(anna).at(-1)).toBe('ACK');
    expect(bed.debtor.got.at(-1)).toMatchObject({ kind: 'response', status: 487 });
  });

  it('PX-20 sends a call to nobody outside, and lets nobody in a call be sent on', () => {
    const bed = setUp();
    const { anna, says, answerOf } = calling(bed);
    says('INVITE');
    answerOf(anna, '302 Moved', 'Contact: <sip:bruno@elsewhere.example>')();
    expect(bed.debtor.got.at(-1)).toMatchObject({ kind: 'response', status: 404 });
    bed.town.receive(
      write('INVITE', 'debtor', '+393870001111', {
        to: `sip:anna@${domain}>;tag=<t`,
        uri: 'sip:x@a.invalid',
        branch: 'z9hG4bK-again',
      }),
    );
    const count = methods(anna).length;
    answerOf(anna, '302 Moved', `Contact: <sip:bruno@${domain}>`)();
    expect(methods(anna)).toHaveLength(count);
    expect(bed.debtor.got.at(-1)).toMatchObject({ kind: 'response', status: 302 });
  });
});
