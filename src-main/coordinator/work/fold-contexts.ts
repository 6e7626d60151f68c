import type { ContactRuleSet } from '../../../src-shared/domain/contact-rule-set.ts';
import { DEFAULT_PROMISE_TERMS } from '../../../src-shared/domain/promise.ts';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-definition.ts';
import { sha256 } from '../administration/audit/chain.ts';
import type { Sql, Tx } from '../store/store.ts';

/** The rules by which an operation is folded. */
export type FoldRules = {
  readonly outcomes: readonly OutcomeDefinition[];
  readonly ruleSet: ContactRuleSet | null;
  /** The mandate's: when its promises are looked at. */
  readonly graceDays: number;
};

/** What the fold takes of the rules, whoever folds. */
export const foldContextOf = ({ ruleSet, graceDays }: FoldRules): { ruleSet?: ContactRuleSet; graceDays: number } => ({
  graceDays,
  ...(ruleSet === null ? {} : { ruleSet }),
});

export type KeptRules = FoldRules & { readonly id: number };

export type FoldContexts = {
  /** The rules in force for a mandate, kept under an id: an operation folded today is folded the same in a year (SY-12). */
  readonly current: (tx: Tx, mandateId: string) => KeptRules;
  readonly read: (sql: Sql, id: number) => FoldRules;
};

type Source = { version: number | null; settings: string | null; terms: string | null };

export const createFoldContexts = (): FoldContexts => {
  const last = new Map<string, { source: Source; rules: KeptRules }>();
  const byId = new Map<number, FoldRules>();
  const current = (tx: Tx, mandateId: string): KeptRules => {
    const source = tx.get<Source>(
      `SELECT (SELECT version FROM outcomes WHERE id = 'outcomes') AS version,
       (SELECT body FROM settings WHERE id = 'settings') AS settings,
       (SELECT terms FROM mandates WHERE id = ?) AS terms`,
      mandateId,
    ) ?? { version: null, settings: null, terms: null };
    const known = last.get(mandateId);
    if (known !== undefined && sameSource(known.source, source)) return known.rules;
    const rules = keep(tx, source);
    // A row rolled back must not be named later.
    tx.onCommit(() => last.set(mandateId, { source, rules }));
    return rules;
  };
  return {
    current: (tx, mandateId) => tx.once(`fold-rules ${mandateId}`, () => current(tx, mandateId)),
    read: (sql, id) => {
      const known = byId.get(id);
      if (known !== undefined) return known;
      const row = sql.get<{ body: string }>('SELECT body FROM fold_contexts WHERE id = ?', id);
      if (row === undefined) throw new Error(`fold context ${id} is missing`);
      const rules = JSON.parse(row.body) as FoldRules;
      byId.set(id, rules);
      return rules;
    },
  };
};

const sameSource = (a: Source, b: Source): boolean =>
  a.version === b.version && a.settings === b.settings && a.terms === b.terms;

const keep = (tx: Tx, source: Source): KeptRules => {
  const outcomes = tx.get<{ body: string }>("SELECT body FROM outcomes WHERE id = 'outcomes'")?.body ?? '[]';
  const settings = JSON.parse(source.settings ?? '{}') as { contactRules?: ContactRuleSet };
  const terms = JSON.parse(source.terms ?? '{}') as { promiseGraceDays?: number };
  const rules: FoldRules = {
    outcomes: JSON.parse(outcomes) as OutcomeDefinition[],
    ruleSet: settings.contactRules ?? null,
    graceDays: terms.promiseGraceDays ?? DEFAULT_PROMISE_TERMS.graceDays,
  };
  const body = JSON.stringify(rules);
  const hash = sha256(body);
  tx.run('INSERT INTO fold_contexts (hash, body) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING', hash, body);
  const id = tx.get<{ id: number }>('SELECT id FROM fold_contexts WHERE hash = ?', hash)?.id ?? 0;
  return { ...rules, id };
};
