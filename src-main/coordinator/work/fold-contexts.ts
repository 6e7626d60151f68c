import type { ContactRuleSet } from '../../../src-shared/domain/contact-rule-set.ts';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-definition.ts';
import { sha256 } from '../administration/audit/chain.ts';
import type { Sql, Tx } from '../store/store.ts';

/** The rules by which an operation is folded. */
export type FoldRules = { readonly outcomes: readonly OutcomeDefinition[]; readonly ruleSet: ContactRuleSet | null };

export type KeptRules = FoldRules & { readonly id: number };

export type FoldContexts = {
  /** The rules in force, kept under an id: an operation folded today is folded the same in a year (SY-12). */
  readonly current: (tx: Tx) => KeptRules;
  readonly read: (sql: Sql, id: number) => FoldRules;
};

type Source = { version: number | null; settings: string | null };

export const createFoldContexts = (): FoldContexts => {
  const last: { source: Source; rules: KeptRules }[] = [];
  const byId = new Map<number, FoldRules>();
  const current = (tx: Tx): KeptRules => {
    const source = tx.get<Source>(
      `SELECT (SELECT version FROM outcomes WHERE id = 'outcomes') AS version,
         (SELECT body FROM settings WHERE id = 'settings') AS settings`,
    ) ?? { version: null, settings: null };
    const [known] = last;
    if (known?.source.version === source.version && known.source.settings === source.settings) return known.rules;
    const rules = keep(tx, source);
    // A row rolled back must not be named later.
    tx.onCommit(() => (last[0] = { source, rules }));
    return rules;
  };
  return {
    current: (tx) => tx.once('fold-rules', () => current(tx)),
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

const keep = (tx: Tx, source: Source): KeptRules => {
  const outcomes = tx.get<{ body: string }>("SELECT body FROM outcomes WHERE id = 'outcomes'")?.body ?? '[]';
  const settings = JSON.parse(source.settings ?? '{}') as { contactRules?: ContactRuleSet };
  const rules: FoldRules = {
    outcomes: JSON.parse(outcomes) as OutcomeDefinition[],
    ruleSet: settings.contactRules ?? null,
  };
  const body = JSON.stringify(rules);
  const hash = sha256(body);
  tx.run('INSERT INTO fold_contexts (hash, body) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING', hash, body);
  const id = tx.get<{ id: number }>('SELECT id FROM fold_contexts WHERE hash = ?', hash)?.id ?? 0;
  return { ...rules, id };
};
