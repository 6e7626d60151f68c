import { useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { useApp } from '../../app/context.tsx';
import { useSay } from '../say.ts';
import { ColleagueField } from './colleague-field.tsx';
import { numberMeant } from './colleagues.ts';

/** Hands the call to somebody else, at once or after a word with them. */
export const TransferForm = (props: {
  /** Each answers why not, in the operator's words, or null when it was begun. */
  readonly onNow: (number: string) => string | null;
  readonly onFirst: (number: string) => Promise<string | null>;
  readonly onDone: () => void;
}) => {
  const say = useSay();
  const { phone } = useApp();
  const [number, setNumber] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const take = async (ask: (number: string) => string | null | Promise<string | null>): Promise<void> => {
    const refused = await ask(numberMeant(phone.view.getState().colleagues, number));
    if (refused === null) props.onDone();
    else setProblem(refused);
  };
  return (
    <form
      className="phone-transfer stack"
      aria-label={say('phone.transfer.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void take(props.onNow);
      }}
    >
      <ColleagueField value={number} onChange={setNumber} error={problem} />
      <div className="row">
        <Button size="s" type="submit">
          {say('phone.transfer.now')}
        </Button>
        <Button size="s" onPress={() => void take(props.onFirst)}>
          {say('phone.transfer.first')}
        </Button>
      </div>
    </form>
  );
};
