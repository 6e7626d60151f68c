import { useState } from 'react';
import { contactWindow, type ContactRuleSet } from '../../../src-shared/domain/contact-rules.ts';
import { instantAt, localAt } from '../../../src-shared/domain/zone-clock.ts';
import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import { Button } from '../../ui/button.tsx';
import { DateField, TimeField } from '../../ui/date-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useInstant } from '../clock.ts';
import { useSay } from '../say.ts';

/** Another time for a callback, on the debtor's clock and within contact hours. */
export const RescheduleDialog = ({
  row,
  ruleSet,
  onClose,
  onSave,
}: {
  /** Who is called back, and the time agreed so far. */
  readonly row: { readonly name: string; readonly at: string; readonly zone: string };
  readonly ruleSet: ContactRuleSet;
  readonly onClose: () => void;
  readonly onSave: (body: OperationBody<'reschedule'>) => void;
}) => {
  const say = useSay();
  const now = useInstant('minute');
  const first = localAt(row.at > now ? row.at : now, row.zone);
  const [date, setDate] = useState<string | null>(first.date);
  const [time, setTime] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const at = date === null || time === null ? null : instantAt(date, time, row.zone);
  const problem =
    date === null
      ? 'date-missing'
      : at === null
        ? 'time-missing'
        : at <= now
          ? 'time-past'
          : contactWindow(ruleSet, at, row.zone).open
            ? null
            : 'time-outside-hours';
  const words = tried && problem !== null ? say(`outcome.problem.${problem}`) : null;
  return (
    <Dialog title={say('agenda.rescheduleOf', { name: row.name })} isOpen onClose={onClose} size="s" holds>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (problem === null && at !== null) onSave({ at, zone: row.zone, note: note.trim() });
        }}
      >
        <div className="outcome-fields">
          <DateField
            label={say('outcome.field.callbackDate')}
            value={date}
            onChange={setDate}
            min={localAt(now, row.zone).date}
            error={problem === 'date-missing' ? words : null}
          />
          <TimeField
            label={say('outcome.field.callbackTime')}
            value={time}
            onChange={setTime}
            error={problem === 'date-missing' ? null : words}
          />
        </div>
        <TextField label={say('agenda.why')} value={note} onChange={setNote} maxLength={400} />
        <div className="row">
          <span className="grow" />
          <Button type="submit" variant="primary">
            {say('agenda.rescheduleGo')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
