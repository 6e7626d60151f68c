/** Fewer digits are an extension or half a number: they say nothing of who calls. */
const LEAST = 7;

const digitsOf = (text: string): string => text.replace(/\D/gu, '').replace(/^00/u, '');

/** As it is, and without the zero that some exchanges put in front to call back with. */
const writings = (digits: string): readonly string[] =>
  digits.startsWith('0') && digits.length > LEAST + 2 ? [digits, digits.slice(1)] : [digits];

/**
 * Do two writings mean one telephone? Exchanges show callers with and without the country code, with its 00 or its +,
 * and with the outside line's zero in front: what both have must be the same from the end.
 */
export const isSameNumber = (one: string, other: string): boolean => {
  const [a, b] = [digitsOf(one), digitsOf(other)];
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  return writings(short).some(
    // A country code at most: a short number inside a long one is another number.
    (digits) => digits.length >= LEAST && long.endsWith(digits) && long.length - digits.length <= 3,
  );
};
