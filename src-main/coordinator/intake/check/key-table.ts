/** Numbers keys 0, 1, 2 … in the order in which they are first seen. */
export type KeyTable = {
  /** The key's number; `size()` grows when it is new. */
  readonly indexOf: (key: string) => number;
  readonly size: () => number;
};

/** Adds the key; false where it was there. */
export const addKey = (table: KeyTable, key: string): boolean => {
  const known = table.size();
  return table.indexOf(key) === known;
};

const WORDS = 4;

/**
 * A million keys in 40 MB: 128 bits of hash per key instead of the key. Two different keys among ten million would be
 * taken for one with a probability below 1e-24.
 */
export const createKeyTable = (expected = 1024): KeyTable => {
  let capacity = 1024;
  while (capacity < expected * 2) capacity *= 2;
  let slots = new Int32Array(capacity);
  let hashes = new Uint32Array((capacity / 2) * WORDS);
  let size = 0;
  const hash = new Uint32Array(WORDS);

  const place = (start: number, index: number): void => {
    let slot = start & (capacity - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (capacity - 1);
    slots[slot] = index + 1;
  };

  const grow = (): void => {
    capacity *= 2;
    slots = new Int32Array(capacity);
    const wider = new Uint32Array((capacity / 2) * WORDS);
    wider.set(hashes);
    hashes = wider;
    for (let i = 0; i < size; i += 1) place(hashes[i * WORDS] ?? 0, i);
  };

  return {
    size: () => size,
    indexOf: (key) => {
      hashInto(hash, key);
      const a = hash[0] ?? 0;
      const b = hash[1] ?? 0;
      const c = hash[2] ?? 0;
      const d = hash[3] ?? 0;
      for (let slot = a & (capacity - 1); ; slot = (slot + 1) & (capacity - 1)) {
        const entry = slots[slot] ?? 0;
        if (entry === 0) break;
        const at = (entry - 1) * WORDS;
        if (hashes[at] === a && hashes[at + 1] === b && hashes[at + 2] === c && hashes[at + 3] === d) return entry - 1;
      }
      if ((size + 1) * 2 > capacity) grow();
      hashes.set(hash, size * WORDS);
      place(a, size);
      size += 1;
      return size - 1;
    },
  };
};

/** cyrb128 (public domain, bryc): four lanes, each mixed with another, over the UTF-16 units. */
const hashInto = (out: Uint32Array, text: string): void => {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ unit, 597399067);
    b = c ^ Math.imul(b ^ unit, 2869860233);
    c = d ^ Math.imul(c ^ unit, 951274213);
    d = a ^ Math.imul(d ^ unit, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  out[0] = a ^ b ^ c ^ d;
  out[1] = b ^ out[0];
  out[2] = c ^ out[0];
  out[3] = d ^ out[0];
};
