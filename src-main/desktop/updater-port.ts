import { existsSync } from 'node:fs';
import path from 'node:path';
import type { UpdaterPort } from './updates.ts';

/**
 * electron-updater behind the port, or null where this build names no place to publish to: the packager writes
 * `app-update.yml` only when there is one.
 */
export const openUpdaterPort = async (resources: string, packaged: boolean): Promise<UpdaterPort | null> => {
  if (!packaged || !existsSync(path.join(resources, 'app-update.yml'))) return null;
  const { default: electronUpdater } = await import('electron-updater');
  const { autoUpdater } = electronUpdater;
  autoUpdater.autoDownload = true;
  autoUpdater.autoInstallOnAppQuit = false;
  return {
    check: () => autoUpdater.checkForUpdates(),
    installAndRestart: () => autoUpdater.quitAndInstall(),
    onAvailable: (listener) => void autoUpdater.on('update-available', ({ version }) => listener(version)),
    onReady: (listener) => void autoUpdater.on('update-downloaded', ({ version }) => listener(version)),
    onNone: (listener) => void autoUpdater.on('update-not-available', () => listener()),
  };
};
