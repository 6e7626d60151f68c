import type { Context, Start } from '../context.ts';
import { closeSilent, destroyOutlived, sweepFiles } from './close.ts';

const LOOK_MS = 30_000;
const HOUR_MS = 60 * 60_000;

/** Says in the log that something went wrong, without what. */
const guarded = (context: Context, what: string, work: () => unknown): void => {
  const failed = (error: unknown): void =>
    context.log.error({ name: error instanceof Error ? error.name : '' }, `${what} failed`);
  try {
    void Promise.resolve(work()).catch(failed);
  } catch (error) {
    failed(error);
  }
};

/** Closes torn recordings within half a minute of their time, and destroys outlived ones at the start and every hour. */
export const startRecordingClock: Start = (context) => {
  const tidy = (): void =>
    guarded(context, 'the retention of recordings', () => {
      destroyOutlived(context);
      sweepFiles(context);
    });
  const look = (): void => guarded(context, 'closing torn recordings', () => closeSilent(context));
  tidy();
  look();
  const timers = [setInterval(tidy, HOUR_MS), setInterval(look, LOOK_MS)];
  for (const timer of timers) timer.unref();
  return { stop: () => timers.forEach((timer) => clearInterval(timer)) };
};
