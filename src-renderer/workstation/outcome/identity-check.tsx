import { useKeys } from '../../app/keys/keys.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from '../say.ts';

export type IdentityCheckProps = {
  readonly problem: 'identity-missing' | 'third-party';
  readonly name: string;
  /** Somebody tried to save: it is said as an error. */
  readonly tried: boolean;
  readonly onVerified: () => void;
};

/** The chosen outcome can only come from the right party: with one key he is, or another outcome is chosen. */
export const IdentityCheck = ({ problem, name, tried, onVerified }: IdentityCheckProps) => {
  const say = useSay();
  const { cap } = useKeys();
  return (
    <div className="outcome-identity">
      <Notice tone={tried || problem === 'third-party' ? 'bad' : 'warn'} live title={say(`outcome.problem.${problem}`)}>
        {say(`outcome.identity.${problem}`, { name })}
      </Notice>
      <Button variant="primary" kbd={cap('verified')} onPress={onVerified} className="outcome-first">
        {say('outcome.identity.yes')}
      </Button>
    </div>
  );
};
