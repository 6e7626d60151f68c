import { RULE_IDS, type RuleId, type RuleLevel } from '../../../../src-shared/contract/intake-rules.ts';
import type { FieldName } from '../../../../src-shared/contract/layout.ts';
import type { Finding } from './placement.ts';

/** So many examples of each rule go into the report. */
const EXAMPLES = 10;

/** `row` is the line of the file, 0 where the rule is about the whole file. */
export type Example = { readonly row: number; readonly field: FieldName | ''; readonly value: string };
export type RuleCount = {
  readonly id: RuleId;
  readonly level: RuleLevel;
  readonly count: number;
  readonly examples: readonly Example[];
};

/** Counts broken rules, with the first examples of each. */
export type Tally = { readonly add: (finding: Finding, line: number) => void; readonly counts: () => RuleCount[] };

export const createTally = (levels: Readonly<Record<RuleId, RuleLevel>>): Tally => {
  const found = new Map<RuleId, { count: number; readonly examples: Example[] }>();
  return {
    add: ({ rule, field, value }, line) => {
      const entry = found.get(rule) ?? { count: 0, examples: [] };
      entry.count += 1;
      // A value is kept for a person to look at; a copy, because a slice would keep its whole chunk of the file alive.
      if (entry.examples.length < EXAMPLES)
        entry.examples.push({ row: line, field, value: Buffer.from(value.slice(0, 200)).toString() });
      found.set(rule, entry);
    },
    counts: () =>
      RULE_IDS.flatMap((id) => {
        const entry = found.get(id);
        return entry === undefined ? [] : [{ id, level: levels[id], count: entry.count, examples: entry.examples }];
      }),
  };
};
