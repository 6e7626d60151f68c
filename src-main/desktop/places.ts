import path from 'node:path';
import type { Host } from '../../src-shared/contract/host.ts';

/** The files and folders of the desktop application. */
export type Places = {
  /** The user's own data folder of this application. */
  readonly home: string;
  readonly renderer: string;
  readonly preload: string;
  readonly coordinator: string;
  readonly icon: string;
  readonly trayIcon: string;
};

/** Where everything stands below the application's top folder, which is an archive once it is packed. */
export const placesIn = (top: string, home: string): Places => ({
  home,
  renderer: path.join(top, 'out', 'renderer'),
  preload: path.join(top, 'out', 'preload', 'preload.cjs'),
  coordinator: path.join(top, 'out', 'coordinator', 'main.js'),
  icon: path.join(top, 'assets', 'icon.png'),
  trayIcon: path.join(top, 'assets', 'tray.png'),
});

/** The word for a platform that the page knows. */
export const hostPlatform = (platform: NodeJS.Platform): Host['platform'] => {
  if (platform === 'darwin') return 'mac';
  if (platform === 'win32') return 'windows';
  return platform === 'linux' ? 'linux' : 'other';
};
