import type { Colleague } from '../../../src-shared/contract/telephony.ts';

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();

/** Colleagues whose name has every typed word at the beginning of one of its own, or whose number begins with what is typed. */
export const findColleagues = (colleagues: readonly Colleague[], text: string): readonly Colleague[] => {
  const words = plain(text).split(/\s+/u);
  return colleagues.filter(({ name, number }) => {
    const parts = plain(name).split(/\s+/u);
    return number.startsWith(text.trim()) || words.every((word) => parts.some((part) => part.startsWith(word)));
  });
};

/** The number that is meant: what is typed, unless it is the name of one colleague and of nobody else. */
export const numberMeant = (colleagues: readonly Colleague[], text: string): string => {
  if (text.trim() === '' || /\d/u.test(text)) return text;
  const [found, ...others] = findColleagues(colleagues, text);
  return found === undefined || others.length > 0 ? text : found.number;
};
