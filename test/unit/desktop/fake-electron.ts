import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import type { ElectronApi } from '../../../src-main/desktop/application.ts';

/** A page as the main process sees it; `url` is what its top frame shows. */
export class FakeContents extends EventEmitter {
  mainFrame: { url: string };
  sent: unknown[][] = [];
  loaded: string[] = [];
  /** Its beforeunload says that it wants to stay. */
  inCall = false;
  openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });

  constructor(url = 'app://sollecito/index.html') {
    super();
    this.mainFrame = { url };
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
  send(...message: unknown[]): void {
    this.sent.push(message);
  }
  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }
}

export class FakeWindow extends EventEmitter {
  webContents = new FakeContents();
  options: Electron.BrowserWindowConstructorOptions;
  calls: string[] = [];
  bounds = { x: 0, y: 0, width: 800, height: 600 };
  maximized = false;
  minimized = false;

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }
  show = (): void => void this.calls.push('show');
  hide = (): void => void this.calls.push('hide');
  focus = (): void => void this.calls.push('focus');
  restore = (): void => void this.calls.push('restore');
  maximize = (): void => void this.calls.push('maximize');
  isMinimized = (): boolean => this.minimized;
  isMaximized = (): boolean => this.maximized;
  getNormalBounds = (): Electron.Rectangle => this.bounds;
  loadURL = (url: string): Promise<void> => this.webContents.loadURL(url);
  gone = (): void => undefined;
  close = (): void => {
    if (!this.clickClose()) return;
    let leaves = !this.webContents.inCall;
    if (!leaves) this.webContents.emit('will-prevent-unload', { preventDefault: () => (leaves = true) });
    if (!leaves) return;
    this.emit('closed');
    this.gone();
  };
  /** What happens when somebody clicks the cross: true when the window was allowed to close. */
  clickClose(): boolean {
    let prevented = false;
    this.emit('close', { preventDefault: () => (prevented = true) });
    return !prevented;
  }
}

/** A child process started through `utilityProcess.fork`. */
export class FakeChild extends EventEmitter {
  stdout = new EventEmitter();
  stderr = new EventEmitter();
  kills = 0;
  args: readonly string[];

  constructor(args: readonly string[]) {
    super();
    this.args = args;
  }
  kill(): boolean {
    this.kills += 1;
    return true;
  }
  ready(url = 'http://127.0.0.1:4870', more: object = {}): void {
    this.stdout.emit('data', Buffer.from(`{"level":30}\n{"ready":true,"url":"${url}",`));
    this.stdout.emit('data', Buffer.from(`${JSON.stringify({ pid: 1, ...more }).slice(1)}\n`));
  }
}

/** Encrypts by turning the bytes around: enough to see that nothing is stored as it is. */
export const fakeSafeStorage = (available = true, backend = 'gnome_libsecret') => ({
  isEncryptionAvailable: () => available,
  getSelectedStorageBackend: () => backend as ReturnType<Electron.SafeStorage['getSelectedStorageBackend']>,
  encryptString: (text: string) => Buffer.from(`locked:${text}`).reverse(),
  decryptString: (bytes: Buffer) => {
    const text = Buffer.from(bytes).reverse().toString();
    if (!text.startsWith('locked:')) throw new Error('not sealed here');
    return text.slice('locked:'.length);
  },
});

/** The whole of the Electron API that the application touches, with what it did to it kept for looking at. */
export const createFakeElectron = (
  facts: { readonly firstInstance?: boolean; readonly locale?: string; readonly answers?: readonly number[] } = {},
) => {
  const windows: FakeWindow[] = [];
  const children: FakeChild[] = [];
  const channels = new Map<string, (event: unknown, ...args: unknown[]) => unknown>();
  const schemes = new Map<string, (request: Request) => Promise<Response>>();
  const seen = {
    quits: 0,
    exits: [] as number[],
    privileged: [] as unknown[],
    sandboxed: false,
    badge: 0,
    awake: [] as string[],
    asked: [] as Electron.MessageBoxSyncOptions[],
    opened: [] as string[],
    notifications: [] as (EventEmitter & { options: Electron.NotificationConstructorOptions; closed: boolean })[],
    trayMenu: [] as Electron.MenuItemConstructorOptions[],
    fetched: [] as { url: string; init: RequestInit }[],
  };
  const hid = new EventEmitter();
  const session = {
    hid,
    on: (name: string, listener: (...args: unknown[]) => void) => void hid.on(name, listener),
    permissionRequest: null as Parameters<Electron.Session['setPermissionRequestHandler']>[0],
    permissionCheck: null as Parameters<Electron.Session['setPermissionCheckHandler']>[0],
    device: null as Parameters<Electron.Session['setDevicePermissionHandler']>[0],
    verify: null as Parameters<Electron.Session['setCertificateVerifyProc']>[0],
    setPermissionRequestHandler: (handler: Parameters<Electron.Session['setPermissionRequestHandler']>[0]) =>
      void (session.permissionRequest = handler),
    setPermissionCheckHandler: (handler: Parameters<Electron.Session['setPermissionCheckHandler']>[0]) =>
      void (session.permissionCheck = handler),
    setDevicePermissionHandler: (handler: Parameters<Electron.Session['setDevicePermissionHandler']>[0]) =>
      void (session.device = handler),
    setCertificateVerifyProc: (handler: Parameters<Electron.Session['setCertificateVerifyProc']>[0]) =>
      void (session.verify = handler),
  };
  const app = Object.assign(new EventEmitter(), {
    isPackaged: false,
    requestSingleInstanceLock: () => facts.firstInstance ?? true,
    enableSandbox: () => void (seen.sandboxed = true),
    disableHardwareAcceleration: () => undefined,
    whenReady: () => Promise.resolve(),
    quit: () => {
      seen.quits += 1;
      let prevented = false;
      app.emit('before-quit', { preventDefault: () => (prevented = true) });
      if (!prevented) app.emit('quit');
    },
    exit: (code: number) => void seen.exits.push(code),
    getLocale: () => facts.locale ?? 'it-IT',
    getVersion: () => '9.9.9',
    setBadgeCount: (count: number) => (seen.badge = count) >= 0,
  });
  const powerMonitor = Object.assign(new EventEmitter(), { getSystemIdleTime: () => 0 });
  const display = { id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 } };

  class FakeNotification extends EventEmitter {
    options: Electron.NotificationConstructorOptions;
    closed = false;
    static isSupported = (): boolean => true;
    constructor(options: Electron.NotificationConstructorOptions) {
      super();
      this.options = options;
    }
    show(): void {
      seen.notifications.push(this);
    }
    close(): void {
      this.closed = true;
      this.emit('close');
    }
  }

  const electron = {
    app,
    session: { defaultSession: session },
    powerMonitor,
    powerSaveBlocker: {
      start: (kind: string) => seen.awake.push(kind),
      stop: (id: number) => seen.awake.push(`stop ${id}`),
    },
    BrowserWindow: class extends FakeWindow {
      constructor(options: Electron.BrowserWindowConstructorOptions) {
        super(options);
        windows.push(this);
        this.gone = () => void app.emit('window-all-closed');
        app.emit('web-contents-created', {}, this.webContents);
      }
    },
    Menu: {
      buildFromTemplate: (template: Electron.MenuItemConstructorOptions[]) => template,
      setApplicationMenu: () => undefined,
    },
    Notification: FakeNotification,
    Tray: class extends EventEmitter {
      setToolTip = (): void => undefined;
      setContextMenu = (menu: Electron.MenuItemConstructorOptions[]): void => void (seen.trayMenu = menu);
    },
    dialog: {
      showMessageBoxSync: (asked: Electron.MessageBoxSyncOptions) => {
        seen.asked.push(asked);
        return facts.answers?.[seen.asked.length - 1] ?? 0;
      },
    },
    ipcMain: {
      handle: (channel: string, handler: (event: unknown, ...args: unknown[]) => unknown) =>
        void channels.set(channel, handler),
    },
    nativeImage: { createFromPath: (file: string) => ({ file }) },
    net: {
      fetch: async (url: string, init: RequestInit) => {
        seen.fetched.push({ url, init });
        return new Response('from the coordinator', { status: 201 });
      },
    },
    protocol: {
      registerSchemesAsPrivileged: (list: unknown[]) => void (seen.privileged = list),
      handle: (scheme: string, handler: (request: Request) => Promise<Response>) => void schemes.set(scheme, handler),
    },
    safeStorage: fakeSafeStorage(),
    screen: { getPrimaryDisplay: () => display, getAllDisplays: () => [display] },
    shell: { openExternal: async (url: string) => void seen.opened.push(url) },
    utilityProcess: {
      fork: (_file: string, args: readonly string[]) => {
        const child = new FakeChild(args);
        children.push(child);
        return child;
      },
    },
  };
  /** Calls a channel as the page does, or as another frame. */
  const invoke = async (channel: string, args: readonly unknown[], senderFrame?: unknown): Promise<unknown> => {
    const handler = channels.get(channel);
    if (!handler) throw new Error(`no handler for ${channel}`);
    return handler({ senderFrame: senderFrame ?? windows[0]?.webContents.mainFrame }, ...args);
  };
  return {
    electron: electron as unknown as ElectronApi,
    app,
    session,
    powerMonitor,
    windows,
    children,
    channels,
    schemes,
    seen,
    invoke,
  };
};
