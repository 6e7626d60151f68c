import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../setup/built.ts';
import { requireNode24, root } from '../setup/command.ts';
import { BED_NAMES, isBedName } from '../sip/phone/beds/table.ts';
import { type Bench, type Row, within } from './bench.ts';
import { tableOf } from './table.ts';

const USAGE = `npm run bench -- [NAME …] [--scale N] [--bed NAME] [--json] [--strict] [--list]

  NAME      only these (see --list); all without one
  --scale   size of the work against the budget table's (1)
  --bed     the exchange behind the telephone: ${BED_NAMES.join(', ')} (practice)
  --json    prints the rows as JSON instead of a table
  --strict  ends with 1 when a budget is missed

The rows are written to out/bench.json too.`;

const discover = async (): Promise<readonly Bench[]> => {
  const files = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.bench.ts'))
    .toSorted();
  const modules = await Promise.all(
    files.map((file) => import(path.join(import.meta.dirname, file)) as Promise<{ bench: Bench }>),
  );
  return modules.map(({ bench }) => bench);
};

const machine = () => ({
  cpus: cpus().length,
  cpu: cpus()[0]?.model ?? '',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${release()}`,
  node: process.version,
});

requireNode24();
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: 'string', default: '1' },
    bed: { type: 'string', default: 'practice' },
    json: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const benches = await discover();
const chosen = positionals.length === 0 ? benches : benches.filter(({ name }) => positionals.includes(name));
const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
const scale = Number(values.scale);
const { bed } = values;
if (values.help) {
  console.log(USAGE);
} else if (values.list) {
  for (const { name, summary } of benches) console.log(`${name.padEnd(12)}  ${summary}`);
} else if (unknown.length > 0 || !(scale > 0) || !isBedName(bed)) {
  console.error(unknown.length > 0 ? `There is no bench ${unknown.join(', ')}.\n\n${USAGE}` : USAGE);
  process.exitCode = 2;
} else {
  const say = (line: string): void => {
    if (!values.json) console.log(line);
  };
  await ensureBuilt('renderer', 'coordinator');
  const loads = [loadavg()];
  const rows: (Row & { readonly bench: string })[] = [];
  for (const bench of chosen) {
    say(`${bench.name}: ${bench.summary}`);
    const found = await bench.run({ scale, bed, say: (line) => say(`  ${line}`) });
    rows.push(...found.map((row) => ({ bench: bench.name, ...row })));
  }
  loads.push(loadavg());
  // What else the machine had to do, before and after: figures of a busy one say little.
  const report = { at: new Date().toISOString(), machine: machine(), loads, scale, rows };
  mkdirSync(path.join(root, 'out'), { recursive: true });
  writeFileSync(path.join(root, 'out', 'bench.json'), `${JSON.stringify(report, null, 2)}\n`);
  const busy = loads.map(([minute = 0]) => minute.toFixed(1)).join(' before, ');
  console.log(values.json ? JSON.stringify(report, null, 2) : `\n${tableOf(rows)}\n\nload average ${busy} after`);
  if (values.strict && rows.some((row) => within(row) === false)) process.exitCode = 1;
}
