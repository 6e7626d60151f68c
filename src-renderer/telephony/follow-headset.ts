import { isTalking } from './call.ts';
import type { PhoneState } from './call-state.ts';
import { createHeadset, type Headset, type HeadsetDevices } from './headset.ts';
import type { TelephonyPort } from './telephony-port.ts';

/**
 * Joins a headset's keys to the telephone: off the hook answers, on the hook ends, mute mutes; its lamp shows what the
 * telephone does. The person gave the permission once (`open(true)`); from then on it is found again. Behind a lock
 * (`mayAnswer`) it answers nothing, as the screen does: whoever answers must have the case before him.
 */
export const followHeadset = (
  port: TelephonyPort,
  hid: HeadsetDevices,
  mayAnswer: () => boolean = () => true,
): Headset => {
  let state: PhoneState | null = null;
  const headset = createHeadset(hid, (key, on) => {
    if (state === null) return;
    if (key === 'mute') {
      port.setMuted(!state.muted);
      return;
    }
    const ringing = state.calls.find(({ phase }) => phase === 'incoming');
    const talking =
      state.calls.find(isTalking) ??
      state.calls.find(({ direction, phase }) => direction === 'out' && phase !== 'ended');
    if (on && ringing !== undefined) {
      if (mayAnswer()) port.answer(ringing.id);
    } else if (!on && talking !== undefined) port.hangUp(talking.id);
  });
  port.subscribe((next) => {
    state = next;
    headset.show({
      ringing: next.calls.some(({ phase }) => phase === 'incoming'),
      // Wireless headsets open their sound by it: from the first ring-back on, and through a hold.
      offHook: next.calls.some(({ phase }) => phase !== 'incoming' && phase !== 'ended'),
      muted: next.muted,
    });
  });
  return headset;
};

const isHid = (value: unknown): value is HeadsetDevices =>
  typeof value === 'object' && value !== null && 'getDevices' in value && 'requestDevice' in value;

/** The keys of the headsets that this browser was allowed before; null where it knows none (WebHID is missing). */
export const openHeadset = (port: TelephonyPort, page: Window, mayAnswer: () => boolean): Headset | null => {
  const hid: unknown = Reflect.get(page.navigator, 'hid');
  if (!isHid(hid)) return null;
  const headset = followHeadset(port, hid, mayAnswer);
  // A device that does not open is as good as none; it can be chosen anew.
  void headset.open(false).catch(() => undefined);
  return headset;
};
