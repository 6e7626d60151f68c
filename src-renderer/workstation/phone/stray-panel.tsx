import { PhoneOff } from 'lucide-react';
import { useApp } from '../../app/context.tsx';
import type { QueueRow, WorkstationStore } from '../../offline/api.ts';
import { isOnLine, type PhoneCall } from '../../telephony/call.ts';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../say.ts';
import { CallHead } from './call-head.tsx';
import { CaseFinder } from './case-finder.tsx';
import { useNumberWords } from './number-words.ts';
import { PhoneKeys } from './phone-panel.tsx';
import type { Stray } from './stray-book.ts';

type StrayPanelProps = {
  readonly store: WorkstationStore;
  readonly phoned: PhoneCall;
  readonly stray: Stray;
};

/** Somebody is on the line who is in no open card: the call's keys, and the search that finds its case. */
export const StrayPanel = ({ store, phoned, stray }: StrayPanelProps) => {
  const say = useSay();
  const numberWords = useNumberWords();
  const { phone, strays: book, call: calls } = useApp();
  const beside = calls((state) => state.call !== null);
  const other = phone.view((state) => state.calls.find((one) => one.id !== phoned.id && isOnLine(one)));
  const caller = stray.callers.find(({ row }) => row.caseId === stray.target?.caseId);
  /** From here on it is the card's call: it is handed over at once, or when the other one has ended. */
  const choose = (row: QueueRow): void => {
    const { caseId, partyId, name } = row;
    const chosen = { row, partyId, name, contactPointId: null, label: '' };
    book.change(stray.id, { callers: [chosen], target: { caseId, partyId, contactPointId: null } });
  };
  return (
    <section className="phone-incoming" aria-label={say('phone.stray.title')}>
      <CallHead
        phoned={phoned}
        title={caller?.row.masked === false ? caller.name : numberWords(stray.number)}
        about={say(beside ? 'phone.stray.beside' : caller === undefined ? 'phone.stray.talking' : 'phone.phase.active')}
      />
      {beside ? (
        <Button
          size="s"
          variant="danger"
          icon={<PhoneOff aria-hidden="true" />}
          onPress={() => void phone.port.hangUp(phoned.id)}
        >
          {say('phone.key.hangUp')}
        </Button>
      ) : (
        <PhoneKeys phoned={phoned} other={other} />
      )}
      {caller === undefined ? <CaseFinder store={store} onChoose={choose} /> : null}
      <p className="xs muted">{say('phone.stray.explain')}</p>
    </section>
  );
};
