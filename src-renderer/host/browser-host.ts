import type { Host, PowerEvent } from '../../src-shared/contract/host.ts';
import { watchIdle } from './idle.ts';
import { platformOf } from './platform.ts';

/** The version written into the bundle by the build. */
declare const __APP_VERSION__: string;

/** The parts of `window` that the browser host stands on; a test passes its own. */
export type BrowserWindow = Pick<Window, 'location' | 'navigator' | 'document'> & {
  readonly Notification?: typeof Notification;
  readonly focus?: () => void;
};

const dialable = /^(?:tel|mailto):/i;

/** True when `url` may be handed to the system: a phone number or an e-mail address, never a page or a program. */
export const isExternalAddress = (url: string): boolean => dialable.test(url);

const notifyIn =
  (win: BrowserWindow): Host['notify'] =>
  async ({ title, body, tag }) => {
    const Kind = win.Notification;
    if (!Kind || Kind.permission === 'denied') return false;
    if (Kind.permission !== 'granted' && (await Kind.requestPermission()) !== 'granted') return false;
    const shown = new Kind(title, { body, tag });
    // The page says the same with the button that opens the case: pressing the notice leads there.
    shown.addEventListener('click', () => {
      win.focus?.();
      shown.close();
    });
    return true;
  };

/**
 * A page is not told of sleep. Chromium freezes its timers instead and fires `freeze` and `resume` on the document where
 * it discards or thaws it; those are the nearest thing a browser has.
 */
const onPowerIn =
  (win: BrowserWindow): Host['onPower'] =>
  (listener) => {
    const pairs: readonly (readonly [string, PowerEvent])[] = [
      ['freeze', 'suspend'],
      ['resume', 'resume'],
    ];
    const ends = pairs.map(([name, event]) => {
      const handler = (): void => listener(event);
      win.document.addEventListener(name, handler);
      return () => win.document.removeEventListener(name, handler);
    });
    const stopIdle = watchIdle(
      {
        page: win.document,
        now: Date.now,
        after: (ms, run) => {
          const timer = setTimeout(run, ms);
          return () => clearTimeout(timer);
        },
      },
      listener,
    );
    return () => [...ends, stopIdle].forEach((end) => end());
  };

/** A page can keep the screen lit while it is seen; behind another window the system decides. */
const stayAwakeIn = (win: BrowserWindow): Host['stayAwake'] => {
  let wanted = false;
  let held: WakeLockSentinel | null = null;
  const ask = async (): Promise<void> => {
    const locks = win.navigator.wakeLock as WakeLock | undefined;
    if (locks === undefined || held !== null || win.document.hidden) return;
    held = await locks.request('screen').catch(() => null);
    // The browser takes it back whenever the page is hidden.
    held?.addEventListener('release', () => (held = null));
    if (!wanted) await held?.release();
  };
  win.document.addEventListener('visibilitychange', () => {
    if (wanted) void ask();
  });
  return async (awake) => {
    wanted = awake;
    if (awake) await ask();
    else await held?.release();
  };
};

/** The host of a page served by its coordinator: web standards only, no secrets, no file on the disk. */
export const createBrowserHost = (win: BrowserWindow): Host => ({
  kind: 'browser',
  platform: platformOf(win.navigator.userAgent),
  version: __APP_VERSION__,
  secrets: null,
  journalFile: null,
  coordinatorControl: null,
  updates: null,
  coordinatorAddress: {
    get: () => Promise.resolve(win.location.origin),
    // The page came from its coordinator, so another coordinator is another page.
    set: (address) => {
      const target = new URL(address);
      if (target.origin !== win.location.origin) win.location.assign(target.href);
      return Promise.resolve();
    },
  },
  notify: notifyIn(win),
  openExternal: (url) => {
    const allowed = isExternalAddress(url);
    if (allowed) win.location.assign(url);
    return Promise.resolve(allowed);
  },
  setBadge: async (count) => {
    // Only installed pages have a badge; elsewhere the call is refused, which takes nothing from anybody.
    await win.navigator.setAppBadge?.(count).catch(() => undefined);
  },
  onPower: onPowerIn(win),
  stayAwake: stayAwakeIn(win),
});
