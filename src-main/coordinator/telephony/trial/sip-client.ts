import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import { answerChallenge } from './digest.ts';
import { TrialFailure } from './failure.ts';

export type SipAnswer = {
  readonly status: number;
  readonly reason: string;
  readonly headers: ReadonlyMap<string, string>;
};

export type SipLogin = { readonly username: string; readonly password: string };

/** As much of a telephone as a test needs: it asks whether somebody is there, signs in and signs off. */
export type SipClient = {
  /** Problems: `silent` (by the caller's time limit), `closed`. */
  readonly options: (signal: AbortSignal) => Promise<SipAnswer>;
  /** Signs in for a minute, or off with 0 seconds. Problems: `wrong-password`, `not-allowed`, `digest-unknown`, `status`. */
  readonly register: (login: SipLogin, seconds: number, signal: AbortSignal) => Promise<SipAnswer>;
};

const readAnswer = (text: string): (SipAnswer & { readonly callId: string; readonly cseq: string }) | null => {
  const [head = ''] = text.split('\r\n\r\n');
  const [first = '', ...rest] = head.replace(/\r\n[ \t]+/gu, ' ').split('\r\n');
  const status = /^SIP\/2\.0 (\d{3}) ?(.*)$/u.exec(first);
  if (status === null) return null;
  const headers = new Map<string, string>();
  for (const line of rest) {
    const at = line.indexOf(':');
    const name = line.slice(0, at).trim().toLowerCase();
    if (at > 0 && !headers.has(name)) headers.set(name, line.slice(at + 1).trim());
  }
  const callId = headers.get('call-id') ?? headers.get('i') ?? '';
  return { status: Number(status[1]), reason: status[2] ?? '', headers, callId, cseq: headers.get('cseq') ?? '' };
};

const word = (bytes: number): string => randomBytes(bytes).toString('hex');

export const createSipClient = (socket: WebSocket, domain: string): SipClient => {
  const here = `${word(6)}.invalid`;
  const registration = { callId: word(12), tag: word(6), contact: word(6) };
  let cseq = 0;

  const ask = (
    method: string,
    uri: string,
    {
      callId,
      tag,
      from,
      headers,
    }: { readonly callId: string; readonly tag: string; readonly from: string; readonly headers: readonly string[] },
    signal: AbortSignal,
  ): Promise<SipAnswer> =>
    new Promise((resolve, reject) => {
      cseq += 1;
      const mine = `${cseq} ${method}`;
      const over = (): void => {
        socket.off('message', hear);
        socket.off('close', closed);
        signal.removeEventListener('abort', stopped);
      };
      const hear = (data: Buffer): void => {
        const answer = readAnswer(data.toString('utf8'));
        if (answer === null || answer.callId !== callId || answer.cseq !== mine || answer.status < 200) return;
        over();
        resolve(answer);
      };
      const closed = (): void => {
        over();
        reject(new TrialFailure('closed'));
      };
      const stopped = (): void => {
        over();
        reject(new TrialFailure('silent'));
      };
      socket.on('message', hear);
      socket.on('close', closed);
      signal.addEventListener('abort', stopped, { once: true });
      socket.send(
        [
          `${method} ${uri} SIP/2.0`,
          `Via: SIP/2.0/WS ${here};branch=z9hG4bK${word(8)}`,
          'Max-Forwards: 70',
          `From: <${from}>;tag=${tag}`,
          `To: <${method === 'REGISTER' ? from : uri}>`,
          `Call-ID: ${callId}`,
          `CSeq: ${mine}`,
          ...headers,
          'User-Agent: Sollecito',
          'Content-Length: 0',
          '\r\n',
        ].join('\r\n'),
      );
    });

  const registerOnce = (login: SipLogin, seconds: number, more: readonly string[], signal: AbortSignal) => {
    const { callId, tag, contact } = registration;
    const address = `<sip:${contact}@${here};transport=ws>;expires=${seconds}`;
    const headers = [`Contact: ${address}`, `Expires: ${seconds}`, 'Supported: path, outbound', ...more];
    return ask('REGISTER', `sip:${domain}`, { callId, tag, from: `sip:${login.username}@${domain}`, headers }, signal);
  };
  return {
    options: (signal) =>
      ask(
        'OPTIONS',
        `sip:${domain}`,
        { callId: word(12), tag: word(6), from: `sip:test@${domain}`, headers: ['Accept: application/sdp'] },
        signal,
      ),
    register: async (login, seconds, signal) => {
      const first = await registerOnce(login, seconds, [], signal);
      const asked = first.status === 401 || first.status === 407;
      const answer = asked ? await prove(first, login, seconds, signal) : first;
      const seen = `${answer.status} ${answer.reason}`.slice(0, 80);
      if (answer.status < 300) return answer;
      if (answer.status === 401 || answer.status === 407) throw new TrialFailure('wrong-password', seen);
      // Some servers say "forbidden" to a wrong password, some to an account that they do not know.
      if (answer.status === 403) throw new TrialFailure(asked ? 'wrong-password' : 'not-allowed', seen);
      if (answer.status === 404) throw new TrialFailure('not-allowed', seen);
      throw new TrialFailure('status', seen);
    },
  };

  async function prove(first: SipAnswer, login: SipLogin, seconds: number, signal: AbortSignal): Promise<SipAnswer> {
    const proxy = first.status === 407;
    const challenge = first.headers.get(proxy ? 'proxy-authenticate' : 'www-authenticate') ?? '';
    const answer = answerChallenge(challenge, { method: 'REGISTER', uri: `sip:${domain}`, ...login });
    if (answer === null) throw new TrialFailure('digest-unknown');
    return registerOnce(login, seconds, [`${proxy ? 'Proxy-Authorization' : 'Authorization'}: ${answer}`], signal);
  }
};
