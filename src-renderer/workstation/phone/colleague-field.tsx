import { useApp } from '../../app/context.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../say.ts';
import { findColleagues } from './colleagues.ts';

/** An internal number or any other: typed, or taken from the colleagues, whom what is typed finds by name. */
export const ColleagueField = (props: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | null;
}) => {
  const say = useSay();
  const { phone } = useApp();
  const colleagues = phone.view((state) => state.colleagues);
  const found = findColleagues(colleagues, props.value);
  return (
    <div className="phone-whom stack">
      <TextField
        label={say(colleagues.length === 0 ? 'phone.transfer.number' : 'phone.transfer.whom')}
        value={props.value}
        onChange={props.onChange}
        mono
        error={props.error}
        autoFocus
      />
      {found.length === 0 ? null : (
        <ul className="phone-colleagues" aria-label={say('phone.transfer.colleagues')}>
          {found.map(({ name, number }) => (
            <li key={number}>
              <Button size="s" variant="quiet" onPress={() => props.onChange(number)}>
                <span className="grow clip">{name}</span> <span className="num muted">{number}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
