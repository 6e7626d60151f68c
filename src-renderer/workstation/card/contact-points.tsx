import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import type { ContactRuleSet } from '../../../src-shared/domain/contact-rules.ts';
import type { CaseView } from '../../offline/api.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useInstant } from '../clock.ts';
import { useSay } from '../say.ts';
import { AddContactDialog } from './add-contact-dialog.tsx';
import { ContactGroup, useLimitWords } from './contact-group.tsx';
import { peopleOf, phonesOf, type Person, type Phone } from './people.ts';

export type ContactPointsProps = {
  readonly view: CaseView;
  readonly ruleSet: ContactRuleSet;
  readonly callingPointId: string | null;
  readonly onCall: (phone: Phone) => void;
  readonly onEnd: () => void;
  readonly onEdit: (body: OperationBody<'contact-edit'>) => void;
};

/** How to reach everybody who answers for the case: the debtor first, then each of the others under his name. */
export const ContactPoints = (props: ContactPointsProps) => {
  const { view, ruleSet, onEdit } = props;
  const say = useSay();
  const now = useInstant('minute');
  const limits = useLimitWords(ruleSet, now);
  const [adding, setAdding] = useState<Person | null>(null);
  const people = peopleOf(view);
  const phones = phonesOf(view);
  const digitOf = (pointId: string): number => {
    const index = phones.findIndex(({ point }) => point.id === pointId);
    return index >= 0 && index < 9 ? index + 1 : 0;
  };
  const add = (person: Person) => (
    <IconButton
      size="s"
      label={
        person.party.id === view.party.id
          ? say('card.contact.add')
          : say('card.contact.addFor', { name: person.party.name })
      }
      icon={<Plus />}
      onPress={() => setAdding(person)}
    />
  );
  return (
    <Panel
      title={say('card.contact.title')}
      className="contacts"
      aside={people.slice(0, 1).map((debtor) => (
        <span key={debtor.party.id} className="contact-aside">
          <span className="clip">{limits(debtor)}</span>
          {add(debtor)}
        </span>
      ))}
    >
      {people.map((person, index) => (
        <section key={person.party.id} aria-label={person.party.name}>
          {index === 0 ? null : (
            <header className="contact-person">
              <div className="grow">
                <span className="contact-person-name">
                  <b className="clip">{person.party.name}</b>
                  <Tag>{say(`more.role.${person.role}`)}</Tag>
                </span>
                <div className="xs muted">{limits(person)}</div>
              </div>
              {add(person)}
            </header>
          )}
          <ContactGroup {...props} person={person} digitOf={digitOf} now={now} />
        </section>
      ))}
      <AddContactDialog
        isOpen={adding !== null}
        onClose={() => setAdding(null)}
        onAdd={(body) => onEdit({ partyId: (adding ?? { party: view.party }).party.id, ...body })}
      />
    </Panel>
  );
};
