import { useEffect, useRef, useState } from 'react';
import { isSignal, isTyping } from '../../app/keys/key-map.ts';
import { useKeyHandlers } from '../../app/keys/keys.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../say.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

/**
 * Keys for the machines that answer: one by one, or a long code pasted whole. While it is open, the keyboard's digits are
 * its keys and choose nothing else; inside it they are so even for who has switched single keys off.
 */
export const Keypad = ({ onDigits }: { readonly onDigits: (digits: string) => boolean }) => {
  const say = useSay();
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState(false);
  const keys = useRef<HTMLDivElement>(null);
  useEffect(() => keys.current?.focus(), []);
  useKeyHandlers({ signal: onDigits });
  const send = (): void => {
    if (code.trim() === '') return;
    const sent = onDigits(code);
    setWrong(!sent);
    if (sent) setCode('');
  };
  return (
    <div
      className="phone-keypad"
      onKeyDown={(event) => {
        if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !isSignal(event.key)) return;
        if (event.target instanceof HTMLElement && isTyping(event.target)) return;
        event.preventDefault();
        onDigits(event.key);
      }}
    >
      <div className="phone-digits" role="group" aria-label={say('phone.keypad.digits')} tabIndex={-1} ref={keys}>
        {KEYS.map((digit) => (
          <Button key={digit} onPress={() => onDigits(digit)}>
            {digit}
          </Button>
        ))}
      </div>
      <form
        className="phone-code"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          label={say('phone.keypad.code')}
          value={code}
          onChange={setCode}
          mono
          error={wrong ? say('phone.keypad.wrong') : null}
        />
        <Button type="submit">{say('phone.keypad.send')}</Button>
      </form>
    </div>
  );
};
