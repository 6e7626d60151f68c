import { ShieldCheck, UserX } from 'lucide-react';
import type { Draft } from '../../offline/api.ts';
import { useFormat } from '../../app/format.ts';
import { useKeys } from '../../app/keys/keys.tsx';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../say.ts';
import type { Person } from './people.ts';

export type VerifyBarProps = {
  /** Whom one is calling or talking to. */
  readonly person: Person;
  readonly isDebtor: boolean;
  readonly verified: Draft['verified'];
  readonly onVerified: (verified: Draft['verified']) => void;
};

/** Whom is one talking to? The bar stays until that is known. */
export const VerifyBar = ({ person, isDebtor, verified, onVerified }: VerifyBarProps) => {
  const say = useSay();
  const { cap } = useKeys();
  const format = useFormat();
  const { party, role } = person;
  const code = party.taxCode === '' ? party.vatNumber : party.taxCode;
  const born = party.birthDate === null ? '' : format.date(party.birthDate);
  const ask =
    party.kind === 'company'
      ? 'card.verify.askCompany'
      : party.birthDate === null
        ? 'card.verify.askCode'
        : 'card.verify.ask';
  return (
    <div className="verify" data-state={verified} role="region" aria-label={say('card.verify.label')}>
      {verified === 'verified' ? <ShieldCheck aria-hidden="true" /> : null}
      {verified === 'third-party' ? <UserX aria-hidden="true" /> : null}
      <div className="grow" role="status">
        <strong>{say(`card.verify.${verified}`)}</strong>
        {/* The heading of the card has the debtor's own; whoever else is called is told here. */}
        {isDebtor ? null : (
          <div className="small">
            <b>{party.name}</b> {[say(`more.role.${role}`), born, code].filter((part) => part !== '').join(' · ')}
          </div>
        )}
        {verified === 'verified' ? null : (
          <div className="small">{say(verified === 'third-party' ? 'card.verify.thirdPartyText' : ask)}</div>
        )}
      </div>
      <div className="verify-buttons">
        {verified === 'not-verified' ? (
          <Button size="s" kbd={cap('thirdParty')} onPress={() => onVerified('third-party')}>
            {say('card.verify.thirdParty')}
          </Button>
        ) : (
          <Button size="s" onPress={() => onVerified('not-verified')}>
            {say('card.verify.undo')}
          </Button>
        )}
        {verified === 'verified' ? null : (
          <Button size="s" variant="primary" kbd={cap('verified')} onPress={() => onVerified('verified')}>
            {say('card.verify.yes')}
          </Button>
        )}
      </div>
    </div>
  );
};
