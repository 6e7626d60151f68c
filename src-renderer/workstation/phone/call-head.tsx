import type { ReactNode } from 'react';
import { useApp } from '../../app/context.tsx';
import { useFormat } from '../../app/format.ts';
import type { PhoneCall } from '../../telephony/call.ts';
import { useCallSeconds } from '../call-state.tsx';
import { useSay } from '../say.ts';
import { phoneWord } from './phone-words.ts';

/** The head of a call that stands in no card: who, for how long, and what is wrong with it. */
export const CallHead = (props: { readonly phoned: PhoneCall; readonly title: ReactNode; readonly about: string }) => {
  const { phoned, title, about } = props;
  const say = useSay();
  const format = useFormat();
  const { phone } = useApp();
  const muted = phone.view((state) => state.muted);
  const seconds = useCallSeconds(phoned.answeredAt);
  const word = phoneWord(phoned, muted, say);
  return (
    <>
      <div className="row phone-stray-head">
        <div className="grow clip">
          <b className="num">{title}</b>
          <div className="small muted clip">{about}</div>
        </div>
        {phoned.answeredAt === null ? (
          <span className="small" role="status">
            {say(`phone.phase.${phoned.phase}`)}
          </span>
        ) : (
          <span className="call-time" role="timer" aria-label={say('call.duration')}>
            {format.clock(seconds)}
          </span>
        )}
      </div>
      {word === null ? null : (
        <p className="phone-word small" role="status" data-tone={word.tone}>
          {word.text}
        </p>
      )}
    </>
  );
};
