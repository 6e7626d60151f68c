/** What a file certainly is when it begins so; the sentence then names the program that made it. */
const MAGIC: readonly { readonly kind: string; readonly bytes: readonly number[] }[] = [
  { kind: 'xlsx/zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: 'xls', bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { kind: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46] },
  { kind: 'gzip', bytes: [0x1f, 0x8b] },
  { kind: '7z', bytes: [0x37, 0x7a, 0xbc, 0xaf] },
  { kind: 'rar', bytes: [0x52, 0x61, 0x72, 0x21] },
  { kind: 'png', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { kind: 'jpeg', bytes: [0xff, 0xd8, 0xff] },
  { kind: 'exe', bytes: [0x4d, 0x5a, 0x90, 0x00] },
  { kind: 'sqlite', bytes: [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20] },
];

/** The kind of binary file that the first bytes give away, or null. */
export const binaryKind = (start: Buffer): string | null =>
  MAGIC.find(({ bytes }) => bytes.every((byte, i) => start[i] === byte))?.kind ?? null;

/** UTF-16 without its mark: in texts of our alphabets every other byte is zero. */
export const zeroPattern = (start: Buffer): 'utf-16le' | 'utf-16be' | 'none' | 'some' => {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < start.length; i += 1) {
    if (start[i] !== 0) continue;
    if (i % 2 === 0) even += 1;
    else odd += 1;
  }
  if (even + odd === 0) return 'none';
  const half = start.length / 2;
  if (odd > half * 0.6 && even < half * 0.1) return 'utf-16le';
  if (even > half * 0.6 && odd < half * 0.1) return 'utf-16be';
  return 'some';
};
