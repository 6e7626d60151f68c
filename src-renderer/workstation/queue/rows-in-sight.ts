import { useCallback, useEffect, useState } from 'react';
import type { QueueRow, WorkstationStore } from '../../offline/api.ts';
import { useLive } from '../live.ts';
import { keepSameParts } from '../same-parts.ts';

/** The rows of these cases as they are now; those that were in sight a moment ago stay until they are read again. */
export const useRowsInSight = (
  store: Pick<WorkstationStore, 'subscribe' | 'queueRows'>,
  caseIds: readonly string[],
): ReadonlyMap<string, QueueRow> => {
  const [rows, setRows] = useState<ReadonlyMap<string, QueueRow>>(new Map());
  // Another list with the same cases is the same question.
  const asked = caseIds.join(' ');
  const read = useCallback(() => store.queueRows(asked === '' ? [] : asked.split(' ')), [store, asked]);
  const { data } = useLive(store, read);
  useEffect(() => {
    if (data === undefined) return;
    // By their case: one that is done leaves its place, and all behind it move up unchanged.
    setRows((before) => keepSameParts(before, new Map(data.map((row) => [row.caseId, row]))));
  }, [data]);
  return rows;
};
