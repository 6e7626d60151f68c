import { AppError } from '../../src-shared/contract/errors.ts';
import { telephonyRoutes, type TelephonyAccount } from '../../src-shared/contract/telephony.ts';
import type { Api } from '../app/api.ts';
import type { SessionStore } from '../app/session.ts';
import type { WorkstationStore } from '../offline/api.ts';
import { isLive } from './call.ts';
import type { Phone } from './phone.ts';

/**
 * Gives the telephone its account when somebody signs in and takes it back when they sign out, or when the coordinator ends
 * the session. The workspace's settings count the changes of telephones: when the count moves, the account is asked for
 * again. A call that is going on goes on, and the telephone changes after it; a locked workstation keeps its telephone.
 * Where the coordinator gives none, numbers go to the system's own program.
 */
export const followSession = (deps: {
  readonly session: SessionStore;
  readonly api: Pick<Api, 'call'>;
  readonly phone: Phone;
}): void => {
  const { session, api, phone } = deps;
  /** Session and count of changes that the account in use belongs to. */
  let known = '';
  let looking = false;
  let again = false;
  let next: { readonly account: TelephonyAccount | null } | null = null;
  let watched: WorkstationStore | null = null;
  let unwatch = (): void => undefined;

  const change = (): void => {
    if (next === null || phone.view.getState().calls.some(isLive)) return;
    const { account } = next;
    next = null;
    void phone.useAccount(account);
  };
  const give = (account: TelephonyAccount | null): void => {
    next = { account };
    change();
  };
  const ask = async (): Promise<void> => {
    const { phase, token, user, store } = session.getState();
    if (phase !== 'signed-in' || token === null || user?.role !== 'operator') return;
    const settings = await store?.settings();
    const key = `${token} ${settings?.telephony ?? 0}`;
    if (key === known) return;
    try {
      const { account, colleagues, refused } = await api.call(telephonyRoutes.account, {});
      if (session.getState().token !== token) return;
      known = key;
      phone.setRules({ colleagues, refused });
      give(account);
    } catch (error) {
      // Away for now: whatever worked goes on working, and the next word of the workspace asks again.
      if (!(error instanceof AppError) || error.recovery !== 'retry') known = key;
    }
  };
  const look = (): void => {
    const { phase, expired, store } = session.getState();
    if (store !== watched) {
      unwatch();
      watched = store;
      unwatch = store?.subscribe(look) ?? (() => undefined);
    }
    if (phase === 'signed-out' || expired) {
      known = '';
      phone.setRules({ colleagues: [], refused: [] });
      // Whoever has signed out has left: no call of theirs goes on.
      if (phase === 'signed-out') {
        next = null;
        void phone.useAccount(null);
      } else give(null);
      return;
    }
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    void ask()
      .catch(() => undefined)
      .finally(() => {
        looking = false;
        if (again) {
          again = false;
          look();
        }
      });
  };
  phone.view.subscribe(change);
  session.subscribe(look);
  look();
};
