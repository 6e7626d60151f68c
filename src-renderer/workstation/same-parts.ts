const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const alike = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((part, n) => Object.is(part, other[n]));

/**
 * `after`, with every part that says the same as in `before` replaced by the very part of `before`: what came from another
 * thread is a copy each time, and whoever shows it would draw again what has not changed. Parts of a list are compared by
 * their place, those of a map by their key.
 */
export function keepSameParts<T>(before: unknown, after: T): T {
  return kept(before, after) as T;
}

function kept(before: unknown, after: unknown): unknown {
  if (Object.is(before, after)) return before;
  if (Array.isArray(before) && Array.isArray(after)) {
    const parts = after.map((part, n) => kept(before[n], part));
    return alike(parts, before) ? before : parts;
  }
  if (before instanceof Set && after instanceof Set) return alike([...after], [...before]) ? before : after;
  if (before instanceof Map && after instanceof Map) {
    const parts = new Map([...after].map(([key, part]) => [key, kept(before.get(key), part)]));
    return alike([...parts].flat(), [...before].flat()) ? before : parts;
  }
  if (!isPlain(before) || !isPlain(after)) return after;
  const parts = Object.fromEntries(Object.entries(after).map(([name, part]) => [name, kept(before[name], part)]));
  return alike(Object.entries(parts).flat(), Object.entries(before).flat()) ? before : parts;
}
