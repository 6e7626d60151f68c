import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { IntakeReport } from '../../src-shared/contract/intake.ts';
import { type CoordinatorProcess, MAIN, startCoordinator } from '../fixtures/coordinator-process.ts';
import type { Bench, BenchOptions, Row } from './bench.ts';
import { CREDITOR, openOffice } from './office.ts';
import { writePlacement } from './placement-file.ts';

/** Rows of the budget table; a full run takes minutes, so a fifth of it is the rule and BENCH_FULL=1 the whole. */
const ROWS = process.env['BENCH_FULL'] === '1' ? 1_000_000 : 200_000;
const LOOK_MS = 20;

const run = promisify(execFile);

/** Peak resident memory of a process in MB; 0 where the system does not say (it is Linux that does). */
const peakMemory = (pid: number): number => {
  const status = `/proc/${pid}/status`;
  if (!existsSync(status)) return 0;
  return Math.round(Number(/VmHWM:\s+(\d+)/u.exec(readFileSync(status, 'utf8'))?.[1] ?? 0) / 1024);
};

/** Asks for the coordinator's health again and again; answers the latencies when told to stop. */
const askMeanwhile = (url: string): (() => Promise<number[]>) => {
  const latencies: number[] = [];
  let going = true;
  const asking = (async () => {
    while (going) {
      const begun = performance.now();
      const answer = await fetch(`${url}/health`);
      await answer.arrayBuffer();
      latencies.push(performance.now() - begun);
      await new Promise((resolve) => void setTimeout(resolve, LOOK_MS));
    }
  })();
  return async () => {
    going = false;
    await asking;
    return latencies.toSorted((a, b) => a - b);
  };
};

const measure = async ({ scale, say }: BenchOptions): Promise<readonly Row[]> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-load-'));
  const running: CoordinatorProcess[] = [];
  try {
    const rows = Math.max(1_000, Math.round(ROWS * scale));
    const file = path.join(folder, 'placement.csv');
    writePlacement(file, rows);
    say(`${rows} rows × 18 columns, ${Math.round(statSync(file).size / 1e6)} MB`);
    const dataDir = path.join(folder, 'data');
    await openOffice(dataDir);
    const coordinator = await startCoordinator(dataDir);
    running.push(coordinator);
    const stopAsking = askMeanwhile(coordinator.url);
    const begun = performance.now();
    const words = ['--data', dataDir, '--creditor', CREDITOR, '--file', file, '--commit', '--json'];
    const { stdout } = await run(process.execPath, [
      MAIN,
      'intake',
      ...words,
      '--rejects',
      path.join(folder, 'rejects.csv'),
    ]);
    const seconds = (performance.now() - begun) / 1000;
    const latencies = await stopAsking();
    const memory = peakMemory(coordinator.pid);
    await coordinator.stop();
    const report = IntakeReport.parse(JSON.parse(stdout));
    if (!report.committed) throw new Error('the placement did not load');
    say(
      `loaded in ${seconds.toFixed(1)} s: ${report.accepted} accepted, ${report.rejected} rejected, ${report.duplicate} duplicate`,
    );
    const bare = await run(process.execPath, [
      path.join(import.meta.dirname, 'bare-insert.ts'),
      path.join(dataDir, 'sollecito.db'),
      path.join(folder, 'bare.db'),
    ]);
    const baseline = JSON.parse(bare.stdout) as { rows: number; seconds: number };
    say(`bare insert of the same ${baseline.rows} normalised rows: ${baseline.seconds.toFixed(1)} s`);
    const size = `${rows} rows of a file, ${baseline.rows} in the tables`;
    return [
      {
        what: 'placement load, file to published batch with rejects',
        value: rows / seconds,
        unit: 'rows/s',
        budget: { atLeast: 16_000 },
        baseline: { what: 'bare insert of the same rows', value: rows / baseline.seconds },
        note: size,
      },
      {
        what: 'placement load against the bare insert',
        value: seconds / baseline.seconds,
        unit: '×',
        budget: { atMost: 2.5 },
        note: `${seconds.toFixed(1)} s against ${baseline.seconds.toFixed(1)} s`,
      },
      {
        what: 'other requests meanwhile, 95 % answered within',
        value: latencies[Math.floor(latencies.length * 0.95)] ?? 0,
        unit: 'ms',
        budget: { atMost: 100 },
        note: `${latencies.length} requests, slowest ${Math.round(latencies.at(-1) ?? 0)} ms`,
      },
      {
        what: 'placement load, peak memory of the coordinator',
        value: memory,
        unit: 'MB',
        budget: { atMost: 600 },
        note: size,
      },
    ];
  } finally {
    for (const { kill } of running) await kill();
    rmSync(folder, { recursive: true, force: true });
  }
};

export const bench: Bench = {
  name: 'load',
  summary: 'a placement file of 18 columns, from the disk to the published batch',
  run: measure,
};
