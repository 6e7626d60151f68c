import { finishClosings } from './closing/close.ts';
import type { Context } from './context.ts';
import { recoverIntake } from './intake/batch/recover.ts';
import { startPayments } from './payments/leftovers.ts';
import { startCheckpoints } from './store/checkpoints.ts';
import { startPromiseClock } from './work/promise-clock.ts';

/** What runs beside the requests: begun when the folder is served; the answer ends it. */
export type Start = (context: Context) => { readonly stop: () => void };

/** Clean-up after a crash and clocks, in order, before the first request. Add yours here, one line. */
export const STARTS: readonly Start[] = [
  startCheckpoints,
  recoverIntake,
  startPayments,
  startPromiseClock,
  finishClosings,
];
