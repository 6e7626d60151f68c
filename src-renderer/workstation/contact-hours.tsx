import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { contactWindow } from '../../src-shared/domain/contact-rules.ts';
import { useFormat } from '../app/format.ts';
import type { WorkstationStore } from '../offline/api.ts';
import { useInstant } from './clock.ts';
import { useLive } from './live.ts';
import { ruleSetOf } from './rule-set.ts';

/** Until when one may call today, or from when on, on the workspace's clock. */
export const ContactHours = ({ store }: { readonly store: WorkstationStore }) => {
  const { t } = useTranslation('shell');
  const format = useFormat();
  const now = useInstant('minute');
  const settings = useLive(
    store,
    useCallback(() => store.settings(), [store]),
  ).data;
  if (settings === undefined || settings === null) return null;
  const window = contactWindow(ruleSetOf(settings), now, settings.zone);
  if (!window.open && window.opensAt === undefined) return null;
  const until = window.open ? format.time(window.until, settings.zone) : '';
  return (
    <span className="status-item contact-hours">
      {window.open
        ? t('contactHours.until', { time: until === '00:00' ? '24:00' : until })
        : t('contactHours.from', { when: format.moment(window.opensAt ?? now, settings.zone) })}
    </span>
  );
};
