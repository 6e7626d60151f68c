import type { z } from 'zod';
import type { CheckLevel } from './administration.ts';

/**
 * What a broken rule does: refuse the `file`, refuse the `row`, load the case but `block` it from working, `warn` on
 * the case, or nothing (`off`). A `duplicate` is not loaded and counted apart. domain.md §4.4.
 */
export type RuleLevel = z.infer<typeof CheckLevel> | 'duplicate';

type Rule = { readonly level: RuleLevel; readonly fixed?: true };

/**
 * The checks of a placement with the level they have unless the creditor's own settings say otherwise. `fixed` ones
 * cannot be changed: without a key, a name or an amount there is no case, and a case is never loaded twice.
 */
export const CHECK_RULES = {
  /** The number of rows is not the one that the header or trailer record gives. */
  'IN-01': { level: 'file' },
  /** The sum of the amounts is not the one that the header or trailer record gives. */
  'IN-02': { level: 'file' },
  /** The same bytes were loaded before. */
  'IN-03': { level: 'file' },
  /** A header or trailer record that the layout has is missing, repeated or out of place. */
  'IN-04': { level: 'file' },
  /** The row has not as many columns as the layout. */
  'IN-05': { level: 'row', fixed: true },
  /** The row has bytes that are no characters in the file's encoding. */
  'IN-06': { level: 'row' },
  'IN-07': { level: 'row', fixed: true },
  'IN-08': { level: 'row', fixed: true },
  /** No amount. */
  'IN-09': { level: 'row', fixed: true },
  /** An amount that cannot be read. */
  'IN-10': { level: 'row', fixed: true },
  /** An amount owed that is zero or negative. */
  'IN-11': { level: 'row', fixed: true },
  /** A date that the calendar has not. */
  'IN-12': { level: 'row' },
  /** The components do not add up to the total. */
  'IN-13': { level: 'row' },
  /** Another field that the layout requires is empty. */
  'IN-14': { level: 'row' },
  /** Another row of the same case is refused: a debtor is never asked for a part by mistake. */
  'IN-15': { level: 'row', fixed: true },
  /** The case number is that of another debtor of the same file. */
  'IN-16': { level: 'row', fixed: true },
  /** Same case and same position as an earlier row of the file. */
  'IN-17': { level: 'duplicate', fixed: true },
  /** The case is open already. */
  'IN-18': { level: 'duplicate', fixed: true },
  /** A code that the layout's list does not have. */
  'IN-19': { level: 'block' },
  /** The case was here before and was closed (riaffido): it loads as a new one. */
  'IN-20': { level: 'warn' },
  'IN-21': { level: 'warn' },
  /** The tax code is right but says another birth date. */
  'IN-22': { level: 'warn' },
  'IN-23': { level: 'warn' },
  'IN-24': { level: 'warn' },
  'IN-25': { level: 'warn' },
  'IN-26': { level: 'warn' },
  'IN-27': { level: 'warn' },
  /** Dates in an impossible order: due after the mandate's end, born after the debt. */
  'IN-28': { level: 'warn' },
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof CHECK_RULES;
export const RULE_IDS = Object.keys(CHECK_RULES) as readonly RuleId[];

/** Rules about the file as a whole; all others are about a row. */
export const FILE_RULES: ReadonlySet<RuleId> = new Set(['IN-01', 'IN-02', 'IN-03', 'IN-04']);

/** The levels that a creditor may choose for the rule, its own first; a fixed rule has one. */
export const levelsOf = (id: RuleId): readonly RuleLevel[] => {
  const rule: Rule = CHECK_RULES[id];
  if (rule.fixed === true) return [rule.level];
  const others: readonly RuleLevel[] = FILE_RULES.has(id) ? ['file', 'warn', 'off'] : ['row', 'block', 'warn', 'off'];
  return [rule.level, ...others.filter((level) => level !== rule.level)];
};

/** Every rule's level for a creditor with these settings; a level that the rule cannot have is passed over. */
export const ruleLevels = (checks: Readonly<Record<string, RuleLevel>>): Readonly<Record<RuleId, RuleLevel>> =>
  Object.fromEntries(
    RULE_IDS.map((id) => {
      const wanted = checks[id];
      return [id, wanted !== undefined && levelsOf(id).includes(wanted) ? wanted : CHECK_RULES[id].level];
    }),
  ) as Record<RuleId, RuleLevel>;
