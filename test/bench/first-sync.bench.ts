import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { createApi } from '../../src-renderer/app/api.ts';
import { sessionRoutes } from '../../src-shared/contract/session.ts';
import { PULL_MAX, syncRoutes, type Change, type PullAnswer } from '../../src-shared/contract/sync.ts';
import { startCoordinator } from '../fixtures/coordinator-process.ts';
import type { Bench, BenchOptions, Row } from './bench.ts';
import { openBrowser, openDesk } from './browser-desk.ts';
import { giveCases, openOffice, PASSWORD, placeRows, ROWS_PER_CASE } from './office.ts';
import { startPouch } from './pouch-server.ts';

const CASES = 10_000;
const ROUNDS = 3;
const OPERATOR = 'piera';
/** PouchDB's own default, and one that suits it better; the quicker of the two is what the product is held against. */
const BATCHES = [100, 1_000] as const;

type Took = { readonly sync: number; readonly usable: number };

const signInAndSync = async (browser: Browser, origin: string): Promise<Took> => {
  const desk = await openDesk(browser, origin, OPERATOR);
  try {
    const { from, to, asked } = await desk.firstSync();
    return { sync: (to - from) / 1000, usable: (to - asked) / 1000 };
  } finally {
    await desk.close();
  }
};

/** Every row of the operator's scope, as a workstation gets it. */
const readRows = async (origin: string): Promise<readonly Change[]> => {
  let token: string | null = null;
  const api = createApi({
    origin: () => origin,
    token: () => token,
    onSessionEnded: () => undefined,
    fetch: (input, init) => fetch(input, init),
  });
  const session = await api.call(sessionRoutes.signIn, {
    body: { login: OPERATOR, password: PASSWORD, deviceId: null },
  });
  token = session.token;
  const { deviceId } = await api.call(syncRoutes.registerDevice, { body: { name: 'bench' } });
  const rows: Change[] = [];
  let at: Pick<PullAnswer, 'epoch' | 'cursors'> | null = null;
  for (let more = true; more;) {
    const body = { epoch: at?.epoch ?? null, cursors: at?.cursors ?? {}, deviceId, limit: PULL_MAX };
    const answer: PullAnswer = await api.call(syncRoutes.pull, { body });
    rows.push(...answer.changes.filter(({ row }) => row !== null));
    ({ more } = answer);
    at = answer;
  }
  return rows;
};

const TOGETHER = 1_000;

/** Each entity once: a row that changed while the base was read comes again on a later page. */
const latest = (changes: readonly Change[]): readonly Change[] => [
  ...new Map(changes.map((change) => [`${change.entity}.${change.id}`, change])).values(),
];

/** The same rows as documents of a CouchDB database. */
const fillPouch = async (url: string, rows: readonly Change[]): Promise<void> => {
  const send = async (method: string, address: string, body: unknown): Promise<void> => {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(address, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  await send('PUT', `${url}/rows`, {});
  for (let from = 0; from < rows.length; from += TOGETHER) {
    const docs = rows.slice(from, from + TOGETHER).map(({ entity, id, row }) => ({ _id: `${entity}.${id}`, row }));
    await send('POST', `${url}/rows/_bulk_docs`, { docs });
  }
};

type Pouch = new (name: string) => {
  readonly replicate: { from: (url: string, options: object) => Promise<{ readonly docs_written: number }> };
};

const replicate = async (browser: Browser, url: string, batch: number, rows: number): Promise<number> => {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${url}/bench.html`);
    const { seconds, written } = await page.evaluate(async (batchSize) => {
      const { PouchDB } = globalThis as unknown as { PouchDB: Pouch };
      const from = performance.now();
      const store = new PouchDB('rows');
      const { docs_written } = await store.replicate.from(`${location.origin}/rows`, { batch_size: batchSize });
      return { seconds: (performance.now() - from) / 1000, written: docs_written };
    }, batch);
    if (written !== rows) throw new Error(`PouchDB wrote ${written} of ${rows} rows`);
    return seconds;
  } finally {
    await context.close();
  }
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const said = (values: readonly number[]): string => values.map((value) => value.toFixed(2)).join(', ');

const measure = async ({ scale, say }: BenchOptions): Promise<readonly Row[]> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'bench-sync-'));
  const running: (() => Promise<unknown>)[] = [];
  try {
    const dataDir = path.join(folder, 'data');
    const wanted = Math.max(100, Math.round(CASES * scale));
    await openOffice(dataDir, { [OPERATOR]: 'operator', ada: 'administrator' });
    await placeRows(dataDir, Math.ceil(wanted * ROWS_PER_CASE));
    const cases = await giveCases(dataDir, OPERATOR, wanted);
    const coordinator = await startCoordinator(dataDir);
    running.push(coordinator.stop);
    const rows = latest(await readRows(coordinator.url));
    say(`${cases} cases, ${rows.length} rows, ${Math.round(JSON.stringify(rows).length / 1e6)} MB`);
    const pouchDir = path.join(folder, 'pouch');
    mkdirSync(pouchDir);
    const pouch = await startPouch(pouchDir, say);
    running.push(pouch.stop);
    await fillPouch(pouch.url, rows);
    const browser = await openBrowser();
    running.push(() => browser.close());
    await signInAndSync(browser, coordinator.url);
    const product: Took[] = [];
    const theirs = new Map<number, number[]>(BATCHES.map((batch) => [batch, []]));
    for (let round = 0; round < ROUNDS; round += 1) {
      product.push(await signInAndSync(browser, coordinator.url));
      for (const batch of BATCHES) theirs.get(batch)?.push(await replicate(browser, pouch.url, batch, rows.length));
      say(
        `round ${round + 1}: ${JSON.stringify({ product: product.at(-1), pouch: [...theirs].map(([, all]) => all.at(-1)) })}`,
      );
    }
    const syncs = product.map(({ sync }) => sync);
    const best = [...theirs].toSorted(([, a], [, b]) => median(a) - median(b))[0] ?? [0, []];
    const seconds = median(syncs);
    const pouchName = `PouchDB, batches of ${best[0]}, not encrypted`;
    const note = `${rows.length} rows; ${said(syncs)}; ${[...theirs].map(([batch, all]) => `PouchDB/${batch} ${said(all)}`).join('; ')}`;
    return [
      {
        what: `first sync of ${cases} cases into an empty encrypted browser store`,
        value: seconds,
        unit: 's',
        budget: { atMost: 3 },
        baseline: { what: pouchName, value: median(best[1]) },
        note,
      },
      {
        what: 'first sync against PouchDB ⇄ express-pouchdb, the same rows',
        value: median(best[1]) / seconds,
        unit: '×',
        budget: { atLeast: 4 },
      },
      {
        what: `from the password to ${cases} cases ready to work, empty store`,
        value: median(product.map(({ usable }) => usable)),
        unit: 's',
        note: 'keys, registration and first sync',
      },
    ];
  } finally {
    for (const stop of running.toReversed()) await stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

export const bench: Bench = {
  name: 'first-sync',
  summary: 'an operator’s first sign-in in a real Chromium, beside PouchDB and express-pouchdb on the same rows',
  run: measure,
};
