import type { Menu, MenuItemConstructorOptions, Tray } from 'electron';
import type { Words } from './words.ts';

type TrayApi = {
  readonly createTray: () => Pick<Tray, 'setToolTip' | 'setContextMenu' | 'on'>;
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => Menu;
};

/** The icon beside the clock: brings the window back, or ends the program. */
export const showTray = (
  api: TrayApi,
  words: Words,
  actions: { readonly open: () => void; readonly quit: () => void },
) => {
  const tray = api.createTray();
  tray.setToolTip('Sollecito');
  tray.setContextMenu(
    api.buildMenu([
      { label: words.open, click: actions.open },
      { type: 'separator' },
      { label: words.quit, click: actions.quit },
    ]),
  );
  tray.on('click', actions.open);
  return tray;
};
