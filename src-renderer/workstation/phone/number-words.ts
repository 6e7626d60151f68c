import { formatPhone } from '../../../src-shared/domain/phone.ts';
import { useSay } from '../say.ts';

/** A number as a person reads it; an exchange that hides it writes a word or nothing in its place. */
export const useNumberWords = (): ((number: string) => string) => {
  const say = useSay();
  return (number) => {
    if (!/\d/u.test(number)) return say('phone.stray.withheld');
    return number.startsWith('+') ? formatPhone(number) : number;
  };
};
