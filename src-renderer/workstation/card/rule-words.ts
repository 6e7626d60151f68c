import type { Say } from '../say.ts';

/** A rule of the intake in words: what is wrong, in which field, with which value. */
export const ruleWords = (
  finding: { readonly rule: string; readonly field: string; readonly value: string },
  say: Say,
): string => {
  const key = `rule.${finding.rule}`;
  const words = say(key);
  // A rule from a newer coordinator has no words here: its own name is better than silence.
  const name = words === key ? `${finding.rule} (${finding.field})` : words;
  return finding.value === '' ? name : `${name}: «${finding.value}»`;
};
