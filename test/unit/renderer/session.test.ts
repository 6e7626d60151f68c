import { describe, expect, test } from 'vitest';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Role } from '../../../src-shared/contract/basics.ts';
import { createSessionStore, type SessionDeps } from '../../../src-renderer/app/session.ts';
import { memoryStore } from './memory-store.ts';

const userOf = (role: Role) => ({
  id: 'u1',
  login: 'bianchi',
  name: 'Giulia Bianchi',
  role,
  teamId: null,
  lang: 'it' as const,
});

const setUp = (role: Role, options: { reachable?: boolean } = {}) => {
  const online = { reachable: options.reachable ?? true };
  const kept = new Map<string, string>();
  const opened: string[] = [];
  const told: string[] = [];
  const waiting = new Set<() => void>();
  const bare = memoryStore({ cases: [], parties: [] }).store;
  const store: typeof bare = {
    ...bare,
    status: () => ({ ...bare.status(), reachable: online.reachable }),
    subscribe: (listener) => {
      waiting.add(listener);
      return () => void waiting.delete(listener);
    },
  };
  let password = 'giusta';
  let locked = 0;
  const call = ((route: { id: string }, args: { body?: { password?: string; lang?: string } }) => {
    if (!online.reachable) return Promise.reject(new AppError('coordinator-unreachable'));
    const user = userOf(role);
    switch (route.id) {
      case 'welcome':
        return Promise.resolve({ needsAdministrator: false, workspace: 'Prova', sample: null });
      case 'signIn':
        if (args.body?.password !== password) return Promise.reject(new AppError('wrong-credentials'));
        return Promise.resolve({ token: 't1', expiresAt: '2027-01-01T00:00:00.000Z', user });
      case 'whoAmI':
        return Promise.resolve({ user, expiresAt: '2027-01-01T00:00:00.000Z' });
      case 'savePreferences':
        told.push(String(args.body?.lang));
        return Promise.resolve({ ok: true });
      default:
        return Promise.resolve({ ok: true });
    }
  }) as SessionDeps['api']['call'];
  const session = createSessionStore({
    api: { call },
    door: {
      openOnline: () => {
        opened.push('online');
        return Promise.resolve({ ...store, lock: () => Promise.resolve(void (locked += 1)) });
      },
      openOffline: (login, password) => {
        opened.push('offline');
        return password === 'giusta'
          ? Promise.resolve({ user: { ...userOf(role), login }, store })
          : Promise.reject(new AppError('wrong-password-offline'));
      },
      renew: ({ token }) => void opened.push(`renewed ${token}`),
      passwordChanged: () => Promise.resolve(),
    },
    hasCoordinator: () => Promise.resolve(true),
    keep: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
  });
  return {
    session,
    online,
    opened,
    told,
    kept,
    waiting,
    locked: () => locked,
    /** The coordinator is seen to answer again; resolves when what follows from it has been done. */
    comesBack: async () => {
      online.reachable = true;
      waiting.forEach((listener) => listener());
      await new Promise((resolve) => setImmediate(resolve));
    },
    passwordIs: (now: string) => void (password = now),
  };
};

describe('who is signed in', () => {
  test('UI-12 an operator’s sign-in opens his data; the token is kept nowhere', async () => {
    const { session, opened, kept } = setUp('operator');
    await session.getState().look();
    expect(session.getState().phase).toBe('signed-out');
    await session.getState().signIn('bianchi', 'giusta');
    expect(session.getState()).toMatchObject({ phase: 'signed-in', token: 't1' });
    expect(session.getState().store).not.toBeNull();
    expect(opened).toEqual(['online']);
    expect([...kept.values()]).toEqual(['bianchi']);
  });

  test('UI-13 without a coordinator the password used before opens this computer’s data, and a wrong one does not', async () => {
    const { session, opened } = setUp('operator', { reachable: false });
    await session.getState().look();
    expect(session.getState().phase).toBe('signed-out');
    await expect(session.getState().signIn('bianchi', 'falsa')).rejects.toMatchObject({
      code: 'wrong-password-offline',
    });
    expect(session.getState().phase).toBe('signed-out');
    await session.getState().signIn('bianchi', 'giusta');
    expect(session.getState()).toMatchObject({ phase: 'signed-in', token: null });
    expect(opened).toEqual(['offline', 'offline']);
  });

  test('UI-14 a leader’s session outlives a reload of the page, and ends with it signed out', async () => {
    const { session, kept } = setUp('leader');
    await session.getState().signIn('rossi', 'giusta');
    expect(session.getState().store).toBeNull();
    const again = setUp('leader');
    kept.forEach((value, key) => again.kept.set(key, value));
    await again.session.getState().look();
    expect(again.session.getState().phase).toBe('signed-in');
    await again.session.getState().signOut();
    expect(again.session.getState()).toMatchObject({ phase: 'signed-out', user: null });
    expect(again.kept.size).toBe(0);
  });

  test('UI-26 the language chosen at the door wins over the account’s and is kept for it, and for nobody after', async () => {
    const { session, told } = setUp('leader');
    await session.getState().look();
    session.getState().speak('en');
    await expect(session.getState().signIn('rossi', 'falsa')).rejects.toMatchObject({ code: 'wrong-credentials' });
    expect(told).toEqual([]);
    await session.getState().signIn('rossi', 'giusta');
    expect(session.getState().user).toMatchObject({ lang: 'en' });
    expect(told).toEqual(['en']);
    await session.getState().signOut();
    await session.getState().signIn('verdi', 'giusta');
    expect(session.getState().user).toMatchObject({ lang: 'it' });
    expect(told).toEqual(['en']);
    session.getState().speak('en');
    expect(session.getState().user).toMatchObject({ lang: 'en' });
    expect(told).toEqual(['en', 'en']);
  });

  test('UI-26 a language chosen without the coordinator is told when it answers', async () => {
    const { session, told, comesBack } = setUp('operator', { reachable: false });
    session.getState().speak('en');
    await session.getState().signIn('bianchi', 'giusta');
    expect(session.getState().user).toMatchObject({ lang: 'en' });
    await comesBack();
    expect(told).toEqual(['en']);
  });

  test('UI-15 an ended session leaves the operator’s open work alone', async () => {
    const { session, opened } = setUp('operator');
    await session.getState().signIn('bianchi', 'giusta');
    session.getState().ended();
    expect(session.getState()).toMatchObject({ phase: 'signed-in', token: null, expired: true });
    expect(session.getState().store).not.toBeNull();
    await session.getState().renew('giusta');
    expect(session.getState()).toMatchObject({ phase: 'signed-in', token: 't1', expired: false });
    expect(opened).toEqual(['online', 'renewed t1']);
  });

  test('UI-16 locking forgets the data and keeps only the name', async () => {
    const { session, locked } = setUp('operator');
    await session.getState().signIn('bianchi', 'giusta');
    await session.getState().lock();
    expect(locked()).toBe(1);
    expect(session.getState()).toMatchObject({ phase: 'locked', store: null, token: null });
    expect(session.getState().user?.name).toBe('Giulia Bianchi');
    await session.getState().unlock('giusta');
    expect(session.getState().phase).toBe('signed-in');
  });

  test('SH-24 an answer that comes late signs nobody out behind the lock', async () => {
    const { session } = setUp('operator');
    await session.getState().signIn('bianchi', 'giusta');
    await session.getState().lock();
    session.getState().ended();
    expect(session.getState()).toMatchObject({ phase: 'locked', user: { name: 'Giulia Bianchi' } });
  });

  test('UI-23 who came in offline is signed in by himself when the coordinator answers again', async () => {
    const { session, opened, waiting, comesBack } = setUp('operator', { reachable: false });
    await session.getState().signIn('bianchi', 'giusta');
    waiting.forEach((listener) => listener());
    expect(session.getState().token).toBeNull();
    await comesBack();
    expect(session.getState()).toMatchObject({ phase: 'signed-in', token: 't1' });
    expect(opened).toEqual(['offline', 'renewed t1']);
    expect(waiting.size).toBe(0);
  });

  test('UI-23 a password that was changed meanwhile is asked for, once', async () => {
    const { session, opened, waiting, comesBack, passwordIs } = setUp('operator', { reachable: false });
    await session.getState().signIn('bianchi', 'giusta');
    passwordIs('nuova');
    await comesBack();
    expect(session.getState()).toMatchObject({ phase: 'signed-in', token: null });
    expect(waiting.size).toBe(0);
    await session.getState().renew('nuova');
    expect(opened).toEqual(['offline', 'renewed t1']);
  });

  test('UI-23 a locked or left workstation remembers no password', async () => {
    for (const leave of ['lock', 'signOut'] as const) {
      const { session, waiting, opened, comesBack } = setUp('operator', { reachable: false });
      await session.getState().signIn('bianchi', 'giusta');
      await session.getState()[leave]();
      expect(waiting.size).toBe(0);
      await comesBack();
      expect(opened).toEqual(['offline']);
    }
  });
});
