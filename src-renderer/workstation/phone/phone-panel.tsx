import { ArrowLeftRight, Grid3x3, Mic, MicOff, Pause, PhoneOff, Play } from 'lucide-react';
import { useState } from 'react';
import { formatPhone } from '../../../src-shared/domain/phone.ts';
import { useApp } from '../../app/context.tsx';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useKeyHandlers, useKeys } from '../../app/keys/keys.tsx';
import { isOnLine, isTalking, type PhoneCall } from '../../telephony/call.ts';
import { uuid7 } from '../../offline/uuid7.ts';
import { Notice } from '../../ui/notice.tsx';
import { useCallSeconds } from '../call-state.tsx';
import type { Call } from '../call-store.ts';
import { useSay } from '../say.ts';
import { RecordingBar } from '../recording/recording-bar.tsx';
import { askFirst } from './ask-first.ts';
import { Keypad } from './keypad.tsx';
import { LevelMeter } from './level-meter.tsx';
import { OtherCall, OtherEnd } from './other-call.tsx';
import { PhoneKey } from './phone-key.tsx';
import { phoneWord } from './phone-words.ts';
import { QualityBars } from './quality-bars.tsx';
import { TransferForm } from './transfer-form.tsx';
import './phone.css';

const now = (): string => new Date().toISOString();

/** The call of our own telephone: who, since when, how it sounds, and every key it has. */
export const PhonePanel = ({ call }: { readonly call: Call }) => {
  const say = useSay();
  const words = useErrorWords();
  const { phone, call: calls } = useApp();
  const phoned = phone.view((state) => state.calls.find(({ id }) => id === call.phoneId));
  const other = phone.view((state) => state.calls.find((one) => one.id !== call.phoneId && isOnLine(one)));
  const problem = calls((state) => state.problem);
  if (phoned === undefined) return null;
  return (
    <section className="call-live phone" aria-label={say('call.title')}>
      <PhoneHead call={call} phoned={phoned} />
      <PhoneKeys phoned={phoned} other={other} />
      <RecordingBar />
      {problem === null ? null : <Notice tone="bad" live title={words(problem)} />}
    </section>
  );
};

const PhoneHead = ({ call, phoned }: { readonly call: Call; readonly phoned: PhoneCall }) => {
  const say = useSay();
  const format = useFormat();
  const { phone } = useApp();
  const muted = phone.view((state) => state.muted);
  const seconds = useCallSeconds(phoned.answeredAt);
  const word = phoneWord(phoned, muted, say);
  return (
    <>
      <div className="call-top">
        <div className="grow">
          <div className="call-number num">{formatPhone(call.number)}</div>
          <div className="small muted clip">{[call.name, call.label].filter((part) => part !== '').join(' · ')}</div>
        </div>
        <div className="phone-time">
          {phoned.answeredAt === null ? (
            <span className="phone-phase" role="status">
              {say(`phone.phase.${phoned.phase}`)}
            </span>
          ) : (
            <>
              <span className="call-time" role="timer" aria-label={say('call.duration')}>
                {format.clock(seconds)}
              </span>
              <QualityBars quality={phoned.quality} />
            </>
          )}
        </div>
      </div>
      {phoned.phase === 'active' ? (
        <div className="phone-levels">
          <span data-muted={muted || undefined}>
            <LevelMeter what="microphone" />
          </span>
          <LevelMeter what="voice" />
        </div>
      ) : null}
      <p className="phone-word small" role="status" data-tone={word?.tone ?? 'plain'}>
        {word?.text ?? ''}
      </p>
    </>
  );
};

type KeysProps = { readonly phoned: PhoneCall; readonly other: PhoneCall | undefined };

/** Every key of a call; `other` is the second conversation beside it. */
export const PhoneKeys = ({ phoned, other }: KeysProps) => {
  const say = useSay();
  const { cap } = useKeys();
  const { phone, session, strays: book } = useApp();
  const { port } = phone;
  const muted = phone.view((state) => state.muted);
  const room = phone.view((state) => state.account?.conferenceRoom ?? null);
  const [open, setOpen] = useState<'keypad' | 'transfer' | null>(null);
  const active = phoned.phase === 'active';
  const held = phoned.hold === 'held' || phoned.hold === 'holding';
  const settled = active && (phoned.hold === 'none' || phoned.hold === 'held');
  /** The one that is talked to: keys and keypad go there. */
  const talking = other !== undefined && isTalking(other) ? other : phoned;

  const mute = (): void => port.setMuted(!muted);
  const hold = (): void => void port.setHold(phoned.id, !held);
  const toggle = (what: 'keypad' | 'transfer'): void => setOpen((now) => (now === what ? null : what));
  useKeyHandlers({
    hangUp: () => void port.hangUp(phoned.id),
    ...(active ? { mute } : {}),
    ...(settled ? { hold } : {}),
    ...(active ? { keypad: () => toggle('keypad'), transfer: () => toggle('transfer') } : {}),
  });
  return (
    <>
      <div className="phone-keys">
        <PhoneKey
          label={say(muted ? 'phone.key.unmute' : 'phone.key.mute')}
          icon={muted ? <MicOff aria-hidden="true" /> : <Mic aria-hidden="true" />}
          kbd={cap('mute')}
          isOn={muted}
          isDisabled={!active}
          onPress={mute}
        />
        <PhoneKey
          label={say(held ? 'phone.key.resume' : 'phone.key.hold')}
          icon={held ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
          kbd={cap('hold')}
          isOn={held}
          isDisabled={!settled}
          onPress={hold}
        />
        <PhoneKey
          label={say('phone.key.keypad')}
          icon={<Grid3x3 aria-hidden="true" />}
          kbd={cap('keypad')}
          isOn={open === 'keypad'}
          isDisabled={!active}
          onPress={() => toggle('keypad')}
        />
        <PhoneKey
          label={say('phone.key.transfer')}
          icon={<ArrowLeftRight aria-hidden="true" />}
          kbd={cap('transfer')}
          isOn={open === 'transfer'}
          isDisabled={!active}
          onPress={() => toggle('transfer')}
        />
        <PhoneKey
          label={say(active ? 'phone.key.hangUp' : 'phone.key.cancel')}
          icon={<PhoneOff aria-hidden="true" />}
          kbd={cap('hangUp')}
          isDanger
          isDisabled={phoned.phase === 'ending'}
          onPress={() => void port.hangUp(phoned.id)}
        />
      </div>
      {open === 'keypad' && active ? <Keypad call={talking} /> : null}
      {open === 'transfer' && active ? (
        <TransferForm
          onNow={(number) => {
            const handed = port.transfer(phoned.id, { kind: 'blind', number });
            return handed.ok ? null : say(`phone.refusal.${handed.reason}`);
          }}
          onFirst={async (number) => {
            const { store } = session.getState();
            if (store === null) return null;
            const refusal = await askFirst({ store, port, book, now, newId: uuid7 }, number);
            if (refusal === null) return null;
            return refusal.by === 'rules'
              ? say(`card.refusal.${refusal.reason}`)
              : say(`phone.refusal.${refusal.reason}`);
          }}
          onDone={() => setOpen(null)}
        />
      ) : null}
      {other === undefined ? (
        <OtherEnd phoned={phoned} />
      ) : (
        <OtherCall
          other={other}
          canJoin={active && other.phase === 'active'}
          canMeet={room !== null}
          onSwap={() => void port.setHold(isTalking(other) ? phoned.id : other.id, false)}
          onJoin={() => void port.transfer(phoned.id, { kind: 'attended', callId: other.id })}
          onMeet={() => void port.transfer(phoned.id, { kind: 'conference' })}
          onEnd={() => void port.hangUp(other.id)}
        />
      )}
    </>
  );
};
