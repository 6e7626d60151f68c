import { randomInt } from 'node:crypto';

/** Letters and digits that are not taken for one another when somebody reads them aloud. */
const CODE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
/** Ten characters, about 49 bits: printed at the start, typed once. */
export const newSetupCode = (): string =>
  Array.from(
    { length: 10 },
    (_, i) => (i === 5 ? '-' : '') + (CODE_LETTERS[randomInt(CODE_LETTERS.length)] ?? ''),
  ).join('');
