import type { Session, WebContents } from 'electron';
import { isAppAddress } from './app-files.ts';

/** What a page may be given. Anything not named here is refused, also what later versions of Chromium add. */
const allowed: ReadonlySet<string> = new Set([
  'media',
  'notifications',
  'clipboard-sanitized-write',
  'fullscreen',
  'hid',
  'speaker-selection',
]);

/** `mediaTypes` is undefined when Chromium asks for a device list: that is the microphone question too. */
const onlyAudio = (mediaTypes: readonly string[] | undefined): boolean =>
  mediaTypes === undefined || mediaTypes.every((type) => type === 'audio' || type === 'unknown');

const isAllowed = (permission: string, url: string | undefined, mediaTypes: readonly string[] | undefined): boolean =>
  url !== undefined &&
  isAppAddress(url) &&
  allowed.has(permission) &&
  (permission !== 'media' || onlyAudio(mediaTypes));

/** HID usage tables, telephony page: headsets with a hook and a mute key. Keyboards and everything else are none. */
const telephonyPage = 0x0b;

type Hid = { readonly collections?: readonly { readonly usagePage?: number }[] };

const isHeadset = (device: unknown): boolean =>
  ((device as Hid).collections ?? []).some(({ usagePage }) => usagePage === telephonyPage);

type LockedSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
> & { readonly on: (event: 'select-hid-device', listener: (...args: HidChoice) => void) => unknown };
type HidChoice = readonly [
  event: { readonly preventDefault: () => void },
  details: {
    readonly deviceList: readonly { readonly deviceId: string }[];
    readonly frame: { readonly url: string } | null;
  },
  answer: (deviceId?: string) => void,
];

/**
 * Grants the page its microphone, its notifications and the keys of headsets, and refuses every other permission and
 * device. A browser would ask which headset; the desktop takes the first that the page's filter (telephony) has left.
 */
export const lockSession = (session: LockedSession): void => {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isAllowed(permission, details.requestingUrl, 'mediaTypes' in details ? details.mediaTypes : undefined)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isAllowed(permission, origin, details.mediaType === undefined ? undefined : [details.mediaType]),
  );
  session.setDevicePermissionHandler(
    ({ deviceType, origin, device }) => deviceType === 'hid' && isAppAddress(origin) && isHeadset(device),
  );
  session.on('select-hid-device', (event, { deviceList, frame }, answer) => {
    event.preventDefault();
    const [first] = frame !== null && isAppAddress(frame.url) ? deviceList : [];
    if (first === undefined) answer();
    else answer(first.deviceId);
  });
};

/**
 * Keeps a page on the application's own address: no other page, no new window, no embedded page. `openExternal` gets
 * the addresses that a link wanted to open; it lets telephone numbers and e-mail addresses through.
 */
export const lockContents = (
  contents: Pick<WebContents, 'on' | 'setWindowOpenHandler'>,
  openExternal: (url: string) => Promise<boolean>,
): void => {
  contents.on('will-navigate', (event) => {
    if (isAppAddress(event.url)) return;
    event.preventDefault();
    void openExternal(event.url);
  });
  contents.on('will-redirect', (event) => {
    if (!isAppAddress(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isAppAddress(event.url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    void openExternal(url);
    return { action: 'deny' };
  });
};
