import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { appOrigin } from './app-files.ts';
import { factsSwitch, type HostFacts } from './ipc-map.ts';
import { lockContents } from './locks.ts';
import type { SettingsFile } from './settings.ts';
import { leastSize, placeWindow } from './window-state.ts';

type OwnWindow = Pick<
  BrowserWindow,
  | 'on'
  | 'once'
  | 'show'
  | 'hide'
  | 'close'
  | 'focus'
  | 'restore'
  | 'maximize'
  | 'isMinimized'
  | 'isMaximized'
  | 'loadURL'
> &
  Pick<BrowserWindow, 'getNormalBounds' | 'webContents'>;

export type MainWindowOptions = {
  readonly create: (options: BrowserWindowConstructorOptions) => OwnWindow;
  /** The working areas of today's displays, the first one first. */
  readonly areas: () => readonly Rectangle[];
  readonly settings: SettingsFile;
  readonly preload: string;
  readonly icon: string;
  readonly facts: HostFacts;
  readonly openExternal: (url: string) => Promise<boolean>;
  /** True while closing the window must leave the program running (it serves other workstations). */
  readonly staysOpen: () => boolean;
  /** The page wants to stay, for it is in a call: may it be closed or loaded anew all the same? */
  readonly mayLeave: () => boolean;
  readonly onClosed: () => void;
};

export type MainWindow = {
  readonly contents: OwnWindow['webContents'];
  readonly bringToFront: () => void;
  readonly close: () => void;
};

/** The safety settings of the page's window. Every one is the default of today's Electron, and is written down anyway. */
export const webPreferences = (preload: string, facts: HostFacts) => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  // Sync and the callbacks' notifications must go on while the window is behind another.
  backgroundThrottling: false,
  // A call that is answered by a headset's key must be heard: no key of the page was pressed for it.
  autoplayPolicy: 'no-user-gesture-required' as const,
  additionalArguments: [`${factsSwitch}${encodeURIComponent(JSON.stringify(facts))}`],
});

/** Opens the application's window where it was, locks it to the application's page, and remembers where it goes. */
export const openMainWindow = (options: MainWindowOptions): MainWindow => {
  const { settings } = options;
  const place = placeWindow(settings.get().window, options.areas());
  const window = options.create({
    x: place.x,
    y: place.y,
    width: place.width,
    height: place.height,
    minWidth: leastSize.width,
    minHeight: leastSize.height,
    title: 'Sollecito',
    icon: options.icon,
    show: false,
    autoHideMenuBar: true,
    webPreferences: webPreferences(options.preload, options.facts),
  });
  lockContents(window.webContents, options.openExternal);
  if (place.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    settings.change({ window: { ...window.getNormalBounds(), maximized: window.isMaximized() } });
    if (!options.staysOpen()) return;
    event.preventDefault();
    window.hide();
  });
  window.webContents.on('will-prevent-unload', (event) => {
    if (options.mayLeave()) event.preventDefault();
  });
  window.on('closed', options.onClosed);
  void window.loadURL(`${appOrigin}/index.html`);
  return {
    contents: window.webContents,
    bringToFront: () => {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    close: () => window.close(),
  };
};
