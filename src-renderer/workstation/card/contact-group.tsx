import type { ContactPoint } from '../../../src-shared/contract/entities.ts';
import {
  contactDay,
  mayCall,
  type CallPermission,
  type ContactRuleSet,
} from '../../../src-shared/domain/contact-rules.ts';
import { countedIn } from '../../../src-shared/domain/contact-day.ts';
import { useApp } from '../../app/context.tsx';
import { useFormat } from '../../app/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from '../say.ts';
import { callFacts } from './call-facts.ts';
import { ContactLine } from './contact-line.tsx';
import type { ContactPointsProps } from './contact-points.tsx';
import { refusalWords } from './contact-words.ts';
import { contactOrder, type Person } from './people.ts';

/** How often the person was spoken to or called, of what the rules allow: the longest period. */
export const useLimitWords = (ruleSet: ContactRuleSet, now: string): ((person: Person) => string) => {
  const say = useSay();
  const format = useFormat();
  return ({ party }) => {
    const counted = ruleSet.counter === 'conversation' ? party.state.conversations : party.state.attempts;
    const limit = contactDay(ruleSet, now, party.zone).limits.at(-1);
    if (limit === undefined) return '';
    return say(`card.limit.${ruleSet.counter}.${limit.period}`, {
      used: format.number(countedIn(limit, counted).length),
      count: limit.max,
    });
  };
};

const sameRefusal = (a: CallPermission, b: CallPermission): boolean =>
  !a.allowed && !b.allowed && a.reason === b.reason && a.until === b.until;

/** The ways to reach one person, what is known of each, and whether one may call now. */
export const ContactGroup = (
  props: ContactPointsProps & {
    readonly person: Person;
    readonly digitOf: (pointId: string) => number;
    readonly now: string;
  },
) => {
  const { view, person, digitOf, now, ruleSet, callingPointId, onCall, onEnd, onEdit } = props;
  const say = useSay();
  const format = useFormat();
  const { host } = useApp();
  const { zone } = person.party;
  const permit = (of: Person, point: ContactPoint | null): CallPermission =>
    mayCall({ ...callFacts(view, of, point, now), ruleSet, now, zone: of.party.zone });
  const isDebtor = person.party.id === view.party.id;
  const general = permit(person, null);
  // What holds the whole case back is said once, with the debtor.
  const said = !isDebtor && sameRefusal(general, permit({ party: view.party, role: 'debtor' }, null));
  const refused = general.allowed || said ? null : refusalWords(general, say, format, now, zone);
  const all = contactOrder(person.party.state.contactPoints);
  const addresses = all.filter(({ kind }) => kind === 'address');
  // The debtor's single good address stands in the heading of the card already.
  const points = all.filter(
    ({ kind, status }) => !isDebtor || kind !== 'address' || addresses.length > 1 || status !== 'ok',
  );
  return (
    <>
      {refused === null || callingPointId !== null ? null : (
        <div className="contact-refusal">
          <Notice tone="warn" title={refused.why}>
            {refused.until}
          </Notice>
        </div>
      )}
      {points.length === 0 ? (
        <p className="contact-none muted">{say(isDebtor ? 'card.contact.none' : 'card.contact.noneOf')}</p>
      ) : null}
      <ul>
        {points.map((point) => (
          <ContactLine
            key={point.id}
            point={point}
            digit={digitOf(point.id)}
            permission={point.kind === 'phone' && callingPointId === null ? permit(person, point) : null}
            onCall={() => onCall({ person, point })}
            onWrite={() => void host.openExternal(`mailto:${point.value}`)}
            now={now}
            zone={zone}
            isCalling={callingPointId === point.id}
            onEnd={onEnd}
            actions={
              point.status === 'ok'
                ? (['invalid', 'wrong-person', 'blocked'] as const).map((status) => ({
                    id: status,
                    label: say(`card.contact.mark.${status}`),
                    onAction: () => onEdit({ partyId: person.party.id, contactPointId: point.id, add: false, status }),
                  }))
                : [
                    {
                      id: 'ok',
                      label: say('card.contact.mark.ok'),
                      onAction: () =>
                        onEdit({
                          partyId: person.party.id,
                          contactPointId: point.id,
                          add: false,
                          status: 'ok',
                          statusReason: '',
                        }),
                    },
                  ]
            }
          />
        ))}
      </ul>
    </>
  );
};
