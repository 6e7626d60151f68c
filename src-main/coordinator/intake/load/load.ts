import type { RuleId } from '../../../../src-shared/contract/intake-rules.ts';
import type { WorkerStore } from '../../store/store.ts';
import type { Analysis, Judge } from '../check/analyse.ts';
import { createEvaluate, type Evaluate } from '../check/evaluate.ts';
import type { PartyDraft } from '../check/placement.ts';
import { type PlacementFile, walkPlacement } from '../check/walk.ts';
import { type BatchSink, HEAPS } from './batch-writer.ts';
import { type CaseScope, createCaseLoader } from './cases.ts';
import { createIdParts, numberedId } from './ids.ts';
import { createPartyLoader } from './parties.ts';
import { createGatherer, type TableShape } from './tables.ts';
import { tokensOf } from './tokens.ts';

/** `ms`: the moment from which the batch's ids are made. */
export type LoadScope = CaseScope & { readonly ms: number };
export type LoadProgress = (phase: 'loading' | 'indexing', done: number, total: number) => void;

/** Rows of a file that go to the writer together. */
const TOGETHER = 400;

/**
 * Gives the accepted rows of an analysed file to the sink, which writes them in short transactions under the batch.
 * Nobody sees the batch until it is published; a load that ends in the middle is removed as a whole (`remove.ts`).
 * `store` is only read. For worker threads.
 */
export const loadBatch = (
  store: WorkerStore,
  file: PlacementFile,
  analysis: Analysis,
  judge: Judge,
  scope: LoadScope,
  openSink: (shapes: readonly TableShape[]) => BatchSink,
  progress: LoadProgress,
): void => {
  const ids = createIdParts(scope.ms);
  const rowsPerParty = countRows(analysis);
  const guarantors = file.spec.mappings.some(({ field }) => field === 'guarantor.name');
  const parties = createPartyLoader(store, ids, { ...scope, single: (i) => !guarantors && rowsPerParty[i] === 1 });
  const cases = createCaseLoader(analysis.cases, ids, scope);
  const debtors = createGatherer('case_parties', ['case_id', 'party_id'], { role: 'debtor' });
  const guarantees = createGatherer('case_parties', ['case_id', 'party_id'], { role: 'guarantor' });
  const tokens = createGatherer(HEAPS.tokens, ['key', 'n']);
  const tables = [...parties.tables, ...cases.tables, debtors, guarantees, tokens];
  const sink = openSink(tables.map(({ shape }) => shape));
  const given = new Set<string>();
  let evaluate: Evaluate | null = null;
  let done = 0;

  const flush = (): void => {
    sink.write(
      tables.map((table, i) => ({ table: i, values: table.take() })).filter(({ values }) => values.length > 0),
    );
    progress('loading', done, analysis.accepted);
  };
  const addGuarantor = (index: number, debtorId: string, draft: PartyDraft): void => {
    const guarantor = parties.idOf(analysis.parties.indexOf(draft.link), draft);
    const caseId = numberedId(ids, 'case', index);
    const key = `${caseId} ${guarantor.id}`;
    if (guarantor.id === debtorId || given.has(key)) return;
    // Only another row of the case could name the guarantor again.
    if (analysis.cases.rows(index) > 1) given.add(key);
    guarantees.add(caseId, guarantor.id);
  };

  walkPlacement(file, {
    bound: (binding) => void (evaluate = createEvaluate(binding, judge.measure, file.scan)),
    ignored: () => undefined,
    control: () => undefined,
    row: (cells, _line, at) => {
      if (analysis.rows.verdict(at) !== 'accepted' || evaluate === null) return;
      const { row, findings } = evaluate(cells);
      const index = analysis.rows.caseOf(at);
      const party = parties.idOf(analysis.cases.partyOf(index), row.party);
      const isFirst = cases.add(index, row, findings.filter(applies(scope.levels)), party);
      const caseId = numberedId(ids, 'case', index);
      if (isFirst) debtors.add(caseId, party.id);
      if (row.guarantor !== null) addGuarantor(index, party.id, row.guarantor);
      for (const token of tokensOf(row)) tokens.add(token, index);
      done += 1;
      if (done % TOGETHER === 0) flush();
    },
  });
  flush();
  sink.finish(ids, scope.creditorId, (written, total) => progress('indexing', written, total));
};

const applies =
  (levels: CaseScope['levels']) =>
  ({ rule }: { readonly rule: RuleId }): boolean =>
    levels[rule] !== 'off';

const countRows = ({ cases, parties }: Analysis): Uint32Array => {
  const counts = new Uint32Array(parties.size());
  for (let i = 0; i < cases.size(); i += 1) counts[cases.partyOf(i)] = (counts[cases.partyOf(i)] ?? 0) + cases.rows(i);
  return counts;
};
