import type { Queue, QueueRow } from '../../src-renderer/offline/api.ts';
import type { BrowserDesk } from './browser-desk.ts';

export type DeskTimes = Readonly<
  Record<'search' | 'bareSearch' | 'next' | 'bareNext' | 'capture' | 'barePut', readonly number[]>
>;

const SEARCHED = 60;
const WORKED = 200;
/** A shift has an outcome a minute; this leaves the worker the time to deliver and rank between two. */
const PAUSE_MS = 25;

type Ask = (call: string, args: readonly unknown[]) => Promise<unknown>;

/**
 * What the screens ask of the worker, timed in the page, each beside the same thing done as barely as a page can: a
 * scan of ready-made names, a sort of numbers, one strict put.
 */
export const atTheDesk = ({ page }: BrowserDesk): Promise<DeskTimes> =>
  page.evaluate(
    async ({ searched, worked, pause }) => {
      const { ask } = globalThis as unknown as { ask: Ask };
      const timed = async (times: number[], fn: () => unknown): Promise<unknown> => {
        const from = performance.now();
        const answer = await fn();
        times.push(performance.now() - from);
        return answer;
      };
      const rest = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, pause));
      const times = {
        search: [] as number[],
        bareSearch: [] as number[],
        next: [] as number[],
        bareNext: [] as number[],
        capture: [] as number[],
        barePut: [] as number[],
      };
      const { caseIds } = (await ask('queue', ['all'])) as Queue;
      const rows = (await ask('queueRows', [caseIds])) as readonly QueueRow[];
      const names = rows.map(({ name }) => name.toLowerCase());
      const step = Math.max(1, Math.floor(rows.length / searched));
      for (let n = 0; n < rows.length; n += step) {
        const { name, caseNumber } = rows[n] as QueueRow;
        // As it is typed: the first letters, one more, the whole; and a number.
        for (const text of [name.slice(0, 3), name.slice(0, 4), name, caseNumber.slice(-6)]) {
          await timed(times.search, () => ask('search', [text]));
          const small = text.toLowerCase();
          await timed(times.bareSearch, () => names.filter((one) => one.includes(small)).slice(0, 30));
        }
      }

      const numbers = rows.map(({ residual }) => residual);
      for (let n = 0; n < worked; n += 1) {
        const { caseId, partyId } = rows[n % rows.length] as QueueRow;
        const body = {
          code: 'NRI',
          partyId,
          contactPointId: null,
          callOpId: null,
          verified: 'not-verified',
          note: 'suona a vuoto',
          promise: null,
          plan: null,
          callback: null,
          amount: null,
          representative: null,
        };
        await timed(times.capture, () => ask('capture', ['outcome', caseId, body]));
        await timed(times.next, async () => {
          const next = (await ask('nextAfter', [caseId, 'suggested'])) as string | null;
          if (next !== null) await ask('open', [next]);
        });
        await timed(times.bareNext, () => numbers.toSorted((a, b) => b - a)[0]);
        await rest();
      }

      const opened = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('bench-bare', 1);
        request.onupgradeneeded = () => void request.result.createObjectStore('puts');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error('no database'));
      });
      for (let n = 0; n < worked; n += 1) {
        await timed(
          times.barePut,
          () =>
            new Promise<void>((resolve) => {
              const put = opened.transaction('puts', 'readwrite', { durability: 'strict' });
              put.objectStore('puts').put('x'.repeat(1_000), n);
              put.oncomplete = () => resolve();
            }),
        );
        await rest();
      }
      opened.close();
      return times;
    },
    { searched: SEARCHED, worked: WORKED, pause: PAUSE_MS },
  );
