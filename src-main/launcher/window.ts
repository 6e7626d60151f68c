import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';

type WindowPlace = {
  readonly url: string;
  readonly workspace: string;
  readonly root: string;
  /** Chromium refuses its own sandbox to root. */
  readonly asRoot: boolean;
};

/** True when there is a screen to open a window on. */
export const hasDisplay = (platform: NodeJS.Platform, env: Readonly<Record<string, string | undefined>>): boolean =>
  platform === 'win32' || platform === 'darwin' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);

/**
 * The arguments that make a browser a window of this application alone: no tabs, no address bar, and a profile of its
 * own in the workspace, so that nothing of it mixes with the user's browsing.
 */
export const browserArguments = ({ url, workspace, asRoot }: WindowPlace): string[] => [
  `--app=${url}`,
  `--user-data-dir=${path.join(workspace, 'browser-profile')}`,
  '--no-first-run',
  '--no-default-browser-check',
  '--window-size=1440,900',
  ...(asRoot ? ['--no-sandbox'] : []),
];

/** The arguments that open the built desktop application on a coordinator that already runs. */
export const desktopArguments = ({ url, workspace, root, asRoot }: WindowPlace): string[] => [
  root,
  `--connect=${url}`,
  `--user-data-dir=${path.join(workspace, 'desktop-profile')}`,
  ...(asRoot ? ['--no-sandbox'] : []),
];

/** Starts a window's program; what it writes concerns nobody at a call desk. */
export const openWindow = (program: string, args: readonly string[]): ChildProcess =>
  spawn(program, [...args], { stdio: 'ignore' });
