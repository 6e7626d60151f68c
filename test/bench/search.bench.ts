import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Bench, BenchOptions, Row } from './bench.ts';
import { openBrowser, openDesk } from './browser-desk.ts';
import { searchCoordinator } from './coordinator-search.ts';
import { startCoordinator } from '../fixtures/coordinator-process.ts';
import { giveCases, openOffice, placeRows, ROWS_PER_CASE } from './office.ts';
import { percentile, rowOf } from './percentile.ts';
import { atTheDesk } from './desk-times.ts';

const CASES = 10_000;
/** The budget table's million takes minutes to load: a fifth of it is the rule and BENCH_FULL=1 the whole. */
const ON_THE_COORDINATOR = process.env['BENCH_FULL'] === '1' ? 1_000_000 : 200_000;
const OPERATOR = 'piera';
const LEADER = 'sara';

const measure = async ({ scale, say }: BenchOptions): Promise<readonly Row[]> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-search-'));
  const running: (() => Promise<unknown>)[] = [];
  try {
    const dataDir = path.join(folder, 'data');
    const wanted = Math.max(500, Math.round(CASES * scale));
    await openOffice(dataDir, { [OPERATOR]: 'operator', [LEADER]: 'leader', ada: 'administrator' });
    await placeRows(dataDir, Math.ceil(Math.max(wanted, ON_THE_COORDINATOR * scale) * ROWS_PER_CASE));
    const cases = await giveCases(dataDir, OPERATOR, wanted);
    const coordinator = await startCoordinator(dataDir);
    running.push(coordinator.stop);
    const browser = await openBrowser();
    running.push(() => browser.close());
    const desk = await openDesk(browser, coordinator.url, OPERATOR);
    await desk.firstSync();
    const { search, bareSearch, next, bareNext, capture, barePut } = await atTheDesk(desk);
    say(`at the desk: ${search.length} searches, ${next.length} next cases, ${capture.length} captures`);
    await desk.close();
    const there = await searchCoordinator(coordinator.url, dataDir, LEADER);
    const found = `${there.cases.toLocaleString('en-GB')} cases on the coordinator`;
    return [
      rowOf({
        what: `search as you type, ${cases} cases on the workstation: 95 % within`,
        times: search,
        bare: ['plain scan of the names', bareSearch],
        budget: { atMost: 100 },
      }),
      rowOf({
        what: `next case after an outcome, ${cases} cases: 95 % within`,
        times: next,
        bare: ['plain sort', bareNext],
        budget: { atMost: 50 },
      }),
      {
        what: 'outcome durable on the workstation: 99 % within',
        value: percentile(capture, 0.99),
        unit: 'ms',
        budget: { atMost: 20 },
        baseline: { what: 'bare strict put', value: percentile(barePut, 0.99) },
        note: `half ${percentile(capture, 0.5).toFixed(1)} ms; sealed twice, delivered meanwhile`,
      },
      rowOf({
        what: `search for a case to pay, ${found}: 95 % within`,
        times: there.pay,
        bare: ['bare prefix query', there.bare],
        budget: { atMost: 100 },
      }),
      rowOf({
        what: `search in the assignment’s list, ${found}: 95 % within`,
        times: there.assign,
        bare: ['bare prefix query', there.bare],
        budget: { atMost: 100 },
      }),
    ];
  } finally {
    for (const stop of running.toReversed()) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

export const bench: Bench = {
  name: 'search',
  summary: 'search, next case and capture in a real Chromium, and search on a large coordinator',
  run: measure,
};
