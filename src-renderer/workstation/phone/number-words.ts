import { formatPhone } from '../../../src-shared/domain/phone.ts';
import { useApp } from '../../app/context.tsx';
import { useSay } from '../say.ts';

/** A number as a person reads it, a colleague’s with his name; an exchange that hides it writes a word or nothing in its place. */
export const useNumberWords = (): ((number: string) => string) => {
  const say = useSay();
  const { phone } = useApp();
  const colleagues = phone.view((state) => state.colleagues);
  return (number) => {
    if (!/\d/u.test(number)) return say('phone.stray.withheld');
    const colleague = colleagues.find((one) => one.number === number);
    if (colleague !== undefined) return `${colleague.name} · ${number}`;
    return number.startsWith('+') ? formatPhone(number) : number;
  };
};
