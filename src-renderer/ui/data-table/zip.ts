type Entry = { readonly name: string; readonly bytes: Uint8Array; readonly crc: number; readonly at: number };

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xed_b8_83_20 : value >>> 1;
  return value;
});

/** CRC-32 as ZIP wants it. */
export const crc32 = (bytes: Uint8Array): number => {
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xff_ff_ff_ff) >>> 0;
};

/** 1 January 1980, the first day that ZIP knows: the same rows give the same file. */
const DAY = 0x00_21;

const header = (signature: number, fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 + fields.reduce((sum, [bytes]) => sum + bytes, 0)));
  view.setUint32(0, signature, true);
  let at = 4;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
};

/** What the local and the central header say alike. */
const common = ({ name, bytes, crc }: Omit<Entry, 'at'>): readonly (readonly [2 | 4, number])[] => [
  [2, 20],
  [2, 0x08_00],
  [2, 0],
  [2, 0],
  [2, DAY],
  [4, crc],
  [4, bytes.length],
  [4, bytes.length],
  [2, new TextEncoder().encode(name).length],
  [2, 0],
];

/** A ZIP archive of texts, stored without compression. */
export const zipOf = (files: Readonly<Record<string, string>>): Blob => {
  const encoder = new TextEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const entries: Entry[] = [];
  let at = 0;
  const add = (bytes: Uint8Array): void => {
    parts.push(new Uint8Array(bytes));
    at += bytes.length;
  };
  for (const [name, text] of Object.entries(files)) {
    const bytes = encoder.encode(text);
    const entry = { name, bytes, crc: crc32(bytes), at };
    entries.push(entry);
    add(header(0x04_03_4b_50, common(entry)));
    add(encoder.encode(name));
    add(bytes);
  }
  const start = at;
  for (const entry of entries) {
    const more = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, entry.at],
    ] as const;
    add(header(0x02_01_4b_50, [[2, 20], ...common(entry), ...more]));
    add(encoder.encode(entry.name));
  }
  const count = entries.length;
  add(
    header(0x06_05_4b_50, [
      [2, 0],
      [2, 0],
      [2, count],
      [2, count],
      [4, at - start],
      [4, start],
      [2, 0],
    ]),
  );
  return new Blob(parts, { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
};
