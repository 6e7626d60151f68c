import type { RuleId, RuleLevel } from '../../../../src-shared/contract/intake-rules.ts';
import type { Binding } from '../layout/bind.ts';
import { CASE, type CaseBook, createCaseBook, hash32 } from './case-book.ts';
import { type ControlCheck, type ControlTotals, createControlTotals } from './control-totals.ts';
import { createEvaluate, type Evaluate, type Measure } from './evaluate.ts';
import { addKey, createKeyTable, type KeyTable } from './key-table.ts';
import type { AmountsDraft, Evaluated, Finding } from './placement.ts';
import { createRowBook, type RowBook, type Verdict } from './row-book.ts';
import { createTally, type RuleCount, type Tally } from './tally.ts';
import { type ControlKind, type PlacementFile, walkPlacement } from './walk.ts';

/** How a case of the creditor stands in the store now. */
export type Standing = 'none' | 'open' | 'closed';

export type Judge = {
  readonly measure: Measure;
  readonly levels: Readonly<Record<RuleId, RuleLevel>>;
  readonly standingOf: (caseNumber: string) => Standing;
  /** The batch that had the same bytes, or null. */
  readonly sameFile: string | null;
};

export type Analysis = {
  readonly rowsIn: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicate: number;
  readonly ignored: number;
  /** Accepted rows whose case is blocked, or carries a warning. */
  readonly blocked: number;
  readonly warnings: number;
  /** Cases and debtors that would load, with the sums of their amounts. */
  readonly loads: { readonly cases: number; readonly parties: number };
  readonly totals: AmountsDraft;
  readonly rules: readonly RuleCount[];
  readonly controls: readonly ControlCheck[];
  /** Rules that refuse the whole file. */
  readonly refusedBy: readonly RuleId[];
  readonly rows: RowBook;
  readonly cases: CaseBook;
  /** Numbers the debtors by their link. */
  readonly parties: KeyTable;
};

/**
 * Reads a whole placement file and judges every row, changing nothing. Always
 * rowsIn = accepted + rejected + duplicate + ignored.
 */
export const analyse = (
  file: PlacementFile,
  judge: Judge,
  progress?: (bytes: number, rows: number) => void,
): Analysis => {
  const expected = Math.min(file.scan.lines, 4_000_000);
  const state = createState(judge, expected);
  let evaluate: Evaluate | null = null;
  let controls: ControlTotals | null = null;
  const early: { kind: ControlKind; cells: readonly string[]; line: number }[] = [];
  walkPlacement(file, {
    bound: (binding: Binding) => {
      evaluate = createEvaluate(binding, judge.measure, file.scan);
      controls = file.spec.records === null ? null : createControlTotals(binding, file.spec.records);
      for (const { kind, cells, line } of early) controls?.control(kind, cells, line, 0);
    },
    row: (cells, line, _index, sent) => {
      controls?.row(cells, sent);
      if (evaluate !== null) state.judgeRow(evaluate(cells), line);
    },
    ignored: (line) => state.ignore(line),
    control: (kind, cells, line, rowsBefore) => {
      // A header record comes before the headings that say how to read it.
      if (evaluate === null) early.push({ kind, cells: [...cells], line });
      else controls?.control(kind, cells, line, rowsBefore);
    },
    progress: (bytes) => progress?.(bytes, state.rows.size()),
  });
  const control = (controls as ControlTotals | null)?.result() ?? { checks: [], findings: [] };
  for (const { finding, line } of control.findings) state.tally.add(finding, line);
  if (judge.sameFile !== null && judge.levels['IN-03'] !== 'off')
    state.tally.add({ rule: 'IN-03', field: '', value: judge.sameFile }, 0);
  return { ...conclude(state), controls: control.checks };
};

type State = {
  readonly rows: RowBook;
  readonly cases: CaseBook;
  readonly tally: Tally;
  readonly judgeRow: (evaluated: Evaluated, line: number) => void;
  readonly ignore: (line: number) => void;
  readonly parties: KeyTable;
  readonly levels: Judge['levels'];
};

const createState = (judge: Judge, expected: number): State => {
  const rows = createRowBook(expected);
  const cases = createCaseBook(expected);
  const numbers = createKeyTable(expected);
  const parties = createKeyTable(expected);
  const positions = createKeyTable(expected);
  const tally = createTally(judge.levels);
  const { levels } = judge;

  const judgeRow = ({ row, findings: all }: Evaluated, line: number): void => {
    const findings = all.length === 0 ? [] : all.filter(({ rule }) => levels[rule] !== 'off');
    const nameHash = hash32(row.party.name.toUpperCase());
    const index = row.caseNumber === '' ? -1 : caseIndex(row.caseNumber);
    const before = index < 0 ? 0 : cases.flags(index);
    if (index >= 0 && isAnotherDebtor(index, row.party, nameHash))
      findings.push({ rule: 'IN-16', field: 'case.number', value: row.caseNumber });
    else if (findings.some(({ rule }) => levels[rule] === 'row') && index >= 0) cases.flag(index, CASE.refused);
    const refused = findings.some(({ rule }) => levels[rule] === 'row');
    const verdict = verdictOf(refused, index, before, row, findings);
    for (const finding of findings) tally.add(finding, line);
    const blocked = findings.some(({ rule }) => levels[rule] === 'block');
    const warned = findings.some(({ rule }) => levels[rule] === 'warn');
    rows.add({ verdict, case: index, line, blocked, warned });
    if (verdict !== 'accepted') return;
    cases.flag(index, (blocked ? CASE.blocked : 0) | (warned ? CASE.warned : 0));
    cases.addRow(index, row.position, row.position.dueOn === null ? 0 : Number(row.position.dueOn.replaceAll('-', '')));

    function caseIndex(number: string): number {
      const known = numbers.size();
      const found = numbers.indexOf(number);
      if (found < known) return found;
      const standing = judge.standingOf(number);
      cases.add({
        party: parties.indexOf(row.party.link),
        nameHash,
        flags:
          (row.party.strong ? CASE.strong : 0) |
          (standing === 'open' ? CASE.open : 0) |
          (standing === 'closed' ? CASE.closedBefore : 0),
      });
      if (standing === 'closed' && levels['IN-20'] !== 'off')
        findings.push({ rule: 'IN-20', field: 'case.number', value: number });
      return found;
    }
  };

  const isAnotherDebtor = (index: number, party: Evaluated['row']['party'], nameHash: number): boolean => {
    if (parties.indexOf(party.link) === cases.partyOf(index)) return false;
    const bothSure = party.strong && (cases.flags(index) & CASE.strong) !== 0;
    return bothSure || nameHash !== cases.nameHash(index);
  };

  const verdictOf = (
    refused: boolean,
    index: number,
    flags: number,
    row: Evaluated['row'],
    findings: Finding[],
  ): Verdict => {
    if (refused) return 'rejected';
    if ((flags & CASE.open) !== 0) {
      findings.push({ rule: 'IN-18', field: 'case.number', value: row.caseNumber });
      return 'duplicate';
    }
    if (addKey(positions, `${index}\u001f${row.positionKey}`)) return 'accepted';
    findings.push({ rule: 'IN-17', field: 'case.number', value: row.caseNumber });
    return 'duplicate';
  };

  return {
    rows,
    cases,
    tally,
    levels,
    parties,
    judgeRow,
    ignore: (line) => rows.add({ verdict: 'ignored', case: -1, line, blocked: false, warned: false }),
  };
};

/** Rows of a case with a refused row are refused with it; then everything is counted. */
const conclude = ({ rows, cases, tally, levels, parties }: State): Omit<Analysis, 'controls'> => {
  const counts = { accepted: 0, rejected: 0, duplicate: 0, ignored: 0, blocked: 0, warnings: 0 };
  for (let i = 0; i < rows.size(); i += 1) {
    const index = rows.caseOf(i);
    if (rows.verdict(i) === 'accepted' && (cases.flags(index) & CASE.refused) !== 0) {
      rows.judge(i, 'rejected');
      tally.add({ rule: 'IN-15', field: 'case.number', value: '' }, rows.lineOf(i));
    }
    const verdict = rows.verdict(i);
    counts[verdict] += 1;
    if (verdict !== 'accepted') continue;
    if (rows.blocked(i)) counts.blocked += 1;
    if (rows.warned(i)) counts.warnings += 1;
  }
  const loads = sumLoads(cases, parties.size());
  const rules = tally.counts();
  return {
    rowsIn: rows.size(),
    ...counts,
    loads: { cases: loads.cases, parties: loads.parties },
    totals: loads.totals,
    rules,
    refusedBy: rules.filter(({ id }) => levels[id] === 'file').map(({ id }) => id),
    rows,
    cases,
    parties,
  };
};

/** A case loads when a row of it was accepted and none refused. */
export const loadsCase = (cases: CaseBook, index: number): boolean =>
  cases.rows(index) > 0 && (cases.flags(index) & (CASE.refused | CASE.open)) === 0;

const sumLoads = (cases: CaseBook, known: number): { cases: number; parties: number; totals: AmountsDraft } => {
  const totals = { principal: 0, interest: 0, fees: 0, other: 0, total: 0 };
  const seen = new Uint8Array(known);
  let parties = 0;
  let count = 0;
  for (let i = 0; i < cases.size(); i += 1) {
    if (!loadsCase(cases, i)) continue;
    count += 1;
    const party = cases.partyOf(i);
    if (seen[party] === 0) parties += 1;
    seen[party] = 1;
    const amounts = cases.amounts(i);
    totals.principal += amounts.principal;
    totals.interest += amounts.interest;
    totals.fees += amounts.fees;
    totals.other += amounts.other;
    totals.total += amounts.total;
  }
  return { cases: count, parties, totals };
};
