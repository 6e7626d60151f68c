import { useQueryClient } from '@tanstack/react-query';
import { intakeRoutes, type Draft, type ReviewRow } from '../../../src-shared/contract/intake.ts';
import { useApp } from '../../app/context.tsx';

/** Writes corrected cells one after the other; the numbers, the rules and the rows are then asked again. */
export const useCorrect = (draft: Draft, row: ReviewRow) => {
  const { api } = useApp();
  const client = useQueryClient();
  return async (changes: readonly { readonly column: number; readonly value: string }[]): Promise<void> => {
    const batchId = draft.batch.id;
    try {
      for (const body of changes) {
        await api.call(intakeRoutes.correctRow, { params: { batchId, line: row.line }, body });
      }
    } finally {
      await Promise.all(
        [intakeRoutes.readDraft, intakeRoutes.listRows].map(({ id }) => client.invalidateQueries({ queryKey: [id] })),
      );
    }
  };
};
