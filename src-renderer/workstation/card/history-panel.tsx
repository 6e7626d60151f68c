import { HardDrive } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-catalogue.ts';
import type { CaseView } from '../../offline/api.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useKeyHandlers, useKeys } from '../../app/keys/keys.tsx';
import { Button } from '../../ui/button.tsx';
import { FilterChips } from '../../ui/chips.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tag } from '../../ui/tag.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { useSay } from '../say.ts';
import { OwnRecording } from './own-recording.tsx';
import { HISTORY_FILTERS, historyLines, type HistoryFilter, type HistoryLine } from './history-words.ts';

const Line = ({ line, view }: { readonly line: HistoryLine; readonly view: CaseView }) => {
  const say = useSay();
  const format = useFormat();
  const under = [line.by, line.detail, line.note === '' ? '' : `“${line.note}”`].filter((part) => part !== '');
  return (
    <li className="history-line">
      <time className="muted xs num" dateTime={line.at}>
        {format.moment(line.at)}
      </time>
      <div>
        {line.tag === null ? null : <Tag tone={line.tone}>{line.tag}</Tag>} {line.text}
        {line.disposition === 'pending' ? (
          <span className="history-pending xs">
            <HardDrive size={12} aria-hidden="true" /> {say('history.pending')}
          </span>
        ) : null}
        {line.disposition === 'conflict' || line.disposition === 'late' || line.disposition === 'rejected' ? (
          <Tag tone="warn">{say(`history.${line.disposition}`)}</Tag>
        ) : null}
        {line.phoneId === '' ? null : (
          <OwnRecording
            caseId={view.case.id}
            caseNumber={view.case.caseNumber}
            debtor={view.party.name}
            phoneId={line.phoneId}
          />
        )}
        {under.length === 0 ? null : <div className="xs muted">{under.join(' · ')}</div>}
      </div>
    </li>
  );
};

/** Everything that happened to the case, newest first, and the place for a note of one's own. */
export const HistoryPanel = ({
  view,
  outcomes,
  masked,
  written,
  onWritten,
  onNote,
}: {
  readonly view: CaseView;
  readonly outcomes: readonly OutcomeDefinition[];
  readonly masked: boolean;
  /** What was half written when the case was last left. */
  readonly written: string;
  readonly onWritten: (text: string) => void;
  readonly onNote: (text: string) => Promise<void>;
}) => {
  const say = useSay();
  const format = useFormat();
  const words = useErrorWords();
  const toasts = useToasts();
  const { cap } = useKeys();
  const [filter, setFilter] = useState<HistoryFilter>('all');
  const [note, setNote] = useState(written);
  const input = useRef<HTMLInputElement>(null);
  const lines = useMemo(
    () => historyLines(view.case.history, { say, format, lang: format.lang, outcomes, masked }),
    [view.case.history, say, format, outcomes, masked],
  );
  const write = (text: string): void => {
    setNote(text);
    onWritten(text);
  };
  const shown = filter === 'all' ? lines : lines.filter((line) => line.filters.includes(filter));
  useKeyHandlers({ addNote: () => input.current?.focus() });
  return (
    <Panel
      title={say('history.title')}
      aside={
        <FilterChips
          label={say('history.filters')}
          options={HISTORY_FILTERS.map((id) => ({ id, label: say(`history.filter.${id}`) }))}
          value={filter}
          onChange={setFilter}
        />
      }
      className="history"
      fill
      footer={
        <form
          className="history-note"
          onSubmit={(event) => {
            event.preventDefault();
            const text = note.trim();
            if (text === '') return;
            void onNote(text).then(
              () => write(''),
              (error: unknown) => toasts.bad(words(error)),
            );
          }}
        >
          <TextField
            label={say('history.note')}
            labelHidden
            placeholder={say('history.notePlaceholder')}
            value={note}
            onChange={write}
            maxLength={4000}
            inputRef={input}
            className="grow"
          />
          <Button type="submit" kbd={cap('addNote')} isDisabled={note.trim() === ''}>
            {say('history.noteGo')}
          </Button>
        </form>
      }
    >
      {shown.length === 0 ? (
        <p className="contact-none muted">{say(filter === 'all' ? 'history.none' : 'history.noneHere')}</p>
      ) : (
        <ol className="history-lines">
          {shown.map((line) => (
            <Line key={line.id} line={line} view={view} />
          ))}
        </ol>
      )}
    </Panel>
  );
};
