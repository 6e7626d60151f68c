import { useEffect, useRef, useState } from 'react';
import { useApp } from '../../app/context.tsx';
import { isSignal, isTyping } from '../../app/keys/key-map.ts';
import { useKeyHandlers } from '../../app/keys/keys.tsx';
import type { PhoneCall } from '../../telephony/call.ts';
import type { PhoneRefusal } from '../../telephony/telephony-port.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../say.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

/**
 * Keys for the machines that answer: one by one, or a long code pasted whole. While it is open, the keyboard's digits are
 * its keys and choose nothing else; inside it they are so even for who has switched single keys off.
 */
export const Keypad = ({ call }: { readonly call: PhoneCall }) => {
  const say = useSay();
  const { port } = useApp().phone;
  const [code, setCode] = useState('');
  const [refused, setRefused] = useState<PhoneRefusal | null>(null);
  /** What was sent before it was opened is old news. */
  const [asked, setAsked] = useState(false);
  const keys = useRef<HTMLDivElement>(null);
  useEffect(() => keys.current?.focus(), []);
  const send = (digits: string): boolean => {
    const answer = port.sendDigits(call.id, digits);
    setRefused(answer.ok ? null : answer.reason);
    setAsked(answer.ok);
    return answer.ok;
  };
  useKeyHandlers({ signal: send });
  const failed = call.digits === 'failed';
  const settled = asked && call.digits !== 'sending' && call.digits !== null;
  return (
    <div
      className="phone-keypad"
      onKeyDown={(event) => {
        if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !isSignal(event.key)) return;
        if (event.target instanceof HTMLElement && isTyping(event.target)) return;
        event.preventDefault();
        send(event.key);
      }}
    >
      <div className="phone-digits" role="group" aria-label={say('phone.keypad.digits')} tabIndex={-1} ref={keys}>
        {KEYS.map((digit) => (
          <Button key={digit} onPress={() => send(digit)}>
            {digit}
          </Button>
        ))}
      </div>
      <form
        className="phone-code"
        onSubmit={(event) => {
          event.preventDefault();
          if (code.trim() !== '' && send(code)) setCode('');
        }}
      >
        <TextField
          label={say('phone.keypad.code')}
          value={code}
          onChange={setCode}
          mono
          error={
            refused === null
              ? null
              : say(refused === 'not-a-number' ? 'phone.keypad.wrong' : `phone.refusal.${refused}`)
          }
        />
        <Button type="submit">{say('phone.keypad.send')}</Button>
      </form>
      <p className="phone-word small" role="status" data-tone={failed ? 'bad' : 'plain'}>
        {settled ? say(failed ? 'phone.keypad.failed' : 'phone.keypad.sent') : ''}
      </p>
    </div>
  );
};
