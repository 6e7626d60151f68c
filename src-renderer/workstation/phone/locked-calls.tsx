import { Mic, MicOff, Phone, PhoneIncoming, PhoneOff } from 'lucide-react';
import { useEffect } from 'react';
import { useApp } from '../../app/context.tsx';
import { useFormat } from '../../app/format.ts';
import { isOnLine, isTalking, type PhoneCall } from '../../telephony/call.ts';
import { Button } from '../../ui/button.tsx';
import { useCallSeconds } from '../call-state.tsx';
import { useSay } from '../say.ts';
import { phoneWord } from './phone-words.ts';
import './phone.css';
import './locked-calls.css';

/** Is somebody on the line? Signing out would end it. */
export const useIsOnLine = (): boolean => useApp().phone.view((state) => state.calls.some(isOnLine));

/**
 * The telephone on a locked workstation: a call goes on and can be muted and ended, one that comes in is announced. Nothing
 * here says who it is: whoever passes reads it too. Answering takes the password, because whoever answers must be the
 * operator, with the case before him. The keys have Ctrl: single letters are the beginning of a password.
 */
export const LockedCalls = () => {
  const { phone } = useApp();
  const { port } = phone;
  const calls = phone.view((state) => state.calls);
  const muted = phone.view((state) => state.muted);
  const onLine = calls.filter(isOnLine);
  const ringing = calls.filter(({ phase }) => phase === 'incoming');
  /** Whose keys act: the one that is talked to. */
  const mine = onLine.find(isTalking) ?? onLine[0];
  const mayMute = mine?.phase === 'active';
  const endId = mine === undefined || mine.phase === 'ending' ? null : mine.id;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
      const key = event.key.toLowerCase();
      if (key === 'm' && mayMute) port.setMuted(!muted);
      else if (key === 'h' && endId !== null) port.hangUp(endId);
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [port, muted, mayMute, endId]);
  if (onLine.length + ringing.length === 0) return null;
  return (
    <div className="locked-calls">
      {onLine.map((call) => (
        <OnLine key={call.id} call={call} isMine={call === mine} />
      ))}
      {ringing.map((call) => (
        <Ringing key={call.id} call={call} />
      ))}
    </div>
  );
};

const OnLine = ({ call, isMine }: { readonly call: PhoneCall; readonly isMine: boolean }) => {
  const say = useSay();
  const format = useFormat();
  const { phone, recorder } = useApp();
  const { port } = phone;
  const muted = phone.view((state) => state.muted);
  const paused = recorder.view(({ recording }) => recording?.phoneId === call.id && recording.step === 'running');
  const seconds = useCallSeconds(call.answeredAt);
  const active = call.phase === 'active';
  // A transfer's words hold a number.
  const word = phoneWord(
    call.transfer === null ? call : { ...call, transfer: { ...call.transfer, to: '…' } },
    muted,
    say,
  );
  return (
    <section className="phone-incoming" aria-label={say('call.title')}>
      <div className="locked-call-head">
        <Phone aria-hidden="true" />
        <b className="grow clip" role="status">
          {say(active ? 'phone.locked.running' : `phone.phase.${call.phase}`)}
          {paused ? <span className="small muted">{` · ${say('phone.locked.recordingPaused')}`}</span> : null}
        </b>
        {call.answeredAt === null ? null : (
          <span className="call-time" role="timer" aria-label={say('call.duration')}>
            {format.clock(seconds)}
          </span>
        )}
      </div>
      <p className="phone-word small clip" role="status" data-tone={word?.tone ?? 'plain'}>
        {word?.text ?? ''}
      </p>
      <div className="locked-call-keys">
        {isMine ? (
          <Button
            icon={muted ? <MicOff aria-hidden="true" /> : <Mic aria-hidden="true" />}
            kbd="Ctrl+M"
            aria-keyshortcuts="Control+M"
            isDisabled={!active}
            onPress={() => port.setMuted(!muted)}
          >
            {say(muted ? 'phone.key.unmute' : 'phone.key.mute')}
          </Button>
        ) : null}
        <Button
          variant="danger"
          icon={<PhoneOff aria-hidden="true" />}
          {...(isMine ? { kbd: 'Ctrl+H', 'aria-keyshortcuts': 'Control+H' } : {})}
          isDisabled={call.phase === 'ending'}
          onPress={() => void port.hangUp(call.id)}
        >
          {say(call.answeredAt === null ? 'phone.key.cancel' : 'phone.key.hangUp')}
        </Button>
      </div>
    </section>
  );
};

const Ringing = ({ call }: { readonly call: PhoneCall }) => {
  const say = useSay();
  const { phone } = useApp();
  return (
    <section className="phone-incoming" aria-label={say('phone.incoming.title')}>
      <div role="alert">
        <div className="locked-call-head">
          <PhoneIncoming aria-hidden="true" />
          <b className="grow clip">{say('phone.incoming.title')}</b>
        </div>
        <p className="small muted">{say('phone.locked.unlock')}</p>
      </div>
      <div className="locked-call-keys">
        <Button icon={<PhoneOff aria-hidden="true" />} onPress={() => void phone.port.hangUp(call.id)}>
          {say('phone.incoming.decline')}
        </Button>
      </div>
    </section>
  );
};
