import { useState } from 'react';
import type { PhoneAnswer } from '../../telephony/telephony-port.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../say.ts';

/** Hands the call to somebody else, at once or after a word with them. */
export const TransferForm = (props: {
  readonly onNow: (number: string) => PhoneAnswer;
  readonly onFirst: (number: string) => PhoneAnswer;
  readonly onDone: () => void;
}) => {
  const say = useSay();
  const [number, setNumber] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const take = (ask: (number: string) => PhoneAnswer): void => {
    const answer = ask(number);
    if (answer.ok) props.onDone();
    else setProblem(say(`phone.refusal.${answer.reason}`));
  };
  return (
    <form
      className="phone-transfer stack"
      aria-label={say('phone.transfer.title')}
      onSubmit={(event) => {
        event.preventDefault();
        take(props.onNow);
      }}
    >
      <TextField
        label={say('phone.transfer.number')}
        value={number}
        onChange={setNumber}
        mono
        error={problem}
        autoFocus
      />
      <div className="row">
        <Button size="s" type="submit">
          {say('phone.transfer.now')}
        </Button>
        <Button size="s" onPress={() => take(props.onFirst)}>
          {say('phone.transfer.first')}
        </Button>
      </div>
    </form>
  );
};
