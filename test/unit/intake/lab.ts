import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { type Analysis, analyse, type Judge } from '../../../src-main/coordinator/intake/check/analyse.ts';
import { collectRows } from '../../../src-main/coordinator/intake/check/collect.ts';
import type { PlacementFile } from '../../../src-main/coordinator/intake/check/walk.ts';
import { suggestLayout } from '../../../src-main/coordinator/intake/layout/suggest.ts';
import { sniffFile } from '../../../src-main/coordinator/intake/reader/sniff.ts';
import { type RuleLevel, ruleLevels } from '../../../src-shared/contract/intake-rules.ts';
import { LayoutSpec } from '../../../src-shared/contract/layout.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'intake-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;

/** Writes a file of its own and answers its path. */
export const fileOf = (content: string | Uint8Array, name = 'file.csv'): string => {
  files += 1;
  const file = path.join(folder, `${files}-${name}`);
  writeFileSync(file, content);
  return file;
};

export const judgeOf = (parts: Partial<Judge> & { readonly checks?: Record<string, RuleLevel> } = {}): Judge => ({
  measure: { creditorId: 'k1', today: '2026-11-23', mandate: { startsOn: '2026-11-01', endsOn: '2027-01-31' } },
  levels: ruleLevels(parts.checks ?? {}),
  standingOf: () => 'none',
  sameFile: null,
  ...parts,
});

/** The file as its own layout, or the given one, reads it. */
export const placementOf = (file: string, layout?: unknown): PlacementFile => {
  const given = layout === undefined ? null : LayoutSpec.parse(layout);
  const sniff = sniffFile(file, given === null ? undefined : { encoding: given.encoding, delimiter: given.delimiter });
  const spec = given ?? suggestLayout(sniff, 'test').spec;
  return {
    path: file,
    scan: sniff.scan,
    dialect: { delimiter: spec.delimiter, quote: spec.quote },
    spec,
    corrections: new Map(),
  };
};

export const analyseText = (text: string | Uint8Array, options: { layout?: unknown; judge?: Judge } = {}): Analysis =>
  analyse(placementOf(fileOf(text), options.layout), options.judge ?? judgeOf());

/** Rule → count. */
export const counts = (analysis: Pick<Analysis, 'rules'>): Record<string, number> =>
  Object.fromEntries(analysis.rules.map(({ id, count }) => [id, count]));

export const numbers = ({ rowsIn, accepted, rejected, duplicate, ignored, blocked, warnings }: Analysis) => ({
  rowsIn,
  accepted,
  rejected,
  duplicate,
  ignored,
  blocked,
  warnings,
});

/** Judges a file and writes its rejects; answers their path. */
export const rejectsOf = (
  file: PlacementFile,
  judge: Judge,
): { readonly analysis: Analysis; readonly rejects: string } => {
  const rejects = path.join(folder, `${(files += 1)}-rejects.csv`);
  const analysis = analyse(file, judge);
  collectRows(file, analysis, judge, { rejects, rows: null, lang: 'it' });
  return { analysis, rejects };
};

export const HEADINGS =
  'NUM_PRATICA;CONTRATTO;COGNOME_NOME;CODICE_FISCALE;TELEFONO;CAP;PROV;SCADENZA;CAPITALE;INTERESSI;TOTALE';

/** One row of the layout above, right unless parts say otherwise. */
export const rowOf = (n: number, parts: Partial<Record<RowPart, string>> = {}): string => {
  const row: Record<RowPart, string> = {
    NUM_PRATICA: `7781-${String(n).padStart(6, '0')}`,
    CONTRATTO: `K${n}`,
    COGNOME_NOME: `ROSSI MARIO ${n}`,
    CODICE_FISCALE: '',
    TELEFONO: `3470${String(n).padStart(6, '0')}`,
    CAP: '00184',
    PROV: 'RM',
    SCADENZA: '18/08/2026',
    CAPITALE: '1.204,00',
    INTERESSI: '12,50',
    TOTALE: '1.216,50',
    ...parts,
  };
  return HEADINGS.split(';')
    .map((heading) => row[heading as RowPart])
    .join(';');
};
export type RowPart =
  | 'NUM_PRATICA'
  | 'CONTRATTO'
  | 'COGNOME_NOME'
  | 'CODICE_FISCALE'
  | 'TELEFONO'
  | 'CAP'
  | 'PROV'
  | 'SCADENZA'
  | 'CAPITALE'
  | 'INTERESSI'
  | 'TOTALE';

export const sheetOf = (rows: readonly string[], newline = '\r\n'): string =>
  [HEADINGS, ...rows].join(newline) + newline;
