import { FLAGS } from '../../../src-shared/contract/entities.ts';
import type { CaseView } from '../../offline/api.ts';
import { useFormat } from '../../app/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from '../say.ts';
import { useRuleWords } from './rule-words.ts';

/** What stops or colours the work on this case, said before anything else. */
export const Alerts = ({ view, masked }: { readonly view: CaseView; readonly masked: boolean }) => {
  const say = useSay();
  const format = useFormat();
  const ruleWords = useRuleWords();
  const row = view.case;
  const flags = FLAGS.flatMap((flag) => {
    const value = view.party.state.flags[flag];
    return value ? [{ flag, value }] : [];
  });
  return (
    <>
      {flags.map(({ flag, value }) => (
        <Notice key={flag} tone="bad" title={say(`card.flag.${flag}`)}>
          {[say('card.flag.since', { date: format.dateTime(value.at), by: value.by }), value.note]
            .filter((part) => part !== '')
            .join(' · ')}
        </Notice>
      ))}
      {row.blocked === null ? null : (
        <Notice tone="bad" title={say('card.blocked')}>
          {ruleWords(masked ? { ...row.blocked, value: '' } : row.blocked)}
        </Notice>
      )}
      {row.state.closed === null ? null : (
        <Notice tone="info" title={say('card.closed', { class: say(`card.class.${row.state.closed.class}`) })} />
      )}
      {row.state.suspended === null ? null : (
        <Notice tone="warn" title={say('card.suspended')}>
          {say('card.suspendedText')}
        </Notice>
      )}
    </>
  );
};
