import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openContext } from '../../src-main/coordinator/compose.ts';
import { startCoordinator } from '../fixtures/coordinator-process.ts';
import { type Desk, fillPortfolio } from '../fixtures/portfolio.ts';
import { createWorkstation, noAnswer, promised } from '../fixtures/workstation.ts';
import type { Bench, BenchOptions, Row } from './bench.ts';
import { requestOf, sendAll } from './raw-client.ts';

const CONNECTIONS = 100;
const CASES_EACH = 150;
const ROUNDS = 3;
/** Operations of each connection in one round, and those before that only warm the program up. */
const EACH = 150;
const WARM = 60;

/** Of a second: what Linux counts processor time in. */
const TICKS = 100;

type Server = { readonly port: number; readonly pid: number; readonly stop: () => Promise<unknown> };
type Measured = { readonly perSecond: number; readonly p50: number; readonly p99: number; readonly cpu: number };

/**
 * What each workstation sends, one request after the other. Every second outcome is a promise, on one case after the
 * other, as a shift goes; the workstations capture in turn, so that ids come in the order of time as they do there.
 */
const captureRequests = (desks: readonly Desk[], count: number): readonly (readonly Buffer[])[] => {
  const stations = desks.map(captureAt);
  const lanes: Buffer[][] = stations.map(() => []);
  for (let i = 0; i < count; i += 1) for (const [n, next] of stations.entries()) lanes[n]?.push(next(i));
  return lanes;
};

const captureAt = ({ device, operatorId, cases }: Desk): ((i: number) => Buffer) => {
  const { capture, epoch, deviceId, credential } = createWorkstation(device);
  return (i) => {
    const { caseId, partyId } = cases[i % cases.length] ?? { caseId: '', partyId: '' };
    const op = capture({
      kind: 'outcome',
      operatorId,
      caseId,
      baseVersion: Math.floor(i / cases.length),
      occurredAt: new Date().toISOString(),
      body: i % 2 === 0 ? noAnswer(partyId) : promised(partyId, 5_000, '2099-01-08', '2099-01-12'),
    });
    return requestOf('/api/sync/push', `Device ${credential}`, JSON.stringify({ epoch, deviceId, ops: [op] }));
  };
};

const startBare = async (folder: string): Promise<Server> => {
  const file = path.join(import.meta.dirname, 'bare-server.ts');
  const child = spawn(process.execPath, [file, path.join(folder, 'bare.db')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(Number(line)));
  });
  return {
    port,
    pid: child.pid ?? 0,
    stop: () =>
      new Promise((resolve) => {
        child.once('close', resolve);
        child.kill('SIGTERM');
      }),
  };
};

/** Seconds that a process has used of all processors; 0 where the system does not say (it is Linux that does). */
const processorTime = (pid: number): number => {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
};

const measure = async (
  { port, pid }: Pick<Server, 'port' | 'pid'>,
  lanes: readonly (readonly Buffer[])[],
): Promise<Measured> => {
  const cpu = processorTime(pid);
  const from = performance.now();
  const timed = await Promise.all(lanes.map((requests) => sendAll(port, requests, () => false)));
  const seconds = (performance.now() - from) / 1000;
  const [failure] = timed.flatMap(({ failures }) => failures);
  if (failure !== undefined) throw new Error(`a push failed: ${failure}`);
  const sorted = timed.flatMap(({ latencies }) => latencies).toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const used = ((processorTime(pid) - cpu) / sorted.length) * 1e6;
  return { perSecond: sorted.length / seconds, p50: at(0.5), p99: at(0.99), cpu: used };
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const spread = (values: readonly number[]): string => {
  const sorted = values.toSorted((a, b) => a - b).map((value) => Math.round(value * 10) / 10);
  return `${sorted[0]}–${sorted.at(-1)} in ${values.length} rounds`;
};

const rowsOf = (product: readonly Measured[], bare: readonly Measured[]): Row[] => {
  const row = (what: string, unit: string, pick: (one: Measured) => number): Omit<Row, 'budget'> => ({
    what: `push, ${CONNECTIONS} connections, one operation each: ${what}`,
    value: median(product.map(pick)),
    unit,
    baseline: { what: 'bare server', value: median(bare.map(pick)) },
    note: `${spread(product.map(pick))}; bare ${spread(bare.map(pick))}`,
  });
  return [
    { ...row('durable outcomes', '/s', (one) => one.perSecond), budget: { atLeast: 5_000 } },
    row('half answered within', 'ms', (one) => one.p50),
    { ...row('99 % answered within', 'ms', (one) => one.p99), budget: { atMost: 25 } },
    // Says on a machine that others use as well what the rates do not: how much work an outcome is.
    row('processor time', 'µs', (one) => one.cpu),
  ];
};

const run = async ({ scale, say }: BenchOptions): Promise<readonly Row[]> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-push-'));
  const each = Math.max(20, Math.round(EACH * scale));
  try {
    const opened = await openContext(folder);
    const desks = fillPortfolio(opened.context, { operators: CONNECTIONS, casesEach: CASES_EACH });
    await opened.close();
    const lanes = captureRequests(desks, WARM + ROUNDS * each);
    say(`${CONNECTIONS * (WARM + ROUNDS * each)} operations captured and sealed beforehand`);
    const bare = await startBare(folder);
    // Its own processor profile: NODE_OPTIONS would profile the bare server too.
    const profile = process.env['BENCH_CPU_PROF'];
    const node = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
    const product = await startCoordinator(folder, { node });
    const served = { port: Number(new URL(product.url).port), pid: product.pid };
    try {
      const part = (from: number, count: number) => lanes.map((lane) => lane.slice(from, from + count));
      await measure(served, part(0, WARM));
      await measure(bare, part(0, WARM));
      const found: { product: Measured[]; bare: Measured[] } = { product: [], bare: [] };
      for (let round = 0; round < ROUNDS; round += 1) {
        const requests = part(WARM + round * each, each);
        found.product.push(await measure(served, requests));
        found.bare.push(await measure(bare, requests));
        say(`round ${round + 1}: ${JSON.stringify({ product: found.product.at(-1), bare: found.bare.at(-1) })}`);
      }
      return rowsOf(found.product, found.bare);
    } finally {
      await Promise.all([product.stop(), bare.stop()]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const bench: Bench = {
  name: 'push',
  summary: 'authenticated single-operation pushes over HTTP, beside a bare group-committing server',
  run,
};
