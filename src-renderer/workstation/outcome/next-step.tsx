import { ArrowRight } from 'lucide-react';
import type { ContactRuleSet } from '../../../src-shared/domain/contact-rules.ts';
import { nextActionFor, type OutcomeDefinition } from '../../../src-shared/domain/outcome-catalogue.ts';
import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import { useFormat } from '../../app/format.ts';
import { useSay } from '../say.ts';

export type NextStepProps = {
  readonly definition: OutcomeDefinition;
  readonly body: OperationBody<'outcome'>;
  readonly now: string;
  readonly zone: string;
  readonly graceDays: number;
  readonly ruleSet: ContactRuleSet;
};

/** What will happen to the case once this is saved: no case is left without a next step. */
export const NextStep = ({ definition, body, now, zone, graceDays, ruleSet }: NextStepProps) => {
  const say = useSay();
  const format = useFormat();
  const { promise, callback } = body;
  const plan = body.plan === null ? null : { ...body.plan, graceDays };
  const next = nextActionFor(definition, { at: now, zone, promise, plan, callback, ruleSet });
  const when = next.at === null ? '' : `${format.weekday(next.at.slice(0, 10))} ${format.moment(next.at, next.zone)}`;
  return (
    <p className="next-step small">
      <ArrowRight aria-hidden="true" />
      <span>
        <b>{say('outcome.next')}</b>: {say(`outcome.nextStep.${next.kind}`, { when })}
      </span>
    </p>
  );
};
