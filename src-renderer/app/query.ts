import { useMutation, useQuery, useQueryClient, keepPreviousData } from '@tanstack/react-query';
import type { AnyRoute, Answer, Args } from './api.ts';
import { useApp } from './context.tsx';

type ReadOptions = {
  readonly enabled?: boolean;
  /** Asks again after so many milliseconds; for what changes by others' hands. */
  readonly every?: number;
  /** Shows the previous answer while the next one comes (paging, filters). */
  readonly keep?: boolean;
};

/** Reads a route that only makes sense online. The same route and args share one answer. */
export const useRead = <R extends AnyRoute>(route: R, args: Args<R>, options: ReadOptions = {}) => {
  const { api } = useApp();
  return useQuery<Answer<R>>({
    queryKey: [route.id, args],
    queryFn: ({ signal }) => api.call(route, args, { signal }),
    enabled: options.enabled ?? true,
    ...(options.every === undefined ? {} : { refetchInterval: options.every }),
    ...(options.keep === true ? { placeholderData: keepPreviousData } : {}),
  });
};

/** Calls a route that changes something; afterwards the reads named in `refresh` are asked again. */
export const useWrite = <R extends AnyRoute>(route: R, refresh: readonly Pick<AnyRoute, 'id'>[] = []) => {
  const { api } = useApp();
  const client = useQueryClient();
  return useMutation<Answer<R>, unknown, Args<R>>({
    mutationFn: (args) => api.call(route, args),
    onSuccess: () => Promise.all(refresh.map(({ id }) => client.invalidateQueries({ queryKey: [id] }))),
  });
};
