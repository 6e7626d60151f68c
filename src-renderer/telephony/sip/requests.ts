import type { Core, UserAgent } from 'sip.js';
import type { Timers } from '../timers.ts';

type Request = { readonly dispose: () => void };
type Delegate = Core.OutgoingRequestDelegate;

/** An answer that the library made up itself (its own time-out, a closed socket) carries no Via. */
const isFromServer = (message: Core.IncomingResponseMessage): boolean => message.hasHeader('via');

const answered = <T>(
  send: (delegate: Delegate) => Request,
  read: (message: Core.IncomingResponseMessage) => T,
  timers: Timers,
  limitMs: number,
): Promise<T | null> =>
  new Promise((resolve) => {
    let request: Request | null = null;
    const limit = timers.after(limitMs, () => {
      request?.dispose();
      resolve(null);
    });
    const take = ({ message }: Core.IncomingResponse): void => {
      limit();
      resolve(isFromServer(message) ? read(message) : null);
    };
    request = send({ onAccept: take, onRedirect: take, onReject: take });
  });

const messageTo = (agent: UserAgent, method: string, headers: readonly string[]): Core.OutgoingRequestMessage => {
  const { uri } = agent.configuration;
  const server = uri.clone();
  server.user = undefined;
  return agent.userAgentCore.makeOutgoingRequestMessage(method, server, uri, uri, {}, [...headers]);
};

/** Asks the server anything; resolves with its status, whatever it is, or null when it did not answer in time. */
export const ask = (agent: UserAgent, method: string, timers: Timers, limitMs: number): Promise<number | null> =>
  answered(
    (delegate) => agent.userAgentCore.request(messageTo(agent, method, []), delegate),
    (message) => message.statusCode ?? 0,
    timers,
    limitMs,
  );

export type RegisterAnswer = {
  readonly status: number;
  readonly expiresS: number;
  /** The shortest registration that the server grants, where it says so (423); 0 where it does not. */
  readonly leastS: number;
};

/** One REGISTER, credentials included; 0 seconds take the registration back. Null: no answer in time. */
export const registerRequest = (
  agent: UserAgent,
  expiresS: number,
  timers: Timers,
  limitMs: number,
): Promise<RegisterAnswer | null> => {
  const contact = `Contact: ${agent.contact.toString({ register: true })};expires=${expiresS}`;
  const message = messageTo(agent, 'REGISTER', [contact, `Expires: ${expiresS}`]);
  const mine = String(agent.contact.uri);
  return answered(
    (delegate) => agent.userAgentCore.register(message, delegate),
    (response) => {
      const granted = response
        .getHeaders('contact')
        .flatMap((value) => value.split(/,(?=\s*<)/u))
        .find((value) => value.includes(mine));
      const seconds = Number(/;expires=(\d+)/u.exec(granted ?? '')?.[1] ?? response.getHeader('expires') ?? expiresS);
      return {
        status: response.statusCode ?? 0,
        expiresS: Math.max(10, Number.isFinite(seconds) ? seconds : expiresS),
        leastS: Number(/^\d{1,6}$/u.exec(response.getHeader('min-expires')?.trim() ?? '')?.[0] ?? 0),
      };
    },
    timers,
    limitMs,
  );
};
