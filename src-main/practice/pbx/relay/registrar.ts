import { parseNameAddress } from '../sip/address.ts';
import { splitOutside } from '../sip/split.ts';
import type { Connection, Target } from './connection.ts';

/** Seconds a registration lasts: asked for within these bounds. */
export const EXPIRY = { usual: 300, most: 3_600 } as const;
const MOST_CONTACTS = 10;

export type Binding = Target & { readonly until: number; readonly callId: string; readonly cseq: number };

export type Registration = {
  readonly user: string;
  readonly connection: Connection;
  /** The Contact values; none only asks. */
  readonly contacts: readonly string[];
  /** The Expires header, where there is one. */
  readonly expires: string | undefined;
  readonly callId: string;
  readonly cseq: number;
};

export type Registered =
  | { readonly ok: true; readonly bindings: readonly Binding[] }
  | { readonly ok: false; readonly status: 400 | 403 | 423 | 500; readonly reason: string };

export type Registrar = {
  /** Adds, refreshes or takes away (RFC 3261 section 10.3); all of a request or nothing of it. */
  readonly register: (registration: Registration) => Registered;
  /** Where a user is now: the newest first. */
  readonly find: (user: string) => readonly Binding[];
  /** A connection is gone, and with it whoever could be reached on it. */
  readonly drop: (connection: Connection) => void;
  /** The account is gone. */
  readonly dropUser: (user: string) => void;
};

/** Who can be reached where. `now` in milliseconds; `leastSeconds` is the shortest time that may be asked for. */
export function createRegistrar(options: { readonly now: () => number; readonly leastSeconds: number }): Registrar {
  const users = new Map<string, ReadonlyMap<string, Binding>>();

  const alive = (user: string): Map<string, Binding> => {
    const now = options.now();
    return new Map([...(users.get(user) ?? [])].filter(([, { until }]) => until > now));
  };
  const list = (bindings: ReadonlyMap<string, Binding>): readonly Binding[] => [...bindings.values()].reverse();

  return {
    register: ({ user, connection, contacts, expires, callId, cseq }) => {
      const bindings = alive(user);
      const values = contacts.flatMap((contact) => splitOutside(contact, ','));
      if (values.includes('*')) {
        if (values.length > 1 || expires !== '0') return { ok: false, status: 400, reason: 'Bad Contact' };
        bindings.clear();
      }
      for (const value of values.filter((value) => value !== '*')) {
        const contact = parseNameAddress(value);
        if (contact === null) return { ok: false, status: 400, reason: 'Bad Contact' };
        const seconds = secondsOf(contact.params.get('expires') ?? expires);
        if (seconds > 0 && seconds < options.leastSeconds)
          return { ok: false, status: 423, reason: 'Interval Too Brief' };
        const known = bindings.get(contact.uri);
        if (known?.callId === callId && cseq <= known.cseq) return { ok: false, status: 500, reason: 'Out of Order' };
        bindings.delete(contact.uri);
        const until = options.now() + seconds * 1_000;
        if (seconds > 0) bindings.set(contact.uri, { connection, uri: contact.uri, until, callId, cseq });
      }
      if (bindings.size > MOST_CONTACTS) return { ok: false, status: 403, reason: 'Too Many Contacts' };
      users.set(user, bindings);
      return { ok: true, bindings: list(bindings) };
    },
    find: (user) => list(alive(user)),
    dropUser: (user) => void users.delete(user),
    drop: (connection) => {
      for (const [user, bindings] of users)
        users.set(user, new Map([...bindings].filter(([, binding]) => binding.connection !== connection)));
    },
  };
}

const secondsOf = (text: string | undefined): number =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Math.min(Number(text), EXPIRY.most) : EXPIRY.usual;
