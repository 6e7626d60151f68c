import { Phone, PhoneForwarded, PhoneOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { formatPhone } from '../../../src-shared/domain/phone.ts';
import { useApp } from '../../app/context.tsx';
import { useKeyHandlers, useKeys } from '../../app/keys/keys.tsx';
import type { QueueRow, WorkstationStore } from '../../offline/api.ts';
import { isLive, type PhoneCall } from '../../telephony/call.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { phonesOf } from '../card/people.ts';
import { useSay } from '../say.ts';
import './phone.css';

/** Digits enough to be somebody's number and no extension. */
const MATCH_DIGITS = 7;

/** The operator's own case behind a number, from what is on this computer: also without the network. */
const useCaller = (store: WorkstationStore, number: string): QueueRow | null => {
  const [caller, setCaller] = useState<QueueRow | null>(null);
  useEffect(() => {
    let current = true;
    setCaller(null);
    if (number.replace(/\D/gu, '').length < MATCH_DIGITS) return undefined;
    store.search(number, 1).then(
      ([row]) => {
        if (current) setCaller(row ?? null);
      },
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [store, number]);
  return caller;
};

/**
 * Somebody calls. It stands beside the work and opens nothing: the outcome that is being written stays under the hands that
 * write it, and keys typed in a field answer nothing.
 */
export const IncomingCall = ({ store }: { readonly store: WorkstationStore }) => {
  const { phone } = useApp();
  const ringing = phone.view((state) => state.calls.find(({ phase }) => phase === 'incoming'));
  return ringing === undefined ? null : <Ringing key={ringing.id} store={store} ringing={ringing} />;
};

const Ringing = ({ store, ringing }: { readonly store: WorkstationStore; readonly ringing: PhoneCall }) => {
  const say = useSay();
  const { cap } = useKeys();
  const { phone, call: calls } = useApp();
  const caller = useCaller(store, ringing.number);
  const free = phone.view((state) => state.calls.every((call) => call.id === ringing.id || !isLive(call)));
  const [elsewhere, setElsewhere] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const number = formatPhone(ringing.number);

  const answer = async (): Promise<void> => {
    const answered = phone.port.answer(ringing.id);
    const view = caller === null ? null : await store.open(caller.caseId);
    if (!answered.ok || view === null || !free) return;
    const digits = ringing.number.replace(/\D/gu, '');
    const match = phonesOf(view).find(({ point }) =>
      digits.endsWith(point.value.replace(/\D/gu, '').slice(-MATCH_DIGITS)),
    );
    const { party } = match?.person ?? view;
    calls.getState().begin({
      caseId: view.case.id,
      partyId: party.id,
      name: party.name,
      contactPointId: match?.point.id ?? null,
      number: ringing.number,
      label: match?.point.label ?? '',
      startedAt: ringing.startedAt,
      direction: 'in',
      phoneId: ringing.id,
    });
  };
  useKeyHandlers({ answer: () => void answer() });
  const send = (): void => {
    const sent = phone.port.transfer(ringing.id, { kind: 'blind', number: elsewhere ?? '' });
    setProblem(sent.ok ? null : say(`phone.refusal.${sent.reason}`));
  };
  return (
    <section className="phone-incoming" aria-label={say('phone.incoming.title')}>
      <div role="alert">
        <div className="small muted">{say('phone.incoming.title')}</div>
        <b className="num">{caller?.masked === false ? caller.name : number}</b>
        <div className="small muted">
          {caller === null
            ? say('phone.incoming.unknown')
            : `${caller.caseNumber} · ${say('phone.incoming.from', { number })}`}
        </div>
      </div>
      <div className="row">
        <Button
          variant="primary"
          icon={<Phone aria-hidden="true" />}
          kbd={cap('answer')}
          onPress={() => void answer()}
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
      {elsewhere === null ? (
        <Button size="s" variant="quiet" icon={<PhoneForwarded aria-hidden="true" />} onPress={() => setElsewhere('')}>
          {say('phone.incoming.elsewhere')}
        </Button>
      ) : (
        <form
          className="phone-code"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <TextField
            label={say('phone.transfer.number')}
            value={elsewhere}
            onChange={setElsewhere}
            mono
            error={problem}
          />
          <Button type="submit">{say('phone.keypad.send')}</Button>
        </form>
      )}
      {caller === null ? null : (
        <a className="small" href={`#/work/${caller.caseId}`}>
          {say('phone.incoming.open')}
        </a>
      )}
      <p className="xs muted">{say('phone.incoming.draftSafe')}</p>
    </section>
  );
};
