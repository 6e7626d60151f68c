import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { z } from 'zod';
import type { Lang } from '../../src-shared/contract/basics.ts';
import { AppError } from '../../src-shared/contract/errors.ts';
import { sessionRoutes, type Session, type SessionUser } from '../../src-shared/contract/session.ts';
import type { WorkstationStore } from '../offline/api.ts';
import type { Api } from './api.ts';

export type Welcome = z.output<typeof sessionRoutes.welcome.response>;

/** The operator's own store on this computer: opened online after a sign-in, or offline with the password used before. */
export type WorkstationDoor = {
  readonly openOnline: (session: Session, password: string) => Promise<WorkstationStore>;
  /** Throws `not-known-offline` or `wrong-password-offline`. */
  readonly openOffline: (
    login: string,
    password: string,
  ) => Promise<{ readonly user: SessionUser; readonly store: WorkstationStore }>;
  /** A new session for an open store, after the old one expired. */
  readonly renew: (session: Session) => void;
  /** The operator changed his password at the coordinator: the same data key, wrapped anew. */
  readonly passwordChanged: (password: string) => Promise<void>;
};

export type SessionPhase = 'starting' | 'no-coordinator' | 'first-start' | 'signed-out' | 'signed-in' | 'locked';

export type SessionState = {
  readonly phase: SessionPhase;
  readonly welcome: Welcome | null;
  readonly user: SessionUser | null;
  /** Null while working offline. */
  readonly token: string | null;
  /** Only for operators. */
  readonly store: WorkstationStore | null;
  /** The coordinator ended the session; the open store goes on, what needs the coordinator asks for the password. */
  readonly expired: boolean;
  /** The language that somebody chose and the coordinator does not know of yet; null where there is none. */
  readonly spoken: Lang | null;
  /** Why the coordinator could not be asked, while signed out. */
  readonly problem: unknown;
};

export type SessionActions = {
  /** Who was signed in before a reload of the page; nobody after a sign-out. */
  readonly lastLogin: () => string;
  readonly look: () => Promise<void>;
  readonly signIn: (login: string, password: string) => Promise<void>;
  readonly createAdministrator: (
    args: z.input<typeof sessionRoutes.createAdministrator.body & object>,
  ) => Promise<void>;
  readonly unlock: (password: string) => Promise<void>;
  /** A new session while the work goes on: after one expired, or after signing in offline. */
  readonly renew: (password: string) => Promise<void>;
  readonly passwordChanged: (password: string) => Promise<void>;
  readonly lock: () => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly ended: () => void;
  readonly renamed: (user: SessionUser) => void;
  /**
   * A language was chosen, signed in or not: it wins over the one kept for whoever is or signs in here, and is kept
   * for that person from then on.
   */
  readonly speak: (lang: Lang) => void;
};

export type SessionStore = UseBoundStore<StoreApi<SessionState & SessionActions>>;

export type SessionDeps = {
  readonly api: Pick<Api, 'call'>;
  readonly door: WorkstationDoor;
  /** True when an address of a coordinator is known (always in a browser). */
  readonly hasCoordinator: () => Promise<boolean>;
  /** Survives a reload of the page, not the closing of the window; only for roles that keep nothing on this computer. */
  readonly keep: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
};

const KEPT = 'sollecito.session';
const LOGIN = 'sollecito.login';

const NOBODY = { user: null, token: null, store: null, expired: false, spoken: null } as const;

/** Errors that mean "nobody there", so that the workstation's own data may answer instead. */
export const isUnreachable = (error: unknown): boolean =>
  error instanceof AppError &&
  (error.code === 'offline' || error.code === 'coordinator-unreachable' || error.code === 'timeout');

const worksHere = (user: SessionUser): boolean => user.role === 'operator';

/** Who is signed in, on which terms. One store, made once in the composition root. */
export const createSessionStore = (deps: SessionDeps): SessionStore => {
  const { api, door, keep } = deps;
  return create<SessionState & SessionActions>()((set, get) => {
    /** Tells the coordinator the language that was chosen, once there is a session to tell it with. */
    const tellLanguage = (): void => {
      const { spoken, token } = get();
      if (spoken === null || token === null) return;
      void api.call(sessionRoutes.savePreferences, { body: { lang: spoken } }).then(
        () => (get().spoken === spoken ? set({ spoken: null }) : undefined),
        // It is told with the next session.
        () => undefined,
      );
    };
    const asSpoken = (user: SessionUser): SessionUser => ({ ...user, lang: get().spoken ?? user.lang });
    const enter = async (given: Session, password: string): Promise<void> => {
      const session = { ...given, user: asSpoken(given.user) };
      set({ token: session.token, ...(session.user.lang === given.user.lang ? { spoken: null } : {}) });
      tellLanguage();
      if (worksHere(session.user)) {
        const store = await door.openOnline(session, password);
        set({ phase: 'signed-in', user: session.user, store, expired: false });
        return;
      }
      keep.setItem(KEPT, session.token);
      set({ phase: 'signed-in', user: session.user, store: null, expired: false });
    };
    const ask = (login: string, password: string): Promise<Session> =>
      api.call(sessionRoutes.signIn, { body: { login, password, deviceId: null } });
    const take = (session: Session): void => {
      set({ token: session.token, expired: false, problem: null });
      door.renew(session);
      tellLanguage();
    };
    let stopWaiting = (): void => undefined;
    /**
     * The password that has just opened this computer's data signs in by itself once the coordinator answers. It is
     * held in memory until then, or until it is refused (changed meanwhile): then the person is asked.
     */
    const waitForCoordinator = (store: WorkstationStore, login: string, password: string): void => {
      let asking = false;
      const unsubscribe = store.subscribe(() => {
        if (asking || !store.status().reachable) return;
        asking = true;
        ask(login, password)
          .then((session) => {
            if (get().store !== store) return;
            stopWaiting();
            take(session);
          })
          .catch((error: unknown) => {
            if (!isUnreachable(error)) stopWaiting();
          })
          .finally(() => (asking = false));
      });
      stopWaiting = () => {
        unsubscribe();
        stopWaiting = () => undefined;
      };
    };
    const resume = async (): Promise<boolean> => {
      const token = keep.getItem(KEPT);
      if (token === null) return false;
      set({ token });
      try {
        const { user } = await api.call(sessionRoutes.whoAmI, {});
        set({ phase: 'signed-in', user, store: null, expired: false });
        return true;
      } catch {
        keep.removeItem(KEPT);
        set(NOBODY);
        return false;
      }
    };
    return {
      phase: 'starting',
      welcome: null,
      problem: null,
      ...NOBODY,
      lastLogin: () => keep.getItem(LOGIN) ?? '',
      look: async () => {
        if (!(await deps.hasCoordinator())) {
          set({ phase: 'no-coordinator' });
          return;
        }
        try {
          const welcome = await api.call(sessionRoutes.welcome, {}, { timeoutMs: 8000 });
          set({ welcome, problem: null });
          if (welcome.needsAdministrator) set({ phase: 'first-start' });
          else if (get().user === null && !(await resume())) set({ phase: 'signed-out' });
        } catch (problem) {
          set({ problem });
          if (get().user === null) set({ phase: 'signed-out' });
        }
      },
      signIn: async (login, password) => {
        stopWaiting();
        keep.setItem(LOGIN, login);
        let session: Session;
        try {
          session = await ask(login, password);
        } catch (error) {
          if (!isUnreachable(error)) throw error;
          const { user, store } = await door.openOffline(login, password);
          set({ phase: 'signed-in', user: asSpoken(user), store, token: null, expired: false, problem: error });
          waitForCoordinator(store, login, password);
          return;
        }
        try {
          await enter(session, password);
        } catch (error) {
          set({ token: null });
          throw error;
        }
      },
      createAdministrator: async (body) => {
        const session = await api.call(sessionRoutes.createAdministrator, { body });
        await enter(session, body.password);
      },
      unlock: async (password) => {
        const { user } = get();
        if (user === null) return;
        await get().signIn(user.login, password);
      },
      renew: async (password) => {
        const { user } = get();
        if (user === null) return;
        stopWaiting();
        take(await ask(user.login, password));
      },
      passwordChanged: async (password) => {
        if (get().store !== null) await door.passwordChanged(password);
      },
      lock: async () => {
        stopWaiting();
        await get().store?.lock();
        keep.removeItem(KEPT);
        set({ phase: 'locked', store: null, token: null });
      },
      signOut: async () => {
        const { store, token } = get();
        stopWaiting();
        await store?.lock();
        // The session ends here in any case; telling the coordinator is a courtesy that may fail offline.
        if (token !== null) await api.call(sessionRoutes.signOut, {}).catch(() => undefined);
        keep.removeItem(KEPT);
        keep.removeItem(LOGIN);
        set({ ...NOBODY, phase: 'signed-out' });
        await get().look();
      },
      ended: () => {
        // Behind a lock there is no session to end: a late answer must not sign out whoever is coming back.
        if (get().user === null || get().phase === 'locked') return;
        keep.removeItem(KEPT);
        if (get().store === null) set({ ...NOBODY, phase: 'signed-out', problem: new AppError('session-expired') });
        else set({ token: null, expired: true });
      },
      renamed: (user) => set({ user }),
      speak: (lang) => {
        const { user } = get();
        set({ spoken: lang, ...(user === null ? {} : { user: { ...user, lang } }) });
        tellLanguage();
      },
    };
  });
};
