import { Coffee, Eye, Play, TimerReset } from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components';
import { useApp } from '../../app/context.tsx';
import { useFormat } from '../../app/format.ts';
import { useKeyHandlers, useKeys } from '../../app/keys/keys.tsx';
import { Menu, type MenuGroup } from '../../ui/menu.tsx';
import { useNow } from '../clock.ts';
import { useSay } from '../say.ts';
import { PAUSE_REASONS, standingOf, type PauseReason } from './shift-state.ts';
import './shift.css';

const MORE_S = 30;
const TONES = { available: 'good', 'on-call': 'bad', 'wrap-up': 'warn', pause: 'info', away: 'info' } as const;
const now = (): string => new Date().toISOString();

/** What the operator can do with his own state, by key and by menu. */
const useShiftActions = () => {
  const { shift: store } = useApp();
  const { shift, choice } = store();
  const pause = (reason: PauseReason): void => store.tell({ type: 'pause-asked', at: now(), reason });
  const resume = (): void => store.tell({ type: 'pause-ended', at: now() });
  const extend = (): void => store.tell({ type: 'wrap-up-extended', at: now(), seconds: MORE_S });
  const finish = (): void => store.tell({ type: 'wrap-up-ended', at: now() });
  const toggleNext = (): void => store.choose({ nextMode: !choice.nextMode });
  return { shift, choice, pause, resume, extend, finish, toggleNext };
};

/** The seconds that the standing counts: what is left of the time after a call, what has run over, or how long it lasts. */
const useClock = (since: string, until: string | null): { readonly seconds: number; readonly over: boolean } => {
  const present = useNow('second');
  const left = until === null ? 0 : Math.ceil((Date.parse(until) - present) / 1000);
  if (until !== null) return { seconds: Math.abs(left), over: left < 0 };
  return { seconds: Math.max(0, Math.floor((present - Date.parse(since)) / 1000)), over: false };
};

/** The keys of the operator's own state; they act during a call too, where a pause is only asked for. */
export const useShiftKeys = (): void => {
  const { shift, pause, resume, extend, toggleNext } = useShiftActions();
  useKeyHandlers({
    pause: () => (shift.pause === null ? pause('break') : resume()),
    nextMode: toggleNext,
    ...(shift.wrapUp === null ? {} : { extend }),
  });
};

/** A pause that waits for the end of what is going on. */
export const PlannedPause = () => {
  const say = useSay();
  const reason = useApp().shift(({ shift: { pause } }) => (pause?.begun === false ? pause.reason : null));
  if (reason === null) return null;
  const words = say('shift.pause.planned', { reason: say(`shift.pause.${reason}`) });
  return <Coffee size={15} role="img" aria-label={words} />;
};

/** In the header, wherever one is: how one stands, for how long, and what can be done about it. */
export const ShiftChip = () => {
  const say = useSay();
  const format = useFormat();
  const { cap } = useKeys();
  const { shift, choice, pause, resume, extend, finish, toggleNext } = useShiftActions();
  const standing = standingOf(shift);
  const wrapUp = standing === 'wrap-up' ? shift.wrapUp : null;
  const { seconds, over } = useClock(shift.since, wrapUp?.until ?? null);
  const reason = standing === 'pause' ? say(`shift.pause.${shift.pause?.reason ?? 'other'}`) : '';
  const word = [say(`shift.standing.${over ? 'wrap-up-over' : standing}`), reason].filter(Boolean).join(' · ');
  const counted = standing !== 'available' && standing !== 'away';
  const groups: readonly MenuGroup[] = [
    ...(shift.wrapUp === null || shift.onCall
      ? []
      : [
          {
            id: 'wrap-up',
            title: say('shift.wrapUp.title'),
            actions: [
              {
                id: 'extend',
                label: say('shift.wrapUp.extend', { count: MORE_S }),
                icon: <TimerReset />,
                kbd: cap('extend'),
                onAction: extend,
              },
              { id: 'finish', label: say('shift.wrapUp.finish'), icon: <Play />, onAction: finish },
            ],
          },
        ]),
    {
      id: 'pause',
      title: say('shift.pause.title'),
      actions: [
        ...(shift.pause === null
          ? []
          : [{ id: 'resume', label: say('shift.pause.resume'), icon: <Play />, kbd: cap('pause'), onAction: resume }]),
        ...PAUSE_REASONS.map((id) => ({
          id,
          label: say(`shift.pause.${id}`),
          icon: <Coffee />,
          isChosen: shift.pause?.reason === id,
          ...(id === 'break' && shift.pause === null ? { kbd: cap('pause') } : {}),
          onAction: () => pause(id),
        })),
      ],
    },
    {
      id: 'mode',
      title: say('shift.next.title'),
      actions: [
        {
          id: 'next',
          label: say('shift.next.mode'),
          icon: <Eye />,
          isChosen: choice.nextMode,
          kbd: cap('nextMode'),
          onAction: toggleNext,
        },
      ],
    },
  ];
  return (
    <>
      <span role="status" className="visually-hidden">
        {word}
      </span>
      <Menu
        label={say('shift.label')}
        groups={groups}
        trigger={
          <AriaButton className="call-chip shift-chip" data-standing={standing} data-over={over || undefined}>
            <i className="dot" data-tone={over ? 'bad' : TONES[standing]} aria-hidden="true" />
            <span className="clip">{word}</span>
            {counted ? <span className="mono muted">{`${over ? '+' : ''}${format.clock(seconds)}`}</span> : null}
            <PlannedPause />
          </AriaButton>
        }
      />
    </>
  );
};
