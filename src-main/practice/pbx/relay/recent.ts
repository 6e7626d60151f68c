/** The last so many names, each of which can be taken once. */
export function createRecent(most: number): {
  readonly add: (name: string) => void;
  readonly take: (name: string) => boolean;
} {
  const names = new Set<string>();
  return {
    add: (name) => {
      names.add(name);
      const [oldest] = names;
      if (names.size > most && oldest !== undefined) names.delete(oldest);
    },
    take: (name) => names.delete(name),
  };
}
