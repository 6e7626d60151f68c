import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../say.ts';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

/** Keys for the machines that answer: one by one, or a long code pasted whole. */
export const Keypad = ({ onDigits }: { readonly onDigits: (digits: string) => boolean }) => {
  const say = useSay();
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState(false);
  const send = (): void => {
    if (code.trim() === '') return;
    const sent = onDigits(code);
    setWrong(!sent);
    if (sent) setCode('');
  };
  return (
    <div className="phone-keypad">
      <div className="phone-digits" role="group" aria-label={say('phone.keypad.digits')}>
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
