import type {
  CaseRow,
  CreditorRow,
  MandateRow,
  PartyRow,
  WorkspaceSettings,
} from '../../src-shared/contract/entities.ts';
import type { Change } from '../../src-shared/contract/sync.ts';
import type { z } from 'zod';
import { ContactRules } from '../../src-shared/contract/administration.ts';
import { assertNever } from '../../src-shared/domain/assert-never.ts';
import { UNIREC_2017, type ContactRuleSet } from '../../src-shared/domain/contact-rules.ts';
import type { OutcomeDefinition } from '../../src-shared/domain/outcome-catalogue.ts';

export type Settings = z.infer<typeof WorkspaceSettings>;

/** The rows as pulled, decrypted, in memory: what the coordinator says and nothing else. */
export type Rows = {
  readonly cases: Map<string, CaseRow>;
  readonly parties: Map<string, PartyRow>;
  readonly creditors: Map<string, CreditorRow>;
  readonly mandates: Map<string, MandateRow>;
  outcomes: { readonly version: number; readonly list: readonly OutcomeDefinition[] } | null;
  settings: Settings | null;
  ruleSet: ContactRuleSet;
};

export const emptyRows = (): Rows => ({
  cases: new Map(),
  parties: new Map(),
  creditors: new Map(),
  mandates: new Map(),
  outcomes: null,
  settings: null,
  ruleSet: UNIREC_2017,
});

const place = <T>(map: Map<string, T>, id: string, row: T | null): void => {
  if (row === null) map.delete(id);
  else map.set(id, row);
};

/** The rules in force; what cannot be read gives way to the shipped set. */
const ruleSetOf = (settings: Settings | null): ContactRuleSet => {
  const read = ContactRules.safeParse(settings?.contactRules);
  return read.success ? read.data : UNIREC_2017;
};

/** Puts or drops one row. */
export function applyChange(rows: Rows, change: Change): void {
  switch (change.entity) {
    case 'case':
      return place(rows.cases, change.id, change.row);
    case 'party':
      return place(rows.parties, change.id, change.row);
    case 'creditor':
      return place(rows.creditors, change.id, change.row);
    case 'mandate':
      return place(rows.mandates, change.id, change.row);
    case 'outcomes':
      rows.outcomes =
        change.row === null
          ? null
          : // The catalogue was checked where it was edited; its shape is the coordinator's own.
            { version: change.row.version, list: change.row.outcomes as readonly OutcomeDefinition[] };
      return;
    case 'settings':
      rows.settings = change.row;
      rows.ruleSet = ruleSetOf(change.row);
      return;
    default:
      return assertNever(change);
  }
}

/** How many rows there are. */
export const rowCount = (rows: Rows): number =>
  rows.cases.size +
  rows.parties.size +
  rows.creditors.size +
  rows.mandates.size +
  (rows.outcomes === null ? 0 : 1) +
  (rows.settings === null ? 0 : 1);

/** All rows as puts, to write them anew. */
export function changesOf(rows: Rows): Change[] {
  const put = { scope: '', seq: 0 } as const;
  return [
    ...(rows.settings === null ? [] : [{ ...put, entity: 'settings' as const, id: 'settings', row: rows.settings }]),
    ...(rows.outcomes === null
      ? []
      : [
          {
            ...put,
            entity: 'outcomes' as const,
            id: 'outcomes',
            row: { id: 'outcomes' as const, version: rows.outcomes.version, outcomes: [...rows.outcomes.list] },
          },
        ]),
    ...[...rows.creditors.values()].map((row) => ({ ...put, entity: 'creditor' as const, id: row.id, row })),
    ...[...rows.mandates.values()].map((row) => ({ ...put, entity: 'mandate' as const, id: row.id, row })),
    ...[...rows.parties.values()].map((row) => ({ ...put, entity: 'party' as const, id: row.id, row })),
    ...[...rows.cases.values()].map((row) => ({ ...put, entity: 'case' as const, id: row.id, row })),
  ];
}
