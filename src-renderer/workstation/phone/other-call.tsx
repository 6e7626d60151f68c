import type { CallCause } from '../../../src-shared/domain/call-cause.ts';
import { useApp } from '../../app/context.tsx';
import { isTalking, type PhoneCall } from '../../telephony/call.ts';
import { Button } from '../../ui/button.tsx';
import { useSay } from '../say.ts';
import { useNumberWords } from './number-words.ts';

/** The second conversation beside the first: who it is, where it stands, and what can be made of the two. */
export const OtherCall = (props: {
  readonly other: PhoneCall;
  readonly canJoin: boolean;
  readonly canMeet: boolean;
  readonly onSwap: () => void;
  readonly onJoin: () => void;
  readonly onMeet: () => void;
  readonly onEnd: () => void;
}) => {
  const { other, canJoin, canMeet } = props;
  const say = useSay();
  const numberWords = useNumberWords();
  const state =
    other.phase === 'active' && !isTalking(other) ? say('phone.now.held') : say(`phone.phase.${other.phase}`);
  return (
    <section className="phone-other" aria-label={say('phone.transfer.other')}>
      <div className="grow clip">
        <b className="num">{numberWords(other.number)}</b> <span className="small muted">{state}</span>
      </div>
      <div className="row">
        <Button size="s" isDisabled={!canJoin} onPress={props.onSwap}>
          {say('phone.transfer.swap')}
        </Button>
        <Button size="s" isDisabled={!canJoin} onPress={props.onJoin}>
          {say('phone.transfer.join')}
        </Button>
        {canMeet ? (
          <Button size="s" isDisabled={!canJoin} onPress={props.onMeet}>
            {say('phone.transfer.conference')}
          </Button>
        ) : null}
        <Button size="s" variant="danger-quiet" onPress={props.onEnd}>
          {say('phone.transfer.end')}
        </Button>
      </div>
    </section>
  );
};

/** What the operator did, and knows. */
const OWN: ReadonlySet<CallCause> = new Set(['ended-here', 'cancelled', 'transferred']);

/** How the other conversation ended, where it was not the operator who ended it: somebody is left waiting on hold. */
export const OtherEnd = ({ phoned }: { readonly phoned: PhoneCall }) => {
  const say = useSay();
  const numberWords = useNumberWords();
  const { phone } = useApp();
  const over = phone.view((state) =>
    state.calls.find(({ id, direction, end }) => id !== phoned.id && direction === 'out' && end !== null),
  );
  const end = over?.end ?? null;
  return (
    <p className="phone-other-over small" role="status">
      {over === undefined || end === null || OWN.has(end.cause)
        ? ''
        : say('phone.transfer.otherOver', { number: numberWords(over.number), how: say(`phone.cause.${end.cause}`) })}
    </p>
  );
};
