import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

type Page = { readonly before?: number };
type Row = { readonly seq: number };

/**
 * A list whose next page is read as its end is reached, each from the last row of the one before. `table` is what its
 * table wants: such a list is sorted by whoever answers. `rowsOf` must be the same function at every call.
 */
export const useReadOn = <A extends { readonly more: boolean }, R extends Row>(
  key: readonly unknown[],
  ask: (page: Page, options: { readonly signal: AbortSignal }) => Promise<A>,
  rowsOf: (answer: A) => readonly R[],
) => {
  const read = useInfiniteQuery({
    queryKey: key,
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) => ask(pageParam === undefined ? {} : { before: pageParam }, { signal }),
    getNextPageParam: (last) => (last.more ? rowsOf(last).at(-1)?.seq : undefined),
  });
  const rows = useMemo(() => read.data?.pages.flatMap((page) => rowsOf(page)) ?? [], [read.data, rowsOf]);
  const table = {
    rows,
    isLoading: read.isPending,
    sort: null,
    onSortChange: () => undefined,
    onEndReached: () => {
      if (read.hasNextPage && !read.isFetchingNextPage) void read.fetchNextPage();
    },
  };
  return { read, rows, table };
};
