import { AppError } from '../../../../src-shared/contract/errors.ts';

/** Of ten characters and more, those that come first in every list of leaked passwords, and their Italian sisters. */
const COMMON = new Set([
  '1234567890',
  '0123456789',
  '0987654321',
  '12345678910',
  '123456789a',
  'qwertyuiop',
  'qwerty1234',
  'qwerty12345',
  '1q2w3e4r5t',
  '1qaz2wsx3edc',
  'password12',
  'password123',
  'password1234',
  'passw0rd12',
  'administrator',
  'welcome123',
  'iloveyou12',
  'abcdefghij',
  'abcd123456',
  'juventus10',
  'francesco1',
  'benvenuto1',
  'sollecito1',
]);

/** Errors: `weak-password` for a common one, one repeated character, or one's own login. Length is in the contract. */
export const refuseWeakPassword = (password: string, login: string): void => {
  const plain = password.toLowerCase();
  const oneCharacter = new Set(plain).size <= 2;
  if (COMMON.has(plain) || oneCharacter || plain.includes(login.toLowerCase())) throw new AppError('weak-password');
};
