import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { CaseView, Draft } from '../../offline/api.ts';
import { peopleOf, personOf } from '../card/people.ts';
import { useSay } from '../say.ts';
import type { DraftPatch } from './draft.ts';

/** Whom the outcome is about, where several people answer for the case; a call says it by itself. */
export const OutcomePerson = ({
  view,
  draft,
  isDisabled,
  onChange,
}: {
  readonly view: CaseView;
  readonly draft: Draft;
  readonly isDisabled: boolean;
  readonly onChange: (patch: DraftPatch) => void;
}) => {
  const say = useSay();
  const people = peopleOf(view);
  if (people.length < 2) return null;
  const chosen = personOf(view, draft).party.id;
  return (
    <ToggleButtonGroup
      className="outcome-people"
      aria-label={say('outcome.person')}
      selectionMode="single"
      disallowEmptySelection
      isDisabled={isDisabled}
      selectedKeys={[chosen]}
      onSelectionChange={(keys) => {
        const [partyId] = keys;
        // Whoever was verified is not he. The call stays: somebody else may have answered it.
        if (typeof partyId === 'string' && partyId !== chosen) onChange({ partyId, verified: 'not-verified' });
      }}
    >
      {people.map(({ party, role }) => (
        <ToggleButton key={party.id} id={party.id} className="outcome-person">
          <span className="clip">{party.name}</span>
          <span className="xs muted">{say(`more.role.${role}`)}</span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
};
