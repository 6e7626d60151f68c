import { type Session, SIPExtension, UserAgent, type UserAgentDelegate } from 'sip.js';
import type { TelephonyAccount } from '../../../src-shared/contract/telephony.ts';
import type { Diagnostics } from '../diagnostics.ts';
import type { MediaHandler } from './media-handler.ts';

/** Signs as the user part of an address; `#` would begin a fragment there. */
export const addressOf = (dial: string, domain: string): ReturnType<typeof UserAgent.makeURI> =>
  UserAgent.makeURI(`sip:${dial.replaceAll('#', '%23')}@${domain}`);

const CONNECT_S = 3;

/** The library's user agent with every default that waits, leaks or logs switched off. */
export const makeAgent = (
  account: TelephonyAccount,
  diagnostics: Diagnostics,
  delegate: UserAgentDelegate,
  makeMedia: (session: Session) => MediaHandler,
): UserAgent => {
  const uri = addressOf(account.username, account.domain);
  if (uri === undefined) throw new TypeError('the account gives no SIP address');
  const agent = new UserAgent({
    uri,
    delegate,
    displayName: account.displayName,
    authorizationUsername: account.username,
    authorizationPassword: account.password,
    userAgentString: 'Sollecito',
    sipExtensionReplaces: SIPExtension.Supported,
    transportOptions: { server: account.server, connectionTimeout: CONNECT_S, keepAliveInterval: 0, traceSip: true },
    sessionDescriptionHandlerFactory: makeMedia,
    // Nothing is written to the console: what is kept is kept redacted, in memory.
    logBuiltinEnabled: false,
    logConfiguration: false,
    logConnector: (level, category, _label, content) => {
      const message = /^(Sending|Received) WebSocket(?: \w+)? message:\s+/u.exec(content);
      if (message !== null) {
        const text = content.slice(message[0].length);
        if (!/^CSeq: \d+ OPTIONS/imu.test(text)) diagnostics.note('sip', `${message[1] ?? ''} ${text}`);
      } else if (level === 'error') diagnostics.note('fault', `${category}: ${content}`);
    },
  });
  // The library throws where a server says what it does not know; whoever calls it then is the socket, and nobody catches it.
  const { transport } = agent;
  const take = transport.onMessage;
  transport.onMessage = (message) => {
    try {
      take?.(message);
    } catch (error) {
      diagnostics.note('fault', `message: ${String(error)}`);
    }
  };
  return agent;
};
