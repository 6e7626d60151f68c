import { type CallCause, isOurFault, suggestedOutcome } from '../../../src-shared/domain/call-cause.ts';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-catalogue.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { LastEnd } from '../call-store.ts';
import { useSay } from '../say.ts';

/** Our own telephone could not even begin: another one on this computer may. */
const STUCK: ReadonlySet<CallCause> = new Set(['microphone', 'not-registered', 'wrong-password', 'server']);

/** How the call ended, and the outcome that such an end suggests: one key, never chosen by itself. */
export const EndedCall = (props: {
  readonly last: LastEnd;
  readonly outcomes: readonly OutcomeDefinition[];
  readonly chosen: string | null;
  readonly onChoose: (code: string) => void;
  /** Null while another call is going on, or where no number is known. */
  readonly onHandOver: (() => void) | null;
}) => {
  const { last, outcomes, chosen, onChoose, onHandOver } = props;
  const say = useSay();
  const { lang } = useFormat();
  const { cause, status } = last.end;
  const code = suggestedOutcome(cause, last.answered);
  const suggested = outcomes.find((outcome) => outcome.code === code);
  const ours = isOurFault(cause);
  const text = say(`phone.cause.${cause}`);
  return (
    <Notice
      tone={ours ? 'warn' : 'info'}
      live
      title={status === null ? text : `${text} (${say('phone.ended.status', { status })})`}
      actions={
        suggested !== undefined && chosen === null ? (
          <Button size="s" onPress={() => onChoose(suggested.code)}>
            {say('phone.ended.suggest', { outcome: suggested.label[lang] })}
          </Button>
        ) : STUCK.has(cause) && !last.answered && onHandOver !== null ? (
          <Button size="s" onPress={onHandOver}>
            {say('phone.ended.handOver')}
          </Button>
        ) : undefined
      }
    >
      {ours && !last.answered ? say('phone.ended.ours') : null}
    </Notice>
  );
};
