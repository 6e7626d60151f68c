import type * as Electron from 'electron';
import path from 'node:path';
import { createAddressBook } from './address-book.ts';
import { askToLeave } from './ask-to-leave.ts';
import { declareAppScheme, serveApp } from './app-protocol.ts';
import { appOrigin } from './app-files.ts';
import { pinCertificate } from './certificate-pin.ts';
import { createCoordinatorChild } from './coordinator-child.ts';
import { openDesktopJournal, type DesktopJournal } from './desktop-journal.ts';
import { openExternal } from './external.ts';
import { createHandlers } from './handlers.ts';
import { powerChannel } from './ipc-map.ts';
import { registerIpc } from './ipc.ts';
import { lockContents, lockSession } from './locks.ts';
import { openMainWindow, type MainWindow } from './main-window.ts';
import { menuTemplate } from './menu.ts';
import { createNotifier } from './notifications.ts';
import { hostPlatform, type Places } from './places.ts';
import { createWakefulness, watchPower } from './power.ts';
import { createTextSeal } from './sealed-text.ts';
import { openSecrets } from './secrets.ts';
import { openSettings } from './settings.ts';
import { showTray } from './tray.ts';
import { createUpdates, type UpdaterPort } from './updates.ts';
import { wordsFor } from './words.ts';

export type ElectronApi = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'Menu'
  | 'Notification'
  | 'Tray'
  | 'dialog'
  | 'ipcMain'
  | 'nativeImage'
  | 'net'
  | 'powerMonitor'
  | 'powerSaveBlocker'
  | 'protocol'
  | 'safeStorage'
  | 'screen'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>;

export type ApplicationOptions = {
  readonly electron: ElectronApi;
  readonly places: Places;
  readonly platform: NodeJS.Platform;
  /** The coordinator named on the command line, or null. */
  readonly connect: string | null;
  readonly openUpdaterPort: () => Promise<UpdaterPort | null>;
  readonly warn: (message: string) => void;
};

/**
 * Puts the desktop application together. Call it before Electron is ready: the page's scheme and the sandbox must be
 * declared by then. A second start only brings the first one's window to the front.
 */
export const runApplication = async (options: ApplicationOptions): Promise<void> => {
  const { electron, places, platform, warn } = options;
  const { app } = electron;
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.enableSandbox();
  declareAppScheme(electron.protocol);
  await app.whenReady();

  const settings = openSettings(path.join(places.home, 'settings.json'));
  const addresses = createAddressBook(settings, options.connect);
  const seal = createTextSeal(electron.safeStorage, platform);
  const words = wordsFor(app.getLocale());
  const open = (url: string): Promise<boolean> => openExternal(electron.shell, url);
  let window: MainWindow | null = null;
  let quitting = false;
  const bringToFront = (): void => window?.bringToFront();

  let journal: Promise<DesktopJournal> | null = null;
  const theJournal = (): Promise<DesktopJournal> => {
    journal ??= openDesktopJournal({ home: places.home, seal, warn });
    // A journal that could not be opened (a full disk) is tried again at the next record.
    journal.catch(() => (journal = null));
    return journal;
  };

  const coordinator = createCoordinatorChild({
    fork: (args) =>
      electron.utilityProcess.fork(places.coordinator, [...args], {
        stdio: ['ignore', 'pipe', 'pipe'],
        serviceName: 'Sollecito coordinator',
      }),
    dataDirectory: path.join(places.home, 'coordinator'),
    log: warn,
    tell: (state, fingerprint) => {
      if (state.state === 'running') addresses.ownIsAt(new URL(state.url).origin, fingerprint);
      if (state.state === 'failed') warn(`coordinator: ${state.reason}`);
    },
    later: (callback, milliseconds) => void setTimeout(callback, milliseconds),
    now: Date.now,
  });
  const updates = createUpdates(await options.openUpdaterPort());
  const notify = createNotifier(
    { isSupported: () => electron.Notification.isSupported(), create: (made) => new electron.Notification(made) },
    bringToFront,
  );

  const session = electron.session.defaultSession;
  lockSession(session);
  pinCertificate(session, addresses.current);
  serveApp(electron.protocol, {
    net: electron.net,
    directory: places.renderer,
    coordinator: () => addresses.current()?.address ?? null,
  });
  app.on('web-contents-created', (_event, contents) => lockContents(contents, open));
  registerIpc(
    electron.ipcMain,
    () => window?.contents ?? null,
    createHandlers({
      secrets: openSecrets(path.join(places.home, 'secrets.json'), seal),
      journal: theJournal,
      addresses,
      settings,
      coordinator,
      updates,
      notify,
      openExternal: open,
      setBadge: (count) => app.setBadgeCount(count),
      stayAwake: createWakefulness(electron.powerSaveBlocker),
      reloadPage: () => void window?.contents.loadURL(`${appOrigin}/index.html`),
    }),
    (channel, error) => warn(`${channel}: ${error instanceof Error ? error.message : String(error)}`),
  );
  watchPower(
    electron.powerMonitor,
    (event) => window?.contents.send(powerChannel, event),
    (milliseconds, run) => void setInterval(run, milliseconds).unref(),
  );
  electron.Menu.setApplicationMenu(electron.Menu.buildFromTemplate(menuTemplate(words, platform, app.isPackaged)));

  const { leader } = settings.get();
  if (leader !== null && options.connect === null) await coordinator.start(leader);
  window = openMainWindow({
    create: (made) => new electron.BrowserWindow(made),
    areas: () => {
      const first = electron.screen.getPrimaryDisplay();
      const others = electron.screen.getAllDisplays().filter((display) => display.id !== first.id);
      return [first, ...others].map((display) => display.workArea);
    },
    settings,
    preload: places.preload,
    icon: places.icon,
    facts: { platform: hostPlatform(platform), version: app.getVersion(), secrets: seal.available },
    openExternal: open,
    staysOpen: () => !quitting && coordinator.state().state === 'running',
    mayLeave: () => {
      const leaves = askToLeave(electron.dialog, words);
      // Whoever stays in the call has not quit either.
      quitting &&= leaves;
      return leaves;
    },
    onClosed: () => (window = null),
  });
  showTray(
    {
      createTray: () => new electron.Tray(electron.nativeImage.createFromPath(places.trayIcon)),
      buildMenu: (template) => electron.Menu.buildFromTemplate(template),
    },
    words,
    { open: bringToFront, quit: () => app.quit() },
  );

  app.on('second-instance', bringToFront);
  app.on('activate', bringToFront);
  app.on('window-all-closed', () => app.quit());
  let settled = false;
  app.on('before-quit', (event) => {
    quitting = true;
    if (settled) return;
    event.preventDefault();
    // The page goes first: it may be in a call and stay, and the journal takes what it writes last.
    if (window !== null) {
      window.close();
      return;
    }
    // The coordinator writes its last commit and the journal its last record before the program is gone.
    const closed = journal?.then((file) => file.close()) ?? Promise.resolve();
    void Promise.allSettled([coordinator.stop(), closed]).then(() => {
      settled = true;
      app.quit();
    });
  });
};
