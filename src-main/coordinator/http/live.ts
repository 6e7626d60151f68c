import type { LiveMessage } from '../../../src-shared/contract/sync.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import type { Live } from '../context.ts';
import { CATALOGUE, queueScope } from '../work/feed.ts';

/** One signed-in socket. */
export type LiveClient = { readonly user: SessionUser; readonly send: (message: LiveMessage) => void };

export type LiveHub = Live & { readonly join: (client: LiveClient) => () => void };

/** Pokes to one socket within this time go out as one: fifty operators' outcomes are not fifty redraws of a board. */
const GATHER_MS = 100;

/** Operators hear of their own queue; the leader's desk hears of every queue (ids only). */
const hears = (user: SessionUser, scope: string): boolean =>
  scope === CATALOGUE || user.role !== 'operator' || scope === queueScope(user.id);

/** Who is connected, and what they are told. A poke names scopes and carries no data. */
export const createLiveHub = (): LiveHub => {
  type Member = { readonly client: LiveClient; readonly waiting: Set<string>; timer: NodeJS.Timeout | null };
  const members = new Set<Member>();
  const flush = (member: Member): void => {
    member.timer = null;
    const scopes = [...member.waiting];
    member.waiting.clear();
    member.client.send({ kind: 'poke', scopes });
  };
  return {
    join: (client) => {
      const member: Member = { client, waiting: new Set(), timer: null };
      members.add(member);
      return () => {
        members.delete(member);
        if (member.timer !== null) clearTimeout(member.timer);
      };
    },
    poke: (scopes) => {
      for (const member of members) {
        for (const scope of scopes) {
          if (!member.waiting.has(scope) && hears(member.client.user, scope)) member.waiting.add(scope);
        }
        if (member.waiting.size > 0) member.timer ??= setTimeout(flush, GATHER_MS, member).unref();
      }
    },
    progress: (message) => {
      for (const { client } of members) {
        if (client.user.role === 'leader' || client.user.role === 'administrator') {
          client.send({ kind: 'progress', ...message });
        }
      }
    },
    connected: () => {
      const counts = new Map<string, number>();
      for (const { client } of members) counts.set(client.user.id, (counts.get(client.user.id) ?? 0) + 1);
      return counts;
    },
  };
};
