/** The same numbers in every run: a bench compares programs, not luck. */
export const createChance = (seed: number): { readonly below: (limit: number) => number } => {
  let state = seed;
  return {
    below: (limit) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 4294967296) * limit);
    },
  };
};
