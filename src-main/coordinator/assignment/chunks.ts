/** Parameters of one IN list: well under the limits of every database. */
export const MANY = 400;

/** The items in order, at most `size` together. */
export const chunksOf = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
