import { vi } from 'vitest';
import type { PhoneCall } from '../../../src-renderer/telephony/call.ts';
import type { PhoneEvent } from '../../../src-renderer/telephony/call-event.ts';
import { reducePhone, SILENT_PHONE, type PhoneState } from '../../../src-renderer/telephony/call-state.ts';
import { createPhone } from '../../../src-renderer/telephony/phone.ts';
import type { TelephonyPort } from '../../../src-renderer/telephony/telephony-port.ts';

/** A telephone that says what a test tells it to. */
export const talking = () => {
  let state: PhoneState = SILENT_PHONE;
  let tell = (_state: PhoneState): void => undefined;
  const port = {
    subscribe: (listener: typeof tell) => {
      tell = listener;
      listener(state);
      return () => undefined;
    },
    useAccount: vi.fn(() => Promise.resolve()),
  };
  const phone = createPhone(port as unknown as TelephonyPort);
  const say = (...events: readonly PhoneEvent[]): void => {
    for (const event of events) tell((state = reducePhone(state, event)));
  };
  return { phone, port, say, calls: (): readonly PhoneCall[] => state.calls };
};
