import { useTranslation } from 'react-i18next';
import { MicOff } from 'lucide-react';
import { useApp } from '../app/context.tsx';
import { useFormat } from '../app/format.ts';
import { useKeyHandlers } from '../app/keys/keys.tsx';
import { isOnLine } from '../telephony/call.ts';
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
  const muted = phone.view((state) => state.muted);
  // Where the call's own panel is on the screen, that one answers; elsewhere (the callbacks) the call must not be without keys.
  useKeyHandlers({
    ...(phoned !== undefined && isOnLine(phoned) ? { hangUp: () => void phone.port.hangUp(phoned.id) } : {}),
    ...(phoned?.phase === 'active' ? { mute: () => phone.port.setMuted(!muted) } : {}),
  });
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
          {muted && phoned?.phase === 'active' ? (
            <MicOff className="call-muted" role="img" aria-label={t('phone.now.muted')} />
          ) : null}
          <span className="mono muted">{format.clock(seconds)}</span>
          <PlannedPause />
        </a>
      )}
    </>
  );
};
