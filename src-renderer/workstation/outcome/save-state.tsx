import { CloudCheck, HardDrive } from 'lucide-react';
import { useCallback } from 'react';
import type { WorkstationStore } from '../../offline/api.ts';
import { useLive } from '../live.ts';
import { useSay } from '../say.ts';

export type LastSaved = { readonly caseId: string; readonly opId: string; readonly name: string };

/** What became of the outcome given last: saved on this computer, then received by the coordinator. Never the same word. */
export const SaveState = ({ store, last }: { readonly store: WorkstationStore; readonly last: LastSaved }) => {
  const say = useSay();
  const read = useCallback(async () => {
    const view = await store.open(last.caseId);
    // No longer in this queue means that the coordinator has taken it.
    return view?.pending.some(({ opId }) => opId === last.opId) ?? false;
  }, [store, last]);
  const pending = useLive(store, read).data ?? true;
  return (
    <p className="save-state small" role="status" data-received={!pending || undefined}>
      {pending ? <HardDrive aria-hidden="true" /> : <CloudCheck aria-hidden="true" />}
      {/* A long name gives way: what became of the outcome is always read whole. */}
      <span className="save-state-words">
        <span className="clip">{last.name}</span>
        <span>{`: ${say(pending ? 'outcome.savedHere' : 'outcome.received')}`}</span>
      </span>
    </p>
  );
};
