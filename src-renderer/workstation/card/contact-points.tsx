import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ContactPoint } from '../../../src-shared/contract/entities.ts';
import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import { civilDateAt } from '../../../src-shared/domain/civil-date.ts';
import { contactDay, mayCall, type ContactRuleSet } from '../../../src-shared/domain/contact-rules.ts';
import { countedIn } from '../../../src-shared/domain/contact-day.ts';
import type { CaseView } from '../../offline/api.ts';
import { mandateEndOf } from '../outcome/outcome-form.ts';
import { useApp } from '../../app/context.tsx';
import { useFormat } from '../../app/format.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useInstant } from '../clock.ts';
import { useSay } from '../say.ts';
import { AddContactDialog } from './add-contact-dialog.tsx';
import { ContactLine } from './contact-line.tsx';
import { refusalWords } from './contact-words.ts';

export type ContactPointsProps = {
  readonly view: CaseView;
  readonly ruleSet: ContactRuleSet;
  readonly callingPointId: string | null;
  readonly onCall: (point: ContactPoint) => void;
  readonly onEnd: () => void;
  readonly onEdit: (body: Omit<OperationBody<'contact-edit'>, 'partyId'>) => void;
};

const KIND_ORDER = { phone: 0, email: 1, address: 2 } as const;
const STATUS_ORDER = { ok: 0, blocked: 1, 'wrong-person': 2, dead: 3, invalid: 4 } as const;

/** Phones first, usable ones first, those that answer first; the digit of a phone follows this order. */
export const contactOrder = (points: readonly ContactPoint[]): readonly ContactPoint[] =>
  points.toSorted(
    (a, b) =>
      KIND_ORDER[a.kind] - KIND_ORDER[b.kind] ||
      STATUS_ORDER[a.status] - STATUS_ORDER[b.status] ||
      b.answers / Math.max(1, b.attempts) - a.answers / Math.max(1, a.attempts),
  );

/** What `mayCall` wants to know of a case and one of its numbers. */
export const callFacts = (view: CaseView, point: ContactPoint | null, now: string) => {
  const { flags, conversations, attempts } = view.party.state;
  const { next, suspended } = view.case.state;
  return {
    conversations,
    attempts,
    flags: {
      deceased: Boolean(flags.deceased),
      doNotContact: Boolean(flags.doNotContact),
      lawyer: Boolean(flags.lawyer),
      consentWithdrawn: Boolean(flags.consentWithdrawn),
      suspended: suspended !== null || view.case.blocked !== null,
      mandateEnded: civilDateAt(now, view.party.zone) > mandateEndOf(view),
    },
    ...(point === null ? {} : { contactPointStatus: point.status }),
    // The debtor asked for this call: counts do not hold it back once its time has come.
    agreed: next.kind === 'callback' && next.at !== null && Date.parse(next.at) - Date.parse(now) < 5 * 60_000,
  };
};

/** How to reach the person, what is known of each way, and whether one may call now. */
export const ContactPoints = (props: ContactPointsProps) => {
  const { view, ruleSet, callingPointId, onCall, onEnd, onEdit } = props;
  const say = useSay();
  const format = useFormat();
  const { host } = useApp();
  const now = useInstant('minute');
  const [adding, setAdding] = useState(false);
  const { zone } = view.party;
  const all = contactOrder(view.party.state.contactPoints);
  const addresses = all.filter(({ kind }) => kind === 'address');
  // A single good address stands in the heading of the card already.
  const points = all.filter(({ kind, status }) => kind !== 'address' || addresses.length > 1 || status !== 'ok');
  const phones = points.filter(({ kind }) => kind === 'phone');
  const permit = (point: ContactPoint | null) => mayCall({ ...callFacts(view, point, now), ruleSet, now, zone });
  const general = permit(null);
  const day = contactDay(ruleSet, now, zone);
  const counted = ruleSet.counter === 'conversation' ? view.party.state.conversations : view.party.state.attempts;
  const limits = day.limits.map((limit) =>
    say(`card.limit.${ruleSet.counter}.${limit.period}`, {
      used: format.number(countedIn(limit, counted).length),
      count: limit.max,
    }),
  );
  const refused = general.allowed ? null : refusalWords(general, say, format, now, zone);
  return (
    <Panel
      title={say('card.contact.title')}
      className="contacts"
      aside={
        <>
          <span className="clip">{limits.at(-1)}</span>
          <IconButton size="s" label={say('card.contact.add')} icon={<Plus />} onPress={() => setAdding(true)} />
        </>
      }
    >
      {refused === null || callingPointId !== null ? null : (
        <div className="contact-refusal">
          <Notice tone={general.allowed ? 'plain' : 'warn'} title={refused.why}>
            {refused.until}
          </Notice>
        </div>
      )}
      {points.length === 0 ? <p className="contact-none muted">{say('card.contact.none')}</p> : null}
      <ul>
        {points.map((point) => (
          <ContactLine
            key={point.id}
            point={point}
            digit={point.kind === 'phone' && phones.indexOf(point) < 9 ? phones.indexOf(point) + 1 : 0}
            permission={point.kind === 'phone' ? (callingPointId === null ? permit(point) : null) : null}
            onCall={() => onCall(point)}
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
                    onAction: () => onEdit({ contactPointId: point.id, add: false, status }),
                  }))
                : [
                    {
                      id: 'ok',
                      label: say('card.contact.mark.ok'),
                      onAction: () => onEdit({ contactPointId: point.id, add: false, status: 'ok', statusReason: '' }),
                    },
                  ]
            }
          />
        ))}
      </ul>
      <AddContactDialog isOpen={adding} onClose={() => setAdding(false)} onAdd={onEdit} />
    </Panel>
  );
};
