import { telephonyRoutes } from '../../src-shared/contract/telephony.ts';
import type { Api } from '../app/api.ts';
import type { SessionStore } from '../app/session.ts';
import type { Phone } from './phone.ts';

/**
 * Gives the telephone its account when somebody signs in and takes it back when they sign out. A locked workstation keeps
 * it: a call that is going on goes on. Where the coordinator gives none, numbers go to the system's own program.
 */
export const followSession = (deps: {
  readonly session: SessionStore;
  readonly api: Pick<Api, 'call'>;
  readonly phone: Phone;
}): void => {
  const { session, api, phone } = deps;
  let asked: string | null = null;
  const look = (): void => {
    const { phase, token, user } = session.getState();
    if (phase === 'signed-out') {
      asked = null;
      void phone.useAccount(null);
      return;
    }
    if (phase !== 'signed-in' || token === null || token === asked || user?.role !== 'operator') return;
    asked = token;
    api.call(telephonyRoutes.account, {}).then(
      ({ account }) => {
        if (session.getState().token === token) void phone.useAccount(account);
      },
      // It will be asked again with the next session; until then whatever worked goes on working.
      () => undefined,
    );
  };
  session.subscribe(look);
  look();
};
