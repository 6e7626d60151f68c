import type { ChildProcess } from 'node:child_process';

/** True until the program has ended. */
const isRunning = (child: ChildProcess): boolean => child.exitCode === null && child.signalCode === null;

/** Resolves when the program has ended, with its code (null after a signal, or when it never started). */
export const whenEnded = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (!isRunning(child)) {
      resolve(child.exitCode);
      return;
    }
    child.once('exit', (code) => resolve(code));
    child.once('error', () => resolve(null));
  });

/**
 * Asks a program to end and waits for it; after `patienceMs` it is ended by force. Windows knows no such request, but
 * there Ctrl C has already reached every program of the console: it is only waited for.
 */
export const stopChild = async (child: ChildProcess, patienceMs = 10_000): Promise<void> => {
  if (!isRunning(child) || child.pid === undefined) return;
  const ended = whenEnded(child);
  if (process.platform !== 'win32') child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), patienceMs);
  await ended;
  clearTimeout(force);
};

/** Resolves when the signal is aborted. */
export const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
