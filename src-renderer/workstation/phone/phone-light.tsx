import { MicOff, PhoneCall as PhoneOn, PhoneOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useApp } from '../../app/context.tsx';
import { useKeyHandlers, useKeys } from '../../app/keys/keys.tsx';
import { useRemembered } from '../../app/remembered.ts';
import { listDevices } from '../../telephony/audio/devices.ts';
import {
  SYSTEM_DEVICES,
  withoutAliases,
  type AudioDevices,
  type DeviceChoice,
  type DeviceKind,
} from '../../telephony/device-choice.ts';
import type { SoundBench } from '../../telephony/audio/sound-bench.ts';
import type { Headset } from '../../telephony/headset.ts';
import type { RegistrationLight } from '../../telephony/registration.ts';
import { Button } from '../../ui/button.tsx';
import { saveFile } from '../../ui/data-table/export-csv.ts';
import { Select } from '../../ui/select.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { useSay } from '../say.ts';
import { AudioTest } from './audio-test.tsx';
import { QualityBars } from './quality-bars.tsx';
import './phone.css';

const TONES: Readonly<Record<RegistrationLight, 'good' | 'warn' | 'bad' | 'info'>> = {
  off: 'info',
  connecting: 'info',
  registered: 'good',
  lost: 'bad',
  reconnecting: 'warn',
  refused: 'bad',
};

/** The telephone's own light: what the exchange answered last, apart from the coordinator's. Behind it, the sound. */
export const PhoneLight = () => {
  const say = useSay();
  const { phone } = useApp();
  const account = phone.view((state) => state.account);
  const { light, reason, roundTripMs } = phone.view((state) => state.registration);
  const quality = phone.view((state) => state.calls.find(({ phase }) => phase === 'active')?.quality ?? null);
  const [choice, setChoice] = useRemembered<DeviceChoice>('phone.devices', SYSTEM_DEVICES);
  const [testing, setTesting] = useState(false);
  const { port } = phone;
  const toasts = useToasts();
  const keys = useKeys();
  const saveDiagnosis = (): void => {
    saveFile('sollecito-telefono.json', new Blob([port.diagnostics()], { type: 'application/json' }));
    toasts.good(say('phone.bundle.saved'));
  };
  useKeyHandlers(account === null ? {} : { diagnosis: saveDiagnosis });
  useEffect(() => {
    void port.useDevices(choice);
  }, [port, choice]);
  if (account === null) return null;
  const state = say(`phone.light.${light}`);
  const sentence = reason === null ? state : `${state} · ${say(`phone.light.why.${reason}`)}`;
  const more =
    reason === null
      ? [
          light === 'registered' && roundTripMs !== null ? say('phone.light.roundTrip', { ms: roundTripMs }) : '',
          account.practice ? say('phone.light.practice') : '',
        ].filter((part) => part !== '')
      : [];
  const Icon = light === 'registered' ? PhoneOn : PhoneOff;
  return (
    <>
      <span role="status" className="visually-hidden">
        {sentence}
      </span>
      <DialogTrigger>
        <AriaButton className="status-item status-sync" data-tone={TONES[light]}>
          <Icon aria-hidden="true" />
          <span className="clip num">{[sentence, ...more].join(' · ')}</span>
        </AriaButton>
        <Popover className="ui-popover status-popover" placement="top start" offset={6}>
          <Dialog aria-label={say('phone.light.label')} className="stack">
            {({ close }) => (
              <>
                <strong>{state}</strong>
                <span className="small muted">
                  {reason === null ? say('phone.light.explain') : say(`phone.light.reason.${reason}`)}
                </span>
                {light === 'registered' ? null : (
                  <Button size="s" onPress={() => port.wake('asked')}>
                    {say('phone.light.look')}
                  </Button>
                )}
                <Button
                  size="s"
                  onPress={() => {
                    close();
                    setTesting(true);
                  }}
                >
                  {say('phone.test.open')}
                </Button>
                <Devices choice={choice} onChange={setChoice} />
                {phone.headset === null ? null : <HeadsetButton headset={phone.headset} />}
                <Button size="s" kbd={keys.cap('diagnosis')} onPress={saveDiagnosis}>
                  {say('phone.bundle.save')}
                </Button>
                <span className="xs muted">{say('phone.bundle.explain')}</span>
              </>
            )}
          </Dialog>
        </Popover>
      </DialogTrigger>
      <QualityBars quality={quality} />
      {phone.sound === null ? null : <NoMicrophone sound={phone.sound} onPress={() => setTesting(true)} />}
      {testing ? <AudioTest onClose={() => setTesting(false)} /> : null}
    </>
  );
};

/** Said before the first call and not by it: without a microphone none leaves. */
const NoMicrophone = ({ sound, onPress }: { readonly sound: SoundBench; readonly onPress: () => void }) => {
  const say = useSay();
  const failed = sound.state((state) => state.failed);
  if (!failed) return null;
  return (
    <AriaButton className="status-item status-sync" data-tone="bad" onPress={onPress}>
      <MicOff aria-hidden="true" />
      {say('phone.light.noMicrophone')}
    </AriaButton>
  );
};

/** The browser asks which headset; from then on its keys are ours at every sign-in. */
const HeadsetButton = ({ headset }: { readonly headset: Headset }) => {
  const say = useSay();
  const [names, setNames] = useState<readonly string[] | null>(null);
  return (
    <>
      <Button size="s" onPress={() => void headset.open(true).then(setNames, () => setNames([]))}>
        {say('phone.devices.headsetKeys')}
      </Button>
      {names === null ? null : (
        <span role="status" className="xs muted">
          {names.length === 0 ? say('phone.devices.noHeadset') : names.join(' · ')}
        </span>
      )}
    </>
  );
};

const NO_DEVICES: AudioDevices = { microphones: [], speakers: [] };
const SYSTEM = '';

const Devices = (props: { readonly choice: DeviceChoice; readonly onChange: (choice: DeviceChoice) => void }) => {
  const { choice, onChange } = props;
  const say = useSay();
  const [devices, setDevices] = useState(NO_DEVICES);
  useEffect(() => {
    const media = navigator.mediaDevices;
    const look = (): void => void listDevices(media).then(setDevices, () => undefined);
    look();
    media.addEventListener('devicechange', look);
    return () => media.removeEventListener('devicechange', look);
  }, []);
  const field = (kind: DeviceKind) => {
    const wished = choice[kind];
    const there = withoutAliases(kind === 'microphone' ? devices.microphones : devices.speakers);
    const labels = [...new Set(there.map(({ label }) => label))].filter((label) => label !== '');
    const missing = wished !== null && !labels.includes(wished);
    return (
      <Select
        key={kind}
        label={say(`phone.devices.${kind}`)}
        value={wished ?? SYSTEM}
        onChange={(value) => onChange({ ...choice, [kind]: value === SYSTEM ? null : value })}
        options={[
          { id: SYSTEM, label: say('phone.devices.system') },
          ...labels.map((label) => ({ id: label, label })),
          ...(missing ? [{ id: wished, label: say('phone.devices.missing', { label: wished }) }] : []),
        ]}
      />
    );
  };
  return (
    <div className="stack" role="group" aria-label={say('phone.devices.title')}>
      {(['microphone', 'speaker', 'ringer'] as const).map(field)}
    </div>
  );
};
