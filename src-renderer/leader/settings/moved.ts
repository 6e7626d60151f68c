/** The items with the one at `index` moved by one place; the same order where there is no such place. */
export const moved = <T>(items: readonly T[], index: number, by: -1 | 1): readonly T[] => {
  const to = index + by;
  const item = items[index];
  const other = items[to];
  if (item === undefined || other === undefined) return items;
  return items.map((one, at) => (at === index ? other : at === to ? item : one));
};
