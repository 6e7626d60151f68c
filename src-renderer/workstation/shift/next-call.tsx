import { PhoneCall } from 'lucide-react';
import { contactWindow, type ContactRuleSet } from '../../../src-shared/domain/contact-rules.ts';
import { formatPhone } from '../../../src-shared/domain/phone.ts';
import { useApp } from '../../app/context.tsx';
import { useFormat } from '../../app/format.ts';
import { useKeyHandlers, useKeys } from '../../app/keys/keys.tsx';
import type { CaseView } from '../../offline/api.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useLimitWords } from '../card/contact-group.tsx';
import { contactFacts, refusalWords } from '../card/contact-words.ts';
import type { Phone } from '../card/people.ts';
import { useInstant } from '../clock.ts';
import { useSay } from '../say.ts';
import { nextNumber } from './next-number.ts';
import { standingOf } from './shift-state.ts';
import './shift.css';

/**
 * Preview dialling: the number that one key would call, and what the contact rules say of it now. It waits for that key as
 * long as the operator likes: nothing here dials by itself.
 */
export const NextCall = (props: {
  readonly view: CaseView;
  readonly ruleSet: ContactRuleSet;
  readonly onCall: (phone: Phone) => void;
}) => {
  const { view, ruleSet, onCall } = props;
  const say = useSay();
  const format = useFormat();
  const { cap } = useKeys();
  const now = useInstant('minute');
  const { shift: store } = useApp();
  const pausing = store(({ shift }) => standingOf(shift) === 'pause');
  const limitWords = useLimitWords(ruleSet, now);
  const next = nextNumber(view, ruleSet, now);
  const may = next?.permission.allowed === true && !pausing;
  useKeyHandlers(may ? { dialNext: () => onCall(next.phone) } : {});
  if (next === null) {
    return (
      <section className="next-call" aria-label={say('shift.next.title')}>
        <p className="small">{say('shift.next.none')}</p>
      </section>
    );
  }
  const { person, point } = next.phone;
  const { zone } = person.party;
  const window = contactWindow(ruleSet, now, zone);
  const refused = next.permission.allowed ? null : refusalWords(next.permission, say, format, now, zone);
  const until = window.open ? format.time(window.until, zone) : '';
  return (
    <section className="next-call" aria-label={say('shift.next.title')}>
      <div>
        <div className="small muted">{say('shift.next.would')}</div>
        <div className="next-call-number num">{formatPhone(point.value)}</div>
        <div className="small muted clip">
          {[person.party.name, contactFacts(point, say, format, now, zone)].join(' · ')}
        </div>
      </div>
      {refused === null ? (
        <p className="small">
          {[say('shift.next.until', { time: until === '00:00' ? '24:00' : until }), limitWords(person)]
            .filter((part) => part !== '')
            .join(' · ')}
        </p>
      ) : (
        <Notice tone="warn" title={refused.why}>
          {refused.until}
        </Notice>
      )}
      {pausing ? (
        <p className="small muted">{say('shift.next.paused')}</p>
      ) : (
        <Button
          variant="primary"
          icon={<PhoneCall aria-hidden="true" />}
          kbd={cap('dialNext')}
          isDisabled={!may}
          onPress={() => onCall(next.phone)}
        >
          {say('shift.next.call')}
        </Button>
      )}
    </section>
  );
};
