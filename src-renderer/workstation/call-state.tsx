import { useTranslation } from 'react-i18next';
import { useApp } from '../app/context.tsx';
import { useFormat } from '../app/format.ts';
import { useNow } from './clock.ts';
import { PlannedPause, ShiftChip, useShiftKeys } from './shift/shift-chip.tsx';
import './call-state.css';

/** Whole seconds since the call began. */
export const useCallSeconds = (startedAt: string | null): number => {
  const now = useNow('second');
  return startedAt === null
    ? 0
    : Math.max(0, Math.floor((now - Math.floor(Date.parse(startedAt) / 1000) * 1000) / 1000));
};

/** In the header, wherever one is: on a call or not, and for how long. */
export const CallState = () => {
  const { t } = useTranslation('workstation');
  const format = useFormat();
  const { call: calls, phone } = useApp();
  useShiftKeys();
  const call = calls((state) => state.call);
  const phoned = phone.view((state) => state.calls.find(({ id }) => id === call?.phoneId));
  // One clock for one call: our own telephone counts from the answer, as the panel does.
  const seconds = useCallSeconds(phoned === undefined ? (call?.startedAt ?? null) : phoned.answeredAt);
  return (
    <>
      <span role="status" className="visually-hidden">
        {call === null ? '' : t('call.announce', { number: call.number })}
      </span>
      {call === null ? (
        <ShiftChip />
      ) : (
        <a className="call-chip" href={`#/work/${call.caseId}`}>
          <i className="dot" data-tone="bad" aria-hidden="true" />
          {t('call.onCall')}
          <span className="mono muted">{format.clock(seconds)}</span>
          <PlannedPause />
        </a>
      )}
    </>
  );
};
