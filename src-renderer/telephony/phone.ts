import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { Colleague, TelephonyAccount } from '../../src-shared/contract/telephony.ts';
import { SILENT_PHONE, type PhoneState } from './call-state.ts';
import type { SoundBench } from './audio/sound-bench.ts';
import type { Headset } from './headset.ts';
import type { TelephonyPort } from './telephony-port.ts';

export type PhoneView = PhoneState & {
  /** What the screen needs to know of the account; null: calls go to the system's own program. */
  readonly account: { readonly practice: boolean; readonly conferenceRoom: string | null } | null;
  /** Who can be called by an internal number. */
  readonly colleagues: readonly Colleague[];
  /** Never dialled, also by the system's own program; emergency numbers go without saying. */
  readonly refused: readonly string[];
};

/** The telephone for the screens: one store to look at, one port to ask. */
export type Phone = {
  readonly port: TelephonyPort;
  readonly view: UseBoundStore<StoreApi<PhoneView>>;
  readonly useAccount: (account: TelephonyAccount | null) => Promise<void>;
  readonly setRules: (rules: Pick<PhoneView, 'colleagues' | 'refused'>) => void;
  /** Null where the browser knows no headset keys. */
  readonly headset: Headset | null;
  /** Meters and the test before the shift; null where nothing sounds (a test of the records). */
  readonly sound: SoundBench | null;
};

export const createPhone = (
  port: TelephonyPort,
  headset: Headset | null = null,
  sound: SoundBench | null = null,
): Phone => {
  const view = create<PhoneView>()(() => ({ ...SILENT_PHONE, account: null, colleagues: [], refused: [] }));
  port.subscribe((state) => view.setState(state));
  let given = '';
  return {
    port,
    view,
    headset,
    sound,
    setRules: ({ colleagues, refused }) => view.setState({ colleagues, refused }),
    useAccount: async (account) => {
      // The same account given again (a session renewed in a call) must not end the call.
      const text = JSON.stringify(account);
      if (text === given || (given === '' && account === null)) return;
      given = account === null ? '' : text;
      const shown = account === null ? null : { practice: account.practice, conferenceRoom: account.conferenceRoom };
      view.setState({ account: shown });
      await port.useAccount(account);
    },
  };
};
