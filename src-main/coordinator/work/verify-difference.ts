/** Where two values of plain data part, or null where they are the same. Key order and missing against null count not. */
export const differenceOf = (table: unknown, log: unknown, path = ''): string | null => {
  if (isPlain(table) && isPlain(log)) {
    const keys = [...new Set([...Object.keys(table), ...Object.keys(log)])].toSorted();
    for (const key of keys) {
      const found = differenceOf(table[key], log[key], path === '' ? key : `${path}.${key}`);
      if (found !== null) return found;
    }
    return null;
  }
  if (Array.isArray(table) && Array.isArray(log)) {
    const longest = Math.max(table.length, log.length);
    for (let i = 0; i < longest; i += 1) {
      const found = differenceOf(table[i], log[i], `${path}[${i}]`);
      if (found !== null) return found;
    }
    return null;
  }
  if ((table ?? null) === (log ?? null)) return null;
  return `${path}${told(table, log)}`;
};

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Numbers may be said; words may be somebody's. */
const told = (table: unknown, log: unknown): string =>
  typeof table === 'number' && typeof log === 'number' ? ` is ${table}, and ${log} by the log` : '';
