/** G.711 µ-law, ITU-T G.711 table 2: eight bits for fourteen, at 8,000 samples a second. */

const BIAS = 0x84;
const LOUDEST = 32_635;

/** Sample of −32768…32767 to its byte. */
export function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(Math.round(sample)), LOUDEST) + BIAS;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

const decoded = Int16Array.from({ length: 256 }, (_, byte) => {
  const bits = ~byte & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + BIAS) << ((bits & 0x70) >> 4)) - BIAS;
  return bits & 0x80 ? -magnitude : magnitude;
});

/** Byte to its sample. */
export const decodeByte = (byte: number): number => decoded[byte & 0xff] ?? 0;
