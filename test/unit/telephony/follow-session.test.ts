import { expect, it, vi } from 'vitest';
import { create } from 'zustand';
import type { Api } from '../../../src-renderer/app/api.ts';
import type { SessionStore } from '../../../src-renderer/app/session.ts';
import { SILENT_PHONE } from '../../../src-renderer/telephony/call-state.ts';
import { followSession } from '../../../src-renderer/telephony/follow-session.ts';
import type { Phone, PhoneView } from '../../../src-renderer/telephony/phone.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { TelephonyAccount } from '../../../src-shared/contract/telephony.ts';

const account = (username: string): TelephonyAccount => ({
  server: 'wss://pbx.example/ws',
  domain: 'pbx.example',
  username,
  password: 'x',
  displayName: '',
  dialPrefix: null,
  numberShown: null,
  iceServers: [],
  refused: [],
  conferenceRoom: null,
  practice: false,
});

/** A workstation whose coordinator and workspace do what the test says. */
const desk = () => {
  const heard = new Set<() => void>();
  const now = {
    telephony: 0,
    colleagues: [] as { readonly name: string; readonly number: string }[],
    answer: (): Promise<TelephonyAccount | null> => Promise.resolve(account('201')),
  };
  const store = {
    subscribe: (listener: () => void) => {
      heard.add(listener);
      return () => heard.delete(listener);
    },
    settings: () =>
      Promise.resolve({ name: '', zone: '', contactRules: null, wrapUpSeconds: 0, telephony: now.telephony }),
  };
  const user = { id: 'anna', role: 'operator' };
  const session = create(() => ({ phase: 'signed-in', token: 'a' as string | null, user, store, expired: false }));
  const view = create<PhoneView>()(() => ({ ...SILENT_PHONE, account: null, colleagues: [], refused: [] }));
  const used: (string | null)[] = [];
  const asked = vi.fn();
  followSession({
    session: session as unknown as SessionStore,
    api: {
      call: (async () => {
        asked();
        return { account: await now.answer(), colleagues: now.colleagues, refused: ['899*'] };
      }) as unknown as Api['call'],
    },
    phone: {
      view,
      setRules: (rules: Pick<PhoneView, 'colleagues' | 'refused'>) => view.setState(rules),
      useAccount: (given: TelephonyAccount | null) => {
        used.push(given?.username ?? null);
        return Promise.resolve();
      },
    } as unknown as Phone,
  });
  return { now, session, view, used, asked, word: () => heard.forEach((listener) => listener()) };
};
const aCall = { id: 'c', phase: 'active' } as unknown as PhoneView['calls'][number];

it('TC-40 a changed telephone is taken over without another sign-in, and asked for only when something changed', async () => {
  const { now, used, asked, word } = desk();
  await vi.waitFor(() => expect(used).toEqual(['201']));
  word();
  word();
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(1));
  now.telephony = 1;
  now.answer = () => Promise.resolve(account('202'));
  word();
  await vi.waitFor(() => expect(used).toEqual(['201', '202']));
  expect(asked).toHaveBeenCalledTimes(2);
});

it('TC-55 colleagues are known as soon as they are told, in a call too, and to nobody who has signed out', async () => {
  const { now, session, view, used, word } = desk();
  const luca = { name: 'Luca Ferri', number: '2003' };
  now.colleagues = [luca];
  await vi.waitFor(() => expect(used).toEqual(['201']));
  expect(view.getState()).toMatchObject({ colleagues: [luca], refused: ['899*'] });
  view.setState({ calls: [aCall] });
  now.telephony = 1;
  now.colleagues = [luca, { name: 'Sara Galli', number: '2004' }];
  word();
  await vi.waitFor(() => expect(view.getState().colleagues).toEqual(now.colleagues));
  session.setState({ phase: 'signed-out', token: null });
  expect(view.getState().colleagues).toEqual([]);
});

it('TC-41 a call that is going on goes on; the telephone changes after it', async () => {
  const { now, used, asked, view, word } = desk();
  await vi.waitFor(() => expect(used).toEqual(['201']));
  view.setState({ calls: [aCall] });
  now.telephony = 1;
  now.answer = () => Promise.resolve(account('202'));
  word();
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
  await Promise.resolve();
  expect(used).toEqual(['201']);
  view.setState({ calls: [{ ...aCall, phase: 'ended' }] });
  expect(used).toEqual(['201', '202']);
});

it('TC-42 a coordinator that is away changes nothing and is asked again; an ended session takes the telephone back', async () => {
  const { now, used, asked, session, word } = desk();
  now.telephony = 1;
  now.answer = () => Promise.reject(new AppError('coordinator-unreachable', { recovery: 'retry' }));
  word();
  await vi.waitFor(() => expect(asked).toHaveBeenCalled());
  now.answer = () => Promise.resolve(account('201'));
  await vi.waitFor(() => {
    word();
    expect(used.at(-1)).toBe('201');
  });
  session.setState({ token: null, expired: true });
  expect(used.at(-1)).toBeNull();
});
