import { useState } from 'react';
import { fold } from '../../../src-shared/domain/search.ts';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-catalogue.ts';
import { useFormat } from '../../app/format.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../say.ts';

/** Every outcome that has no key of its own, found by typing. */
export const OtherOutcomes = ({
  isOpen,
  onClose,
  outcomes,
  onChoose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly outcomes: readonly OutcomeDefinition[];
  readonly onChoose: (code: string) => void;
}) => {
  const say = useSay();
  const { lang } = useFormat();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const wanted = fold(text);
  const found = outcomes
    .filter(({ key }) => key === null)
    .filter(({ label, code }) => wanted === '' || fold(`${label[lang]} ${code}`).includes(wanted));
  const at = Math.min(active, found.length - 1);
  const choose = (outcome: OutcomeDefinition | undefined): void => {
    if (outcome === undefined) return;
    setText('');
    setActive(0);
    onClose();
    onChoose(outcome.code);
  };
  const onKey = (key: string, taken: () => void): boolean => {
    if (key === 'ArrowDown') setActive(Math.min(found.length - 1, at + 1));
    else if (key === 'ArrowUp') setActive(Math.max(0, at - 1));
    else if (key === 'Enter') choose(found[at]);
    else return false;
    taken();
    return true;
  };
  return (
    <Dialog title={say('outcome.othersTitle')} isOpen={isOpen} onClose={onClose} size="s">
      <TextField
        label={say('outcome.othersSearch')}
        labelHidden
        placeholder={say('outcome.othersSearch')}
        value={text}
        onChange={(next) => {
          setText(next);
          setActive(0);
        }}
        autoFocus
        aria-controls="other-outcomes"
        {...(at < 0 ? {} : { 'aria-activedescendant': `other-${at}` })}
        onKeyDown={(event) => {
          if (!onKey(event.key, () => event.preventDefault())) event.continuePropagation();
        }}
      />
      <div
        id="other-outcomes"
        role="listbox"
        tabIndex={0}
        aria-label={say('outcome.othersTitle')}
        onKeyDown={(event) => onKey(event.key, () => event.preventDefault())}
        className="other-outcomes"
      >
        {found.map((outcome, index) => (
          <div
            key={outcome.code}
            id={`other-${index}`}
            role="option"
            aria-selected={index === at}
            className="palette-item"
            onPointerMove={() => setActive(index)}
            onClick={() => choose(outcome)}
          >
            <span className="grow">{outcome.label[lang]}</span>
            <span className="muted xs mono">{outcome.code}</span>
          </div>
        ))}
      </div>
      {found.length > 0 ? null : <p className="muted">{say('outcome.othersNone', { text })}</p>}
    </Dialog>
  );
};
