import { z } from 'zod';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { Outcome, type OutcomeCatalogue } from '../../../src-shared/contract/outcomes.ts';
import { catalogueProblems } from '../../../src-shared/domain/catalogue-check.ts';
import type { OutcomeDefinition } from '../../../src-shared/domain/outcome-definition.ts';
import type { Context } from '../context.ts';
import type { Sql } from '../store/store.ts';
import { CATALOGUE } from '../work/feed.ts';

const ROW = 'outcomes';
const Body = z.array(Outcome);

type Row = { id: string; version: number; body: string };

/** Every code that some case's history holds: one look per code through the index, however long the history is. */
const usedCodes = (sql: Sql): string[] => {
  const codes: string[] = [];
  for (;;) {
    const next = sql.get<{ code: string | null }>(
      "SELECT min(code) AS code FROM activities WHERE kind = 'outcome' AND code > ?",
      codes.at(-1) ?? '',
    )?.code;
    if (next === null || next === undefined) return codes;
    codes.push(next);
  }
};

/** The catalogue in force, in the order in which it is shown. */
export const readOutcomes = (sql: Sql): OutcomeCatalogue => {
  const row = sql.get<Row>('SELECT id, version, body FROM outcomes WHERE id = ?', ROW);
  if (row === undefined) throw new AppError('not-found', { params: { row: ROW } });
  const outcomes = Body.parse(JSON.parse(row.body)).toSorted((a, b) => a.order - b.order);
  return { version: row.version, outcomes, used: usedCodes(sql) };
};

/**
 * Puts a catalogue in force; what was folded with the one before stays as it was (work/fold-contexts.ts). Errors: `stale-version` where somebody else changed it since; `outcome-catalogue` with the
 * first rule it breaks (domain/catalogue-check.ts) and the outcome that breaks it.
 */
export const saveOutcomes = (
  context: Context,
  userId: string,
  input: { readonly version: number; readonly outcomes: readonly OutcomeDefinition[] },
): OutcomeCatalogue =>
  context.store.transaction((tx) => {
    const before = readOutcomes(tx);
    if (before.version !== input.version) throw new AppError('stale-version', { recovery: 'resync' });
    const after = input.outcomes.map((outcome, order) => ({ ...outcome, order }));
    const [problem] = catalogueProblems({ before: before.outcomes, after, used: new Set(before.used) });
    if (problem !== undefined) {
      throw new AppError('outcome-catalogue', { params: { rule: problem.rule, outcome: problem.code } });
    }
    tx.run('UPDATE outcomes SET version = ?, body = ? WHERE id = ?', input.version + 1, JSON.stringify(after), ROW);
    const codes = changedCodes(before.outcomes, after);
    context.audit.record(tx, {
      userId,
      action: 'outcomes.save',
      subject: ROW,
      detail: { version: input.version + 1, codes },
    });
    context.feed.put(tx, CATALOGUE, 'outcomes', ROW);
    return readOutcomes(tx);
  });

const changedCodes = (before: readonly OutcomeDefinition[], after: readonly OutcomeDefinition[]): readonly string[] => {
  const texts = new Map(before.map((outcome) => [outcome.code, JSON.stringify(outcome)]));
  const changed = after.filter((outcome) => texts.get(outcome.code) !== JSON.stringify(outcome));
  const kept = new Set(after.map(({ code }) => code));
  return [...changed.map(({ code }) => code), ...before.filter(({ code }) => !kept.has(code)).map(({ code }) => code)];
};
