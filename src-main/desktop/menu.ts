import type { MenuItemConstructorOptions } from 'electron';
import type { Words } from './words.ts';

/**
 * The application's menu. It is not shown on Windows and Linux, where it only carries the usual keys for copying and
 * zooming; macOS shows it. There is no reload and no developer's window in a packaged program: a half-written outcome
 * is kept, but an operator has no use for either.
 */
export const menuTemplate = (
  words: Words,
  platform: NodeJS.Platform,
  packaged: boolean,
): MenuItemConstructorOptions[] => [
  ...(platform === 'darwin' ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
  { label: words.edit, role: 'editMenu' },
  {
    label: words.view,
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'togglefullscreen' },
      ...(packaged ? [] : [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
    ],
  },
  ...(platform === 'darwin' ? [{ role: 'windowMenu' } satisfies MenuItemConstructorOptions] : []),
];
