import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer, AnyRoute, Args } from '../app/api.ts';
import { useApp } from '../app/context.tsx';

const LONGEST_MS = 15 * 60_000;

/** As `useWrite`, for what touches tens of thousands of cases: the coordinator works on in short steps meanwhile. */
export const useLongWrite = <R extends AnyRoute>(route: R, refresh: readonly Pick<AnyRoute, 'id'>[]) => {
  const { api } = useApp();
  const client = useQueryClient();
  return useMutation<Answer<R>, unknown, Args<R>>({
    mutationFn: (args) => api.call(route, args, { timeoutMs: LONGEST_MS }),
    onSuccess: () => Promise.all(refresh.map(({ id }) => client.invalidateQueries({ queryKey: [id] }))),
  });
};
