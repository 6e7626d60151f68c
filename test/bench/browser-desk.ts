import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { ensureChromium } from '../setup/chromium.ts';
import { PASSWORD } from './office.ts';

/** What the bench notes in the page, around the product's own worker and without changing it. */
type Noted = {
  readonly worker: Worker | null;
  readonly askedAt: Readonly<Record<string, number>>;
  readonly syncedAt: number | null;
  readonly failed: string | null;
};

export const openBrowser = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: await ensureChromium(),
    args: process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : [],
  });

/**
 * Notes, in the page's wall clock, when the page asked its worker for what, and when a sync was complete; `ask` asks
 * the same worker what the screens ask.
 */
const noteWorker = (): void => {
  const noted: { -readonly [K in keyof Noted]: Noted[K] } = { worker: null, askedAt: {}, syncedAt: null, failed: null };
  const now = (): number => performance.timeOrigin + performance.now();
  const Made = Worker;
  const Watched = function (url: URL, options: WorkerOptions) {
    const worker = new Made(url, options);
    // The telephone has a worker of its own, for its timers.
    if (!String(url).includes('store-worker')) return worker;
    noted.worker = worker;
    const post = worker.postMessage.bind(worker) as (message: { readonly name?: string }) => void;
    worker.postMessage = (message: { readonly name?: string }) => {
      noted.askedAt = { ...noted.askedAt, [message.name ?? '']: now() };
      post(message);
    };
    worker.addEventListener('message', ({ data }: MessageEvent) => {
      const { name, args } = data as { name?: string; args?: readonly unknown[] };
      const status = name === 'changed' ? (args?.[1] as { phase: string; lastSyncAt: string | null }) : null;
      if (status?.phase === 'idle' && status.lastSyncAt !== null) noted.syncedAt ??= now();
      if (status?.phase === 'refused') noted.failed = JSON.stringify(status);
    });
    return worker;
  };
  let asked = 1e9;
  const ask = (call: string, args: readonly unknown[]): Promise<unknown> => {
    const { worker } = noted;
    if (worker === null) throw new Error('no worker');
    asked += 1;
    const id = asked;
    return new Promise((resolve, reject) => {
      const heard = ({ data }: MessageEvent): void => {
        const answer = data as { readonly id: number; readonly kind: string; readonly value: unknown; error: unknown };
        if (answer.id !== id || answer.kind === 'call') return;
        worker.removeEventListener('message', heard);
        if (answer.kind === 'error') reject(new Error(JSON.stringify(answer.error)));
        else resolve(answer.value);
      };
      worker.addEventListener('message', heard);
      worker.postMessage({ kind: 'call', id, name: 'ask', args: [call, args] });
    });
  };
  Object.assign(globalThis, { Worker: Watched, noted, ask });
};

export type BrowserDesk = {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Milliseconds of the wall clock: the first pull's departure, and the notice that the last page is applied. */
  readonly firstSync: () => Promise<{ readonly from: number; readonly to: number; readonly asked: number }>;
  readonly close: () => Promise<void>;
};

/** The real application in a browser profile of its own, with an empty store, signed in through its screen. */
export const openDesk = async (browser: Browser, origin: string, login: string): Promise<BrowserDesk> => {
  const context = await browser.newContext({ locale: 'it-IT', timezoneId: 'Europe/Rome' });
  await context.addInitScript(noteWorker);
  const page = await context.newPage();
  const pulls: number[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/api/sync/pull')) pulls.push(Date.now());
  });
  await page.goto(origin);
  await page.getByLabel('Nome utente').fill(login);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Accedi', exact: true }).click();
  return {
    page,
    context,
    firstSync: async () => {
      const handle = await page.waitForFunction(
        () => {
          const { syncedAt, failed, askedAt } = (globalThis as unknown as { noted: Noted }).noted;
          if (failed !== null) throw new Error(failed);
          return syncedAt === null ? null : { to: syncedAt, asked: askedAt['openOnline'] ?? 0 };
        },
        undefined,
        { timeout: 120_000 },
      );
      const { to, asked } = (await handle.jsonValue()) ?? { to: 0, asked: 0 };
      return { from: pulls[0] ?? asked, to, asked };
    },
    close: () => context.close(),
  };
};
