/** A part of a whole, 0…1; nothing of nothing is nothing. */
export const shareOf = (part: number, whole: number): number => (whole <= 0 ? 0 : part / whole);
