import type { Operation, OperationBody } from '../../../src-shared/contract/operations.ts';
import type { WorkstationStore } from '../../offline/api.ts';
import { uuid7 } from '../../offline/uuid7.ts';
import type { DraftKeeper } from './draft.ts';

/**
 * The half-written outcome becomes the case's outcome, and that of the sibling cases it was ticked for; then the draft
 * goes. The ids are in the draft before the first capture, so that a crash or an error between the steps makes no second
 * outcome: what is tried again has the same ids.
 */
export const giveOutcome = async (
  store: Pick<WorkstationStore, 'capture'>,
  keeper: Pick<DraftKeeper, 'getState' | 'change' | 'settled' | 'drop'>,
  given: { readonly caseId: string; readonly body: OperationBody<'outcome'>; readonly also: readonly string[] },
): Promise<Operation> => {
  const { caseId, body, also } = given;
  await keeper.settled();
  const agreed = keeper.getState().draft?.giving?.opIds ?? {};
  const idOf = (id: string): string => agreed[id] ?? uuid7();
  const opId = idOf(caseId);
  const others = also.map((id) => [id, idOf(id)] as const);
  keeper.change({ giving: { body, opIds: { [caseId]: opId, ...Object.fromEntries(others) } } });
  await keeper.settled();
  const operation = await store.capture('outcome', caseId, body, opId);
  for (const [id, siblingOp] of others) await store.capture('outcome', id, body, siblingOp);
  await keeper.drop();
  return operation;
};
