import type { ContactPoint } from '../../../src-shared/contract/entities.ts';
import type { CallFacts } from '../../../src-shared/domain/may-call.ts';
import { civilDateAt } from '../../../src-shared/domain/zone-clock.ts';
import type { CaseView } from '../../offline/api.ts';
import { mandateEndOf } from '../outcome/outcome-form.ts';
import type { Person } from './people.ts';

/** Who asked for the callback that the case waits for: the debtor, where the history does not say. */
const askedBy = ({ case: row, party }: CaseView): string => {
  const { at } = row.state.next;
  const agreed = row.history.find(({ kind, params }) => kind === 'outcome' && params['callbackAt'] === at);
  const who = agreed?.params['partyId'];
  return typeof who === 'string' ? who : party.id;
};

/** What `mayCall` wants to know of a person of the case and one of his numbers: each person has his own stops and counts. */
export const callFacts = (view: CaseView, { party }: Person, point: ContactPoint | null, now: string): CallFacts => {
  const { flags, conversations, attempts } = party.state;
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
      mandateEnded: civilDateAt(now, party.zone) > mandateEndOf(view),
    },
    ...(point === null ? {} : { contactPointStatus: point.status }),
    // He asked for this call: counts do not hold it back once its time has come.
    agreed:
      next.kind === 'callback' &&
      next.at !== null &&
      Date.parse(next.at) - Date.parse(now) < 5 * 60_000 &&
      askedBy(view) === party.id,
  };
};
