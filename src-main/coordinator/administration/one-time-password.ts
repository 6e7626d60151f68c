import { randomInt } from 'node:crypto';

/** Without the letters and digits that are read for one another on paper or on the telephone. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP = 4;

/** A password to hand over and replace at the first sign-in: `k7mp-x2qa-9fwd-h4tn`, 79 bits. */
export const oneTimePassword = (): string =>
  Array.from({ length: GROUPS }, () =>
    Array.from({ length: GROUP }, () => LETTERS.charAt(randomInt(LETTERS.length))).join(''),
  ).join('-');
