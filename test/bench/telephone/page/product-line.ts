import type { PhoneState } from '../../../../src-renderer/telephony/call-state.ts';
import { createTelephony } from '../../../../src-renderer/telephony/create-telephony.ts';
import type { Line } from './line.ts';

export type ProductLine = Line & {
  readonly endedThere: () => Promise<void>;
  readonly lostRegistrations: () => number;
};

/** The product's telephone. */
export const createProductLine = (): ProductLine => {
  const phone = createTelephony(window);
  let state: PhoneState | null = null;
  const waits = new Set<() => void>();
  let lost = 0;
  phone.subscribe((now) => {
    if (state?.registration.light === 'registered' && now.registration.light !== 'registered') lost += 1;
    state = now;
    for (const look of waits) look();
  });
  const until = (holds: (state: PhoneState) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (state === null || !holds(state)) return;
        waits.delete(look);
        resolve();
      };
      waits.add(look);
      look();
    });
  const active = () => (state?.calls ?? []).filter(({ phase }) => phase === 'active');
  const registered = (): Promise<void> => until(({ registration }) => registration.light === 'registered');
  return {
    register: async (account) => {
      void phone.useAccount({
        ...account,
        displayName: '',
        dialPrefix: null,
        numberShown: null,
        iceServers: [],
        refused: [],
        conferenceRoom: null,
        practice: true,
      });
      await registered();
    },
    registeredAgain: async () => {
      await until(({ registration }) => registration.light !== 'registered');
      await registered();
    },
    call: async (number) => {
      const answer = phone.call(number, '');
      if (!answer.ok) throw new Error(`refused: ${answer.reason}`);
      await until(({ calls }) => calls.some(({ id, phase }) => id === answer.callId && phase !== 'preparing'));
      await until(({ calls }) => calls.some(({ id, phase }) => id === answer.callId && phase === 'active'));
    },
    swap: async () => {
      const held = active().find(({ hold }) => hold === 'held');
      const other = active().find(({ hold }) => hold === 'none');
      if (held === undefined || other === undefined) throw new Error('nothing to swap');
      phone.setHold(held.id, false);
      const stands = (calls: PhoneState['calls'], id: string, hold: string): boolean =>
        calls.some((call) => call.id === id && call.hold === hold);
      await until(({ calls }) => stands(calls, held.id, 'none') && stands(calls, other.id, 'held'));
    },
    hangUpAll: async () => {
      for (const { id } of active()) phone.hangUp(id);
      await until(({ calls }) => calls.every(({ phase }) => phase === 'ended'));
    },
    leave: () => phone.useAccount(null),
    endedThere: () => until(({ calls }) => calls.every(({ end }) => end?.cause === 'ended-there')),
    lostRegistrations: () => lost,
  };
};
