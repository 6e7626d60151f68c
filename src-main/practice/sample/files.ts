import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import type { LayoutSpec } from '../../../src-shared/contract/layout.ts';
import { addDays, type CivilDate } from '../../../src-shared/domain/civil-date.ts';
import { ENERMIA_LAYOUT, LEVANTE_LAYOUT, TELCO_LAYOUT } from './layouts.ts';
import { enermiaSheet, enermiaText } from './enermia.ts';
import { levanteSheet, levanteText } from './levante.ts';
import { createInventor, type Debtor } from './people.ts';
import { createRandom } from './random.ts';
import type { Planted, Sheet } from './sheet.ts';
import { telcoSheet, telcoText } from './telco.ts';

export type SampleOptions = {
  /** The day on which the sample is new: due dates lie before it, mandates around it. */
  readonly baseDate: CivilDate;
  /** The same seed and base date give the same bytes. */
  readonly seed: string;
  /** 1 is about 2,000 debtors; the faults shrink with it, each at least once. */
  readonly scale?: number;
};

export type SampleFile = {
  readonly creditor: string;
  readonly creditorCode: string;
  /** Paths of the placement file and of its record layout (a `LayoutSpec` as JSON). */
  readonly file: string;
  readonly layout: string;
  readonly mandate: {
    readonly code: string;
    readonly title: string;
    readonly startsOn: CivilDate;
    readonly endsOn: CivilDate;
  };
  readonly planted: Planted;
};

type Draft = Omit<SampleFile, 'file' | 'layout'> & {
  readonly name: string;
  readonly bytes: Buffer;
  readonly spec: LayoutSpec;
};

const DEBTORS = { levante: 660, enermia: 680, telco: 680 } as const;

/**
 * Writes the placement files of three invented creditors and their layouts into `dir` (made where it is not there)
 * and says what they are. Nothing in them is real: see assets/sample/README.md.
 */
export async function writeSampleFiles(dir: string, options: SampleOptions): Promise<readonly SampleFile[]> {
  await mkdir(dir, { recursive: true });
  return Promise.all(
    drafts(options).map(async ({ name, bytes, spec, ...rest }) => {
      const [file, layout] = [join(dir, name), join(dir, `${name.replace(/\.\w+$/u, '')}.layout.json`)];
      await Promise.all([writeFile(file, bytes), writeFile(layout, `${JSON.stringify(spec, null, 2)}\n`)]);
      return { ...rest, file, layout };
    }),
  );
}

function drafts({ baseDate, seed, scale = 1 }: SampleOptions): readonly Draft[] {
  const random = createRandom(seed);
  // One inventor for all: no telephone number and no tax code comes twice.
  const inventor = createInventor(random.fork('people'), baseDate);
  const faults = (count: number): number => (scale >= 1 ? count : Math.max(1, Math.round(count * scale)));
  const sheetInput = (creditor: keyof typeof DEBTORS, placedOn: CivilDate) => ({
    inventor,
    random: random.fork(creditor),
    baseDate,
    placedOn,
    debtors: Math.max(40, Math.round(DEBTORS[creditor] * scale)),
    faults,
  });
  const lot = baseDate.slice(0, 7);

  const bank = span(baseDate, 12, 90);
  const levante = levanteSheet(sheetInput('levante', bank.startsOn));
  const gas = span(baseDate, 5, 60);
  const enermia = enermiaSheet({ ...sheetInput('enermia', gas.startsOn), known: peopleOf(levante) });
  const phone = span(baseDate, 0, 120);
  const telco = telcoSheet({
    ...sheetInput('telco', phone.startsOn),
    known: [...peopleOf(levante), ...peopleOf(enermia)],
  });
  return [
    {
      creditor: 'Banca Levante',
      creditorCode: 'LEVANTE',
      name: 'levante.csv',
      bytes: iconv.encode(levanteText(levante, bank.startsOn), 'windows-1252'),
      spec: LEVANTE_LAYOUT,
      mandate: { code: `LEV-${lot}`, title: `Prestiti e carte ${lot}`, ...bank },
      planted: levante.planted,
    },
    {
      creditor: 'Enermia Gas',
      creditorCode: 'ENERMIA',
      name: 'enermia.csv',
      bytes: iconv.encode(enermiaText(enermia), 'utf-8', { addBOM: true }),
      spec: ENERMIA_LAYOUT,
      mandate: { code: `ENE-${lot}`, title: `Gas casa e imprese ${lot}`, ...gas },
      planted: enermia.planted,
    },
    {
      creditor: 'Telco Sud',
      creditorCode: 'TELCOSUD',
      name: 'telco.txt',
      bytes: iconv.encode(telcoText(telco), 'iso-8859-15'),
      spec: TELCO_LAYOUT,
      mandate: { code: `TEL-${lot}`, title: `Fisso e mobile ${lot}`, ...phone },
      planted: telco.planted,
    },
  ];
}

const peopleOf = ({ rows }: Sheet): readonly Debtor[] => [
  ...new Set(rows.map(({ debtor }) => debtor).filter(({ kind }) => kind === 'person')),
];

function span(
  baseDate: CivilDate,
  startedAgo: number,
  days: number,
): { readonly startsOn: CivilDate; readonly endsOn: CivilDate } {
  const startsOn = addDays(baseDate, -startedAgo);
  return { startsOn, endsOn: addDays(startsOn, days) };
}
