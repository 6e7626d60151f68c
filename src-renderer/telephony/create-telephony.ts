import { createSipPhone, type SipPhoneDeps } from './sip/sip-phone.ts';
import type { TelephonyPort } from './telephony-port.ts';
import { createTimers, type Timers } from './timers.ts';

/** Timers that go on in a hidden window: in a worker of their own. */
export const createWorkerTimers = (): Timers =>
  createTimers(new Worker(new URL('./timer-worker.ts', import.meta.url), { type: 'module' }));

/** The telephone of this page, wired to the browser. Made once, in the composition root. */
export const createTelephony = (
  page: Window,
  timers: Timers = createWorkerTimers(),
  outlets: Pick<SipPhoneDeps, 'plugSound' | 'onDesk' | 'onMicrophoneProblem'> = {},
): TelephonyPort => {
  const port = createSipPhone({
    timers,
    media: page.navigator.mediaDevices,
    createElement: () => new Audio(),
    createContext: () => new AudioContext(),
    clock: () => performance.now(),
    now: () => new Date().toISOString(),
    chance: Math.random,
    newId: () => crypto.randomUUID(),
    ...outlets,
  });
  // Not to be believed when it says "offline": on a network without a way out everything may work. Its changes are hints.
  page.addEventListener('online', () => port.wake('online'));
  const connection: unknown = Reflect.get(page.navigator, 'connection');
  if (connection instanceof EventTarget) {
    connection.addEventListener('change', () => port.wake('network-change'));
  }
  // The page goes, and with it the voice: whoever is on the line must not talk to nobody.
  page.addEventListener('pagehide', () => void port.useAccount(null));
  return port;
};
