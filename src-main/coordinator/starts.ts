import { finishClosings } from './closing/close.ts';
import type { Start } from './context.ts';
import { recoverIntake } from './intake/batch/recover.ts';
import { startPayments } from './payments/leftovers.ts';
import { startRecordingClock } from './recording/clock.ts';
import { startCheckpoints } from './store/checkpoints.ts';
import { startFeedThinning } from './work/feed-thinning.ts';
import { startPromiseClock } from './work/promise-clock.ts';

/** Clean-up after a crash and clocks, in order, before the first request. Add yours here, one line. */
export const STARTS: readonly Start[] = [
  startCheckpoints,
  recoverIntake,
  startPayments,
  startPromiseClock,
  startFeedThinning,
  finishClosings,
  startRecordingClock,
];
