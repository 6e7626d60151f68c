import { mayCall, type CallRefusal } from '../../../src-shared/domain/may-call.ts';
import type { Caller, WorkstationStore } from '../../offline/api.ts';
import type { PhoneRefusal, TelephonyPort } from '../../telephony/telephony-port.ts';
import { callFacts } from '../card/call-facts.ts';
import { phonesOf } from '../card/people.ts';
import { ruleSetOf } from '../rule-set.ts';
import { keptOf, newStray, type StrayBook } from './stray-book.ts';

export type AskFirstDeps = {
  readonly store: Pick<WorkstationStore, 'callers' | 'open' | 'settings' | 'saveStray'>;
  readonly port: Pick<TelephonyPort, 'call'>;
  readonly book: StrayBook;
  readonly now: () => string;
  readonly newId: () => string;
};

/** Why it was not placed: the telephone's reason, or the contact rules' where the number is a debtor's. */
export type AskRefusal =
  { readonly by: 'telephone'; readonly reason: PhoneRefusal } | { readonly by: 'rules'; readonly reason: CallRefusal };

/**
 * A word with somebody else before the call is handed over. It is a call like any other: a number of a case that is here
 * follows the contact rules and stands in that case, any other in the journal. Answers null when it was placed.
 */
export const askFirst = async (deps: AskFirstDeps, number: string): Promise<AskRefusal | null> => {
  const { store, port, book } = deps;
  const [caller] = await store.callers(number);
  const refusal = caller === undefined ? null : await refusedFor(deps, caller);
  if (refusal !== null) return { by: 'rules', reason: refusal };
  const placed = port.call(number, '');
  if (!placed.ok) return { by: 'telephone', reason: placed.reason };
  const stray = newStray({ id: placed.callId, number, startedAt: deps.now() }, deps.newId);
  const target =
    caller === undefined
      ? null
      : { caseId: caller.row.caseId, partyId: caller.partyId, contactPointId: caller.contactPointId };
  const asked = { ...stray, direction: 'out' as const, target };
  book.put(asked);
  await store.saveStray(keptOf(asked));
  return null;
};

const refusedFor = async ({ store, now }: AskFirstDeps, caller: Caller): Promise<CallRefusal | null> => {
  const [view, settings] = await Promise.all([store.open(caller.row.caseId), store.settings()]);
  if (view === null) return null;
  const phone = phonesOf(view).find(
    ({ person, point }) => person.party.id === caller.partyId && point.id === caller.contactPointId,
  );
  if (phone === undefined) return null;
  const { person, point } = phone;
  const at = now();
  const facts = callFacts(view, person, point, at);
  const permission = mayCall({ ...facts, ruleSet: ruleSetOf(settings), now: at, zone: person.party.zone });
  return permission.allowed ? null : permission.reason;
};
