import type { StrayCall, StrayTarget, WorkstationStore } from '../../offline/api.ts';
import type { CallStore } from '../call-store.ts';
import { recordOfStray, strayRecord } from './call-record.ts';
import { tellDraft } from './tell-draft.ts';

type Desk = {
  readonly store: Pick<WorkstationStore, 'capture' | 'readDraft' | 'saveDraft' | 'saveStray' | 'dropStray'>;
  readonly calls: CallStore;
  readonly now: () => string;
};

/**
 * The call is this case's: it stands in its history, and waits there for its outcome, first in the queue. Said twice, also
 * after a crash in the middle, it is said once.
 */
export const giveStray = async (desk: Desk, stray: StrayCall, target: StrayTarget): Promise<void> => {
  const { store, calls } = desk;
  const { caseId, partyId, contactPointId } = target;
  const operation = await store.capture('call', caseId, recordOfStray(stray, target), stray.opIds.call);
  const patch = { callOpId: operation.opId, partyId, contactPointId };
  await tellDraft(calls, store, { caseId, patch, at: desk.now() });
};

/** What waited for its case has found it. */
export const linkStray = async (desk: Desk, stray: StrayCall, target: StrayTarget): Promise<void> => {
  await giveStray(desk, stray, target);
  const settled = strayRecord(stray, { state: 'linked', linkedTo: target.caseId, note: '' });
  await desk.store.capture('stray-call', stray.id, settled, stray.opIds.settled);
  await desk.store.dropStray(stray.id);
};

/** It concerns no case; the note says what it was. */
export const closeStray = async (desk: Desk, stray: StrayCall, note: string): Promise<void> => {
  const settled = strayRecord(stray, { state: 'closed', linkedTo: null, note });
  await desk.store.capture('stray-call', stray.id, settled, stray.opIds.settled);
  await desk.store.dropStray(stray.id);
};

/** It has ended: into its case where that is known, else into the journal as it is, and it waits. Answers whether it waits. */
export const recordStray = async (desk: Desk, stray: StrayCall): Promise<boolean> => {
  if (stray.target !== null) {
    await giveStray(desk, stray, stray.target);
    await desk.store.dropStray(stray.id);
    return false;
  }
  // Whoever was asked for a word about another call needs nothing more.
  if (stray.direction === 'out') {
    await closeStray(desk, stray, '');
    return false;
  }
  await desk.store.capture(
    'stray-call',
    stray.id,
    strayRecord(stray, { state: 'waiting', linkedTo: null, note: '' }),
    stray.id,
  );
  await desk.store.saveStray(stray);
  return true;
};
