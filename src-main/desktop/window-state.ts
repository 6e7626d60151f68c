import type { Rectangle } from 'electron';
import type { WindowState } from './settings.ts';

const usual = { width: 1440, height: 900 };
/** The smallest window the screens are laid out for. */
export const leastSize = { width: 1024, height: 640 };
/** A window of which less than this can be seen cannot be dragged back. */
const leastVisible = 120;

const visibleOn = (window: Rectangle, area: Rectangle): boolean => {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const height = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y);
  return width >= leastVisible && height >= leastVisible;
};

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most));

/**
 * Where to open the window: where it was, moved and shrunk so that all of it stands on one of the displays that are
 * there today; centred on the first display when it was never open or its display has gone.
 */
export const placeWindow = (saved: WindowState | null, areas: readonly Rectangle[]): WindowState => {
  const first = areas[0] ?? { x: 0, y: 0, ...usual };
  const area = saved === null ? undefined : areas.find((candidate) => visibleOn(saved, candidate));
  const home = area ?? first;
  const width = Math.min(saved?.width ?? usual.width, home.width);
  const height = Math.min(saved?.height ?? usual.height, home.height);
  const maximized = saved?.maximized ?? false;
  if (saved === null || area === undefined) {
    const x = home.x + Math.round((home.width - width) / 2);
    const y = home.y + Math.round((home.height - height) / 2);
    return { x, y, width, height, maximized };
  }
  const x = clamp(saved.x, home.x, home.x + home.width - width);
  const y = clamp(saved.y, home.y, home.y + home.height - height);
  return { x, y, width, height, maximized };
};
