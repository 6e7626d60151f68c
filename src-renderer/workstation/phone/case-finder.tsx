import { useEffect, useState } from 'react';
import type { QueueRow, WorkstationStore } from '../../offline/api.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useSay } from '../say.ts';

const LEAST = 2;
const SHOWN = 6;

/** The operator's own cases that match, from this computer alone; an answer to an older question is dropped. */
const useFound = (store: WorkstationStore, text: string): readonly QueueRow[] | null => {
  const [found, setFound] = useState<{ readonly text: string; readonly rows: readonly QueueRow[] } | null>(null);
  const asked = text.trim();
  useEffect(() => {
    let current = true;
    if (asked.length < LEAST) return undefined;
    store.search(asked, SHOWN).then(
      (rows) => current && setFound({ text: asked, rows }),
      () => current && setFound({ text: asked, rows: [] }),
    );
    return () => {
      current = false;
    };
  }, [store, asked]);
  return asked.length >= LEAST && found?.text === asked ? found.rows : null;
};

/** Finds the case that a call is about: type, arrow down, Enter; or press it. */
export const CaseFinder = (props: {
  readonly store: WorkstationStore;
  readonly onChoose: (row: QueueRow) => void;
  readonly autoFocus?: boolean;
}) => {
  const { store, onChoose, autoFocus = false } = props;
  const say = useSay();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const rows = useFound(store, text) ?? [];
  const none = useFound(store, text)?.length === 0;
  const at = Math.min(active, rows.length - 1);
  const onKey = (key: string): boolean => {
    const chosen = rows[at];
    if (key === 'ArrowDown') setActive(Math.min(rows.length - 1, at + 1));
    else if (key === 'ArrowUp') setActive(Math.max(0, at - 1));
    else if (key === 'Enter' && chosen !== undefined) onChoose(chosen);
    else return false;
    return true;
  };
  return (
    <div className="case-finder">
      <TextField
        label={say('phone.stray.link')}
        placeholder={say('phone.stray.search')}
        value={text}
        onChange={(next) => {
          setText(next);
          setActive(0);
        }}
        autoFocus={autoFocus}
        onKeyDown={(event) => {
          if (onKey(event.key)) event.preventDefault();
          else event.continuePropagation();
        }}
      />
      {rows.length === 0 ? (
        <p className="xs muted" role="status">
          {none ? say('phone.stray.none', { text: text.trim() }) : say('phone.stray.nobody')}
        </p>
      ) : (
        <ul aria-label={say('phone.stray.link')}>
          {rows.map((row, index) => (
            <li key={row.caseId}>
              <button type="button" data-active={index === at || undefined} onClick={() => onChoose(row)}>
                <b className="clip">{row.name}</b>
                <span className="xs muted clip">{`${row.caseNumber} · ${row.creditorName}`}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
};
