/** Reads a stream of pieces by exact lengths. */
export type ByteReader = {
  /** Exactly `length` bytes, or null when fewer are left. */
  readonly take: (length: number) => Promise<Buffer | null>;
  /** The next bytes as they lie ready, at most `length`; null at the end. */
  readonly some: (length: number) => Promise<Buffer | null>;
};

export const createByteReader = (source: AsyncIterable<Uint8Array>): ByteReader => {
  const pieces = source[Symbol.asyncIterator]();
  let ready: Buffer = Buffer.alloc(0);
  const fill = async (): Promise<boolean> => {
    const next = await pieces.next();
    if (next.done === true) return false;
    const piece = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    ready = ready.length === 0 ? piece : Buffer.concat([ready, piece]);
    return true;
  };
  const cut = (length: number): Buffer => {
    const head = ready.subarray(0, length);
    ready = ready.subarray(head.length);
    return head;
  };
  return {
    take: async (length) => {
      while (ready.length < length) if (!(await fill())) return null;
      return cut(length);
    },
    some: async (length) => {
      while (ready.length === 0) if (!(await fill())) return null;
      return cut(length);
    },
  };
};
