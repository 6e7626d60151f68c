import { Phone, PhoneForwarded, PhoneOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useApp } from '../../app/context.tsx';
import { useKeyHandlers, useKeys } from '../../app/keys/keys.tsx';
import type { WorkstationStore } from '../../offline/api.ts';
import { isLive, isOnLine, type PhoneCall } from '../../telephony/call.ts';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../say.ts';
import { ColleagueField } from './colleague-field.tsx';
import { numberMeant } from './colleagues.ts';
import { useNumberWords } from './number-words.ts';
import { SecondCall } from './second-call.tsx';
import type { Stray } from './stray-book.ts';
import { StrayPanel } from './stray-panel.tsx';
import './phone.css';
import './stray.css';

/**
 * Somebody calls. It stands beside the work: the outcome that is being written stays under the hands that write it, and
 * keys typed in a field answer nothing. Only where nothing is written does the caller's card open by itself once answered.
 */
export const IncomingCall = ({ store }: { readonly store: WorkstationStore }) => {
  const { phone, strays: book, call: calls } = useApp();
  const [, navigate] = useLocation();
  const live = phone.view((state) => state.calls).filter(isLive);
  const strays = book((state) => state.strays);
  const call = calls((state) => state.call);
  const answered = call?.direction === 'in' ? call.opId : null;
  useEffect(() => {
    const { call: now, open } = calls.getState();
    if (answered !== null && now !== null && (open === null || open.isBlank())) navigate(`/work/${now.caseId}`);
  }, [answered, calls, navigate]);
  const shown = live.flatMap((phoned) => {
    const stray = strays.find(({ phoneId, direction }) => phoneId === phoned.id && direction === undefined);
    return stray === undefined ? [] : [{ phoned, stray }];
  });
  // As long as another panel has the keys, the second conversation stands in it.
  const hasKeys = (call !== null && call.phoneId !== null) || shown.some(({ phoned }) => isOnLine(phoned));
  const alone = hasKeys ? undefined : live.find(isOnLine);
  if (shown.length === 0 && alone === undefined) return null;
  return (
    <div className="phone-pops">
      {shown.map(({ phoned, stray }) =>
        phoned.phase === 'incoming' ? (
          <Ringing key={stray.id} ringing={phoned} stray={stray} />
        ) : (
          <StrayPanel key={stray.id} store={store} phoned={phoned} stray={stray} />
        ),
      )}
      {alone === undefined ? null : <SecondCall phoned={alone} />}
    </div>
  );
};

/** It is on its way, and nobody has answered it yet. */
const isPlaced = (call: PhoneCall): boolean => isOnLine(call) && call.answeredAt === null && call.phase !== 'ending';

const Ringing = ({ ringing, stray }: { readonly ringing: PhoneCall; readonly stray: Stray }) => {
  const say = useSay();
  const { cap } = useKeys();
  const { phone } = useApp();
  const numberWords = useNumberWords();
  const [elsewhere, setElsewhere] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const number = numberWords(ringing.number);
  const [caller] = stray.callers;
  const others = stray.callers.length - 1;
  const colleagues = phone.view((state) => state.colleagues);
  const isColleague = colleagues.some((one) => one.number === ringing.number);
  const placing = phone.view((state) => state.calls.some((one) => one.direction === 'out' && isPlaced(one)));
  const answer = (): void => void phone.port.answer(ringing.id);
  useKeyHandlers({ answer });
  const send = (): void => {
    const number = numberMeant(colleagues, elsewhere ?? '');
    const sent = phone.port.transfer(ringing.id, { kind: 'blind', number });
    setProblem(sent.ok ? null : say(`phone.refusal.${sent.reason}`));
  };
  return (
    <section className="phone-incoming" aria-label={say('phone.incoming.title')}>
      <div role="alert">
        <div className="small muted">{say('phone.incoming.title')}</div>
        <b className="num phone-caller">{caller?.row.masked === false ? caller.name : number}</b>
        <div className="small muted">
          {caller === undefined
            ? say(isColleague ? 'phone.incoming.colleague' : 'phone.incoming.unknown')
            : `${caller.row.caseNumber} · ${say('phone.incoming.from', { number })}`}
        </div>
        {others > 0 ? <div className="xs muted">{say('phone.stray.manyCases', { count: others })}</div> : null}
      </div>
      <div className="row">
        <Button
          variant="primary"
          icon={<Phone aria-hidden="true" />}
          kbd={cap('answer')}
          onPress={answer}
          className="grow"
        >
          {say('phone.incoming.answer')}
        </Button>
        <Button
          variant="danger"
          icon={<PhoneOff aria-hidden="true" />}
          onPress={() => void phone.port.hangUp(ringing.id)}
        >
          {say('phone.incoming.decline')}
        </Button>
      </div>
      {placing ? <p className="xs muted">{say('phone.incoming.endsOther')}</p> : null}
      {elsewhere === null ? (
        <Button size="s" variant="quiet" icon={<PhoneForwarded aria-hidden="true" />} onPress={() => setElsewhere('')}>
          {say('phone.incoming.elsewhere')}
        </Button>
      ) : (
        <form
          className="phone-code phone-send-on"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <ColleagueField value={elsewhere} onChange={setElsewhere} error={problem} />
          <Button type="submit">{say('phone.keypad.send')}</Button>
        </form>
      )}
      {caller === undefined ? null : (
        <a className="small" href={`#/work/${caller.row.caseId}`}>
          {say('phone.incoming.open')}
        </a>
      )}
      <p className="xs muted">{say('phone.incoming.draftSafe')}</p>
    </section>
  );
};
