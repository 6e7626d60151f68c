import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { idleSeconds, watchPower } from '../../../src-main/desktop/power.ts';

test('SH-03 sleep, lock and idleness are told to the page, each change once', () => {
  let idleTime = 0;
  let look = (): void => undefined;
  const monitor = Object.assign(new EventEmitter(), { getSystemIdleTime: () => idleTime });
  const told: string[] = [];
  watchPower(
    monitor as never,
    (event) => told.push(event),
    (_ms, run) => (look = run),
  );
  for (const name of ['suspend', 'resume', 'lock-screen', 'unlock-screen']) monitor.emit(name);
  expect(told.splice(0)).toEqual(['suspend', 'resume', 'lock', 'unlock']);
  for (const seconds of [0, idleSeconds - 1, idleSeconds, idleSeconds + 15, 0, 15]) {
    idleTime = seconds;
    look();
  }
  expect(told).toEqual(['idle', 'active']);
});
