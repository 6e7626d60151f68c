import { Bell, Headphones, Mic, PhoneCall, PhoneOff, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useApp } from '../../app/context.tsx';
import { useRemembered } from '../../app/remembered.ts';
import { isLive } from '../../telephony/call.ts';
import type { SoundBench } from '../../telephony/audio/sound-bench.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../say.ts';
import { LevelMeter } from './level-meter.tsx';
import './audio-test.css';

/** The code that most exchanges, and the practice one, give to their echo. */
const ECHO = '*43';
/** A code or an extension, never anybody's telephone: the contact rules say nothing of a test. */
const isTestNumber = (text: string): boolean => /^[\d*#]{1,6}$/u.test(text);
const VERDICT_TONES = { silent: 'bad', quiet: 'warn', good: 'good', loud: 'warn' } as const;

/** Before the shift: is one heard, does one hear, does it ring, does a call go through. The answers are in words. */
export const AudioTest = ({ onClose }: { readonly onClose: () => void }) => {
  const say = useSay();
  const { sound } = useApp().phone;
  return (
    <Dialog
      title={say('phone.test.title')}
      isOpen
      onClose={onClose}
      size="s"
      footer={<Button onPress={onClose}>{say('phone.test.done')}</Button>}
    >
      {sound === null ? null : <Bench sound={sound} />}
    </Dialog>
  );
};

const Bench = ({ sound }: { readonly sound: SoundBench }) => {
  const say = useSay();
  const { doing, failed, verdict } = sound.state();
  const inCall = useApp().phone.view((state) => state.calls.some(isLive));
  useEffect(() => () => sound.stop(), [sound]);
  const busy = doing !== 'nothing';
  return (
    <div className="stack audio-test">
      {failed ? (
        <Notice
          tone="bad"
          live
          title={say('phone.test.noMicrophone')}
          actions={
            <Button size="s" onPress={() => void sound.wakeMicrophone()}>
              {say('phone.test.again')}
            </Button>
          }
        >
          {say('phone.test.noMicrophoneText')}
        </Notice>
      ) : null}
      <section className="audio-test-step">
        <h3>{say('phone.devices.microphone')}</h3>
        <LevelMeter what="microphone" />
        <Button
          icon={<Mic aria-hidden="true" />}
          isDisabled={failed || inCall || (busy && doing !== 'recording')}
          onPress={() => void sound.recordAndHear()}
        >
          {say(
            doing === 'recording'
              ? 'phone.test.recording'
              : doing === 'playing'
                ? 'phone.test.playing'
                : 'phone.test.record',
          )}
        </Button>
        {verdict === null ? null : (
          <Notice tone={VERDICT_TONES[verdict]} live title={say(`phone.test.verdict.${verdict}`)} />
        )}
      </section>
      <section className="audio-test-step">
        <h3>{say('phone.test.hear')}</h3>
        <div className="row">
          <Button icon={<Headphones aria-hidden="true" />} isDisabled={inCall} onPress={() => sound.play('speaker')}>
            {say('phone.test.speaker')}
          </Button>
          <Button icon={<Bell aria-hidden="true" />} isDisabled={inCall} onPress={() => sound.play('ringer')}>
            {say('phone.test.ringer')}
          </Button>
          {busy ? (
            <Button variant="quiet" icon={<Square aria-hidden="true" />} onPress={sound.stop}>
              {say('phone.test.stop')}
            </Button>
          ) : null}
        </div>
        <p className="xs muted">{say('phone.test.hearText')}</p>
      </section>
      <TestCall />
    </div>
  );
};

/** A call to the exchange's echo: what is said comes back, so that the whole way is tried and not only the cable. */
const TestCall = () => {
  const say = useSay();
  const { phone, call: calls } = useApp();
  const [number, setNumber] = useRemembered('phone.testNumber', ECHO);
  const [callId, setCallId] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const phoned = phone.view((state) => state.calls.find(({ id }) => id === callId));
  const others = phone.view((state) => state.calls.some((call) => isLive(call) && call.id !== callId));
  const working = calls((state) => state.call !== null);
  const { port } = phone;
  useEffect(
    () => () => {
      if (callId !== null) port.hangUp(callId);
    },
    [port, callId],
  );
  const live = phoned !== undefined && isLive(phoned);
  const begin = (): void => {
    const placed = isTestNumber(number.trim())
      ? port.call(number.trim(), '')
      : ({ ok: false, reason: 'not-a-number' } as const);
    setCallId(placed.ok ? placed.callId : null);
    setProblem(placed.ok ? null : say(`phone.refusal.${placed.reason}`));
  };
  return (
    <section className="audio-test-step">
      <h3>{say('phone.test.call')}</h3>
      <div className="phone-code">
        <TextField label={say('phone.test.number')} value={number} onChange={setNumber} mono error={problem} />
        {live ? (
          <Button variant="danger" icon={<PhoneOff aria-hidden="true" />} onPress={() => void port.hangUp(phoned.id)}>
            {say('phone.key.hangUp')}
          </Button>
        ) : (
          <Button icon={<PhoneCall aria-hidden="true" />} isDisabled={others || working} onPress={begin}>
            {say('phone.test.callGo')}
          </Button>
        )}
      </div>
      {live && phoned.phase === 'active' ? <LevelMeter what="voice" /> : null}
      <p className="small" role="status">
        {phoned === undefined ? (
          <span className="muted">{say('phone.test.callText')}</span>
        ) : phoned.end === null ? (
          say(phoned.phase === 'active' ? `phone.test.callMedia.${phoned.media}` : `phone.phase.${phoned.phase}`)
        ) : (
          say(phoned.answeredAt === null ? `phone.cause.${phoned.end.cause}` : 'phone.test.callOver')
        )}
      </p>
    </section>
  );
};
