import type { ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { stopChild, whenAborted, whenEnded } from './child.ts';
import { AlreadyServed, startCoordinator } from './coordinator-process.ts';
import type { LaunchHost, LaunchOptions } from './options.ts';
import { browserArguments, desktopArguments, openWindow } from './window.ts';

/** What a launch needs of the machine; the composition root fills it in, a test passes stand-ins. */
export type Machine = {
  readonly root: string;
  readonly coordinatorFile: string;
  readonly asRoot: boolean;
  readonly hasDisplay: boolean;
  readonly findBrowser: () => string | null;
  /** The Electron program, fetched if that can be done quickly, or null. */
  readonly findElectron: (signal: AbortSignal) => Promise<string | null>;
  /** Builds what is stale of the named parts; rejects when it does not build. */
  readonly build: (parts: readonly string[]) => Promise<void>;
  readonly say: (line: string) => void;
};

type Window = { readonly program: string; readonly kind: 'desktop' | 'browser' };

/** Decides what to open, saying in one line each time something asked for is not there. */
const chooseWindow = async (machine: Machine, host: LaunchHost, signal: AbortSignal): Promise<Window | null> => {
  if (host === 'none') return null;
  if (!machine.hasDisplay) {
    machine.say('There is no display here, so no window is opened.');
    return null;
  }
  if (host === 'desktop') {
    const program = await machine.findElectron(signal);
    if (program !== null) return { program, kind: 'desktop' };
    machine.say('The Electron runtime is not here and cannot be fetched: opening the same application in a browser.');
  }
  const program = machine.findBrowser();
  if (program !== null) return { program, kind: 'browser' };
  machine.say('No Chromium, Chrome or Edge was found: open the address below in one of them.');
  return null;
};

const open = (machine: Machine, options: LaunchOptions, { program, kind }: Window, url: string): ChildProcess => {
  const place = { url, workspace: options.workspace, root: machine.root, asRoot: machine.asRoot };
  const child = openWindow(program, kind === 'desktop' ? desktopArguments(place) : browserArguments(place));
  child.on('error', (error) => machine.say(`The window could not be opened: ${error.message}`));
  child.on('exit', (code) => {
    const what = code === 0 ? 'The window is closed.' : `The window's program ended with code ${code ?? 'none'}.`;
    machine.say(`${what} The coordinator goes on at ${url} (Ctrl C stops it).`);
  });
  return child;
};

/**
 * Runs the product until `signal` is aborted or the coordinator ends: builds, starts the coordinator, opens a window,
 * and at the end stops both and waits for them. Returns the exit code.
 */
export const launch = async (options: LaunchOptions, machine: Machine, signal: AbortSignal): Promise<number> => {
  await mkdir(options.workspace, { recursive: true });
  const window = await chooseWindow(machine, options.host, signal);
  await machine.build(
    window?.kind === 'desktop' ? ['renderer', 'coordinator', 'desktop'] : ['renderer', 'coordinator'],
  );
  if (signal.aborted) return 0;

  machine.say(`Starting the coordinator on ${options.workspace} …`);
  const starting = startCoordinator({
    file: machine.coordinatorFile,
    workspace: options.workspace,
    port: options.port,
    signal,
  });
  const coordinator = await starting.catch((error: unknown) => {
    if (!signal.aborted) machine.say(error instanceof Error ? error.message : String(error));
    return error instanceof AlreadyServed ? 'served' : null;
  });
  // What was asked for is there already.
  if (coordinator === 'served') return 0;
  if (coordinator === null) return signal.aborted ? 0 : 1;

  machine.say(`Sollecito is at ${coordinator.url} (Ctrl C stops it)`);
  const shown = window === null ? null : open(machine, options, window, coordinator.url);
  await Promise.race([whenAborted(signal), whenEnded(coordinator.child)]);
  const unexpected = !signal.aborted;
  if (unexpected) machine.say('The coordinator has ended.');
  if (shown) {
    shown.removeAllListeners('exit');
    await stopChild(shown);
  }
  await stopChild(coordinator.child);
  return unexpected ? 1 : 0;
};
