/** A set of small whole numbers. */
export const createIndexSet = (): {
  readonly add: (index: number) => boolean;
  readonly has: (index: number) => boolean;
} => {
  let bits = new Uint8Array(4096);
  return {
    has: (index) => bits[index] === 1,
    add: (index) => {
      if (index >= bits.length) {
        const wider = new Uint8Array(Math.max(bits.length * 2, index + 1));
        wider.set(bits);
        bits = wider;
      }
      const fresh = bits[index] !== 1;
      bits[index] = 1;
      return fresh;
    },
  };
};
