import { useState } from 'react';
import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import { checkEmail } from '../../../src-shared/domain/email.ts';
import { normalisePhones } from '../../../src-shared/domain/phone.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/chips.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../say.ts';

type Kind = 'phone' | 'email' | 'address';

/** The value as it is stored, or null where it cannot be one of its kind. */
export const contactValue = (kind: Kind, text: string): string | null => {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (kind === 'phone') return normalisePhones(trimmed).numbers[0]?.e164 ?? null;
  if (kind === 'email') return checkEmail(trimmed).ok ? trimmed.toLowerCase() : null;
  return trimmed.length >= 5 ? trimmed : null;
};

/** A way to reach the person that somebody told the operator. */
export const AddContactDialog = ({
  isOpen,
  onClose,
  onAdd,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onAdd: (body: Omit<OperationBody<'contact-edit'>, 'partyId'>) => void;
}) => {
  const say = useSay();
  const [kind, setKind] = useState<Kind>('phone');
  const [text, setText] = useState('');
  const [label, setLabel] = useState('');
  const [tried, setTried] = useState(false);
  const value = contactValue(kind, text);
  const close = (): void => {
    setText('');
    setLabel('');
    setTried(false);
    onClose();
  };
  return (
    <Dialog title={say('card.contact.add')} isOpen={isOpen} onClose={close} size="s" holds>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (value === null) return;
          onAdd({ contactPointId: crypto.randomUUID(), add: true, kind, value, label: label.trim() });
          close();
        }}
      >
        <Segmented
          label={say('card.contact.kindLabel')}
          options={(['phone', 'email', 'address'] as const).map((id) => ({
            id,
            label: say(`card.contact.kind.${id}`),
          }))}
          value={kind}
          onChange={setKind}
        />
        <TextField
          label={say(`card.contact.value.${kind}`)}
          value={text}
          onChange={setText}
          error={tried && value === null ? say(`card.contact.bad.${kind}`) : null}
          autoFocus
        />
        <TextField
          label={say('card.contact.labelField')}
          help={say('card.contact.labelHelp')}
          maxLength={40}
          value={label}
          onChange={setLabel}
        />
        <div className="row">
          <span className="grow" />
          <Button type="submit" variant="primary">
            {say('card.contact.addGo')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
