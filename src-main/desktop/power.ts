import type { PowerMonitor, PowerSaveBlocker } from 'electron';
import type { PowerEvent } from '../../src-shared/contract/host.ts';

/** Nobody has touched the computer for this long: away. */
export const idleSeconds = 600;
const lookMs = 15_000;

/** Tells the page of sleep, wake, lock, unlock, and of nobody being there. */
export const watchPower = (
  monitor: Pick<PowerMonitor, 'on' | 'getSystemIdleTime'>,
  tell: (event: PowerEvent) => void,
  every: (milliseconds: number, run: () => void) => void,
): void => {
  monitor.on('suspend', () => tell('suspend'));
  monitor.on('resume', () => tell('resume'));
  monitor.on('lock-screen', () => tell('lock'));
  monitor.on('unlock-screen', () => tell('unlock'));
  let idle = false;
  every(lookMs, () => {
    const now = monitor.getSystemIdleTime() >= idleSeconds;
    if (now === idle) return;
    idle = now;
    tell(idle ? 'idle' : 'active');
  });
};

/** Keeps the computer from falling asleep by itself while it is told to: sound goes on behind a dark screen. */
export const createWakefulness = (blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>): ((awake: boolean) => void) => {
  let held: number | null = null;
  return (awake) => {
    if (awake === (held !== null)) return;
    if (held !== null) blocker.stop(held);
    held = awake ? blocker.start('prevent-app-suspension') : null;
  };
};
