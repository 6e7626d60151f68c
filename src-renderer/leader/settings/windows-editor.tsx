import { Plus, X } from 'lucide-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { TimeField } from '../../ui/date-field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { dayIsWrong, nextWindow, WEEKDAYS, type DayWindow, type Windows } from './windows.ts';

const MAX = 4;

/** The calling hours of each weekday. */
export const WindowsEditor = ({
  windows,
  onChange,
}: {
  readonly windows: Windows;
  readonly onChange: (windows: Windows) => void;
}) => {
  const { t } = useTranslation('settings');
  return (
    <div className="settings-windows">
      {WEEKDAYS.map(({ id, name }) => {
        const day = t(`rules.weekdays.${name}`);
        const own = windows[id];
        const set = (next: readonly DayWindow[]): void => onChange({ ...windows, [id]: [...next] });
        const more = nextWindow(own);
        return (
          <Fragment key={id}>
            <span className="small">{day}</span>
            <div className="stack">
              <div className="settings-window">
                {own.length === 0 ? <span className="small muted">{t('rules.closed')}</span> : null}
                {own.map((window, index) => (
                  <WindowFields
                    key={index}
                    day={day}
                    window={window}
                    onChange={(next) => set(own.map((one, at) => (at === index ? next : one)))}
                    onRemove={() => set(own.filter((_, at) => at !== index))}
                  />
                ))}
                <IconButton
                  size="s"
                  label={t('rules.addWindow', { day })}
                  icon={<Plus />}
                  isDisabled={own.length >= MAX || more === null}
                  onPress={() => {
                    if (more !== null) set([...own, more]);
                  }}
                />
              </div>
              {dayIsWrong(own) ? (
                <span role="alert" className="ui-field-error">
                  {t('rules.windowError', { day })}
                </span>
              ) : null}
            </div>
          </Fragment>
        );
      })}
    </div>
  );
};

const WindowFields = ({
  day,
  window,
  onChange,
  onRemove,
}: {
  readonly day: string;
  readonly window: DayWindow;
  readonly onChange: (window: DayWindow) => void;
  readonly onRemove: () => void;
}) => {
  const { t } = useTranslation('settings');
  return (
    <>
      <TimeField
        label={`${day}, ${t('rules.from')}`}
        labelHidden
        value={window.from}
        onChange={(from) => onChange({ ...window, from: from ?? window.from })}
      />
      <span aria-hidden="true">–</span>
      <TimeField
        label={`${day}, ${t('rules.to')}`}
        labelHidden
        value={window.to === '24:00' ? '23:59' : window.to}
        onChange={(to) => onChange({ ...window, to: to ?? window.to })}
      />
      <IconButton
        size="s"
        label={t('rules.removeWindow', { day, from: window.from, to: window.to })}
        icon={<X />}
        onPress={onRemove}
      />
    </>
  );
};
