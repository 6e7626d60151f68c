import type { PowerMonitor } from 'electron';
import type { PowerEvent } from '../../src-shared/contract/host.ts';

/** Tells the page of sleep, wake, lock and unlock. */
export const watchPower = (monitor: Pick<PowerMonitor, 'on'>, tell: (event: PowerEvent) => void): void => {
  monitor.on('suspend', () => tell('suspend'));
  monitor.on('resume', () => tell('resume'));
  monitor.on('lock-screen', () => tell('lock'));
  monitor.on('unlock-screen', () => tell('unlock'));
};
