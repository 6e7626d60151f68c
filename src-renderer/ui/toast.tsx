import { createContext, use, useMemo, type ReactNode } from 'react';
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import './toast.css';

type ToastTone = 'good' | 'info' | 'warn' | 'bad';

export type ToastMore = {
  readonly detail?: string;
  /** An undo or a way to the thing; the toast then stays longer. */
  readonly action?: { readonly label: string; readonly onPress: () => void };
  /** Stays until somebody answers or closes it. */
  readonly stay?: boolean;
};
type Content = ToastMore & { readonly tone: ToastTone; readonly title: string };

/** Says it, and gives back how to take it away before anybody answers. */
export type Toasts = Readonly<Record<ToastTone, (title: string, more?: ToastMore) => () => void>>;

const ICONS = { good: CircleCheck, info: Info, warn: TriangleAlert, bad: CircleAlert } as const;

const ToastContext = createContext<Toasts | null>(null);

/** Says a word about something that happened. What must be answered is a dialog, not a toast. */
export const useToasts = (): Toasts => {
  const toasts = use(ToastContext);
  if (toasts === null) throw new Error('useToasts outside ToastProvider');
  return toasts;
};

const toastsOn = (queue: ToastQueue<Content>): Toasts => {
  const say =
    (tone: ToastTone) =>
    (title: string, more: ToastMore = {}): (() => void) => {
      const timeout = tone === 'bad' ? 12_000 : more.action === undefined ? 5_000 : 9_000;
      const key = queue.add({ ...more, tone, title }, more.stay === true ? {} : { timeout });
      return () => queue.close(key);
    };
  return { good: say('good'), info: say('info'), warn: say('warn'), bad: say('bad') };
};

/** Where toasts are shown; a landmark that F6 reaches. (A library that writes its own <style> is refused by the CSP.) */
export const ToastProvider = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useTranslation('ui');
  const queue = useMemo(() => new ToastQueue<Content>({ maxVisibleToasts: 4 }), []);
  const toasts = useMemo(() => toastsOn(queue), [queue]);
  return (
    <ToastContext value={toasts}>
      {children}
      <ToastRegion queue={queue} className="ui-toasts" aria-label={t('messages')}>
        {({ toast }) => {
          const { tone, title, detail, action } = toast.content;
          const Icon = ICONS[tone];
          return (
            <AriaToast toast={toast} className="ui-toast" data-tone={tone}>
              <Icon aria-hidden="true" className="ui-toast-icon" />
              <ToastContent className="grow">
                <Text slot="title" className="ui-toast-title">
                  {title}
                </Text>
                {detail === undefined ? null : (
                  <Text slot="description" className="ui-toast-detail">
                    {detail}
                  </Text>
                )}
              </ToastContent>
              {action === undefined ? null : (
                <Button
                  size="s"
                  slot={null}
                  onPress={() => {
                    action.onPress();
                    queue.close(toast.key);
                  }}
                >
                  {action.label}
                </Button>
              )}
              <IconButton slot="close" size="s" label={t('close')} icon={<X />} />
            </AriaToast>
          );
        }}
      </ToastRegion>
    </ToastContext>
  );
};
