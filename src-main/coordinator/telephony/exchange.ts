import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { TelephonyAccount } from '../../../src-shared/contract/telephony.ts';

/** A telephone exchange that this coordinator gives accounts of. */
export type Exchange = {
  /** Where telephones connect, as `ws://127.0.0.1:5060/sip`. */
  readonly server: string;
  readonly accountOf: (user: Pick<SessionUser, 'id'>) => TelephonyAccount | null;
};

/** The exchange that is there now, if one is. It comes after the first request may, and may go before the last. */
export type Switchboard = {
  readonly exchange: () => Exchange | null;
  readonly plug: (exchange: Exchange | null) => void;
};

export const createSwitchboard = (): Switchboard => {
  let plugged: Exchange | null = null;
  return { exchange: () => plugged, plug: (exchange) => void (plugged = exchange) };
};

/** The origins that the page may open sockets to besides its own. */
export const socketsOf = (switchboard: Switchboard): readonly string[] => {
  const exchange = switchboard.exchange();
  return exchange === null ? [] : [new URL(exchange.server).origin];
};
