import { PhoneIncoming, PhoneMissed } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useApp } from '../../app/context.tsx';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import type { QueueRow, WorkstationStore } from '../../offline/api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { useSay } from '../say.ts';
import { CaseFinder } from './case-finder.tsx';
import { useNumberWords } from './number-words.ts';
import { closeStray, linkStray } from './settle-stray.ts';
import { keptOf, type Stray } from './stray-book.ts';
import './stray.css';

const now = (): string => new Date().toISOString();

/** When it was and whether somebody answered it. */
const useStrayWords = (zone: string): ((stray: Stray) => string) => {
  const say = useSay();
  const format = useFormat();
  return ({ answeredAt, startedAt, endedAt }) => {
    const when = format.moment(startedAt, zone);
    if (answeredAt === null || endedAt === null) return say('phone.stray.missedAt', { when });
    const seconds = Math.round((Date.parse(endedAt) - Date.parse(answeredAt)) / 1000);
    return say('phone.stray.talkedAt', { when, time: format.clock(seconds) });
  };
};

/** Above the queue, because nothing comes before it: calls that came in and have no case yet. */
export const StrayList = ({ store, zone }: { readonly store: WorkstationStore; readonly zone: string }) => {
  const say = useSay();
  const numberWords = useNumberWords();
  const strayWords = useStrayWords(zone);
  const { strays: book } = useApp();
  const waiting = book((state) => state.strays).filter(({ phoneId, endedAt }) => phoneId === null && endedAt !== null);
  const [openId, setOpenId] = useState<string | null>(null);
  const open = waiting.find(({ id }) => id === openId);
  if (waiting.length === 0) return null;
  return (
    <section className="stray-list" aria-label={say('phone.stray.waiting', { count: waiting.length })}>
      <ul>
        {waiting.map((stray) => (
          <li key={stray.id}>
            <button
              type="button"
              aria-label={say('phone.stray.settle', { number: numberWords(stray.number) })}
              onClick={() => setOpenId(stray.id)}
            >
              {stray.answeredAt === null ? <PhoneMissed aria-hidden="true" /> : <PhoneIncoming aria-hidden="true" />}
              <span className="clip">
                <b className="num">{numberWords(stray.number)}</b>
                <span className="xs muted">{strayWords(stray)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {open === undefined ? null : (
        <SettleStray store={store} stray={open} words={strayWords(open)} onClose={() => setOpenId(null)} />
      )}
    </section>
  );
};

type SettleProps = {
  readonly store: WorkstationStore;
  readonly stray: Stray;
  readonly words: string;
  readonly onClose: () => void;
};

const SettleStray = ({ store, stray, words, onClose }: SettleProps) => {
  const say = useSay();
  const errorWords = useErrorWords();
  const numberWords = useNumberWords();
  const toasts = useToasts();
  const [, navigate] = useLocation();
  const { strays: book, call: calls } = useApp();
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const desk = { store, calls, now };
  const settle = async (work: Promise<void>, onDone: () => void): Promise<void> => {
    setError(null);
    try {
      await work;
      onClose();
      book.drop(stray.id);
      onDone();
    } catch (cause) {
      setError(cause);
    }
  };
  const link = (row: QueueRow): void => {
    const { caseId, partyId } = row;
    void settle(linkStray(desk, keptOf(stray), { caseId, partyId, contactPointId: null }), () => {
      toasts.good(say('phone.stray.linked', { number: row.caseNumber }));
      const { open } = calls.getState();
      if (open === null || open.isBlank()) navigate(`/work/${caseId}`);
    });
  };
  const close = (): void => {
    setTried(true);
    if (note.trim() === '') return;
    void settle(closeStray(desk, keptOf(stray), note.trim()), () => toasts.good(say('phone.stray.closed')));
  };
  return (
    <Dialog
      title={say('phone.stray.title')}
      isOpen
      onClose={onClose}
      size="s"
      holds
      footer={
        <>
          <Button onPress={onClose}>{say('phone.stray.later')}</Button>
          <Button variant="primary" onPress={close}>
            {say('phone.stray.closeGo')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <div>
          <b className="num">{numberWords(stray.number)}</b>
          <div className="small muted">{words}</div>
        </div>
        {error === null ? null : <Notice tone="bad" live title={errorWords(error)} />}
        <CaseFinder store={store} onChoose={link} autoFocus />
        <TextArea
          label={`${say('phone.stray.close')}: ${say('phone.stray.closeNote')}`}
          value={note}
          onChange={setNote}
          maxLength={1000}
          error={tried && note.trim() === '' ? say('phone.stray.noteMissing') : null}
        />
      </div>
    </Dialog>
  );
};
