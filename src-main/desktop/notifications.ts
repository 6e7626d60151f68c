import type { Notification, NotificationConstructorOptions } from 'electron';
import type { HostNotification } from '../../src-shared/contract/host.ts';

type NotificationApi = {
  readonly isSupported: () => boolean;
  readonly create: (options: NotificationConstructorOptions) => Pick<Notification, 'on' | 'show' | 'close'>;
};

export type Notifier = (notification: HostNotification) => boolean;

/** Shows the system's notifications; a click brings the window to the front, a new one replaces that of the same tag. */
export const createNotifier = (api: NotificationApi, bringToFront: () => void): Notifier => {
  const shown = new Map<string, Pick<Notification, 'close'>>();
  return ({ title, body, tag }) => {
    if (!api.isSupported()) return false;
    shown.get(tag)?.close();
    const notification = api.create({ title, body });
    notification.on('click', bringToFront);
    notification.on('close', () => {
      if (shown.get(tag) === notification) shown.delete(tag);
    });
    shown.set(tag, notification);
    notification.show();
    return true;
  };
};
