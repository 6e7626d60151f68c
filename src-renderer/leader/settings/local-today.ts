/** Today on this computer's clock, as a civil date: only for hints on the screen, never for a decision. */
export const localToday = (now: Date = new Date()): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};
