import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { stopChild, whenAborted, whenEnded } from './child.ts';

/** The port people remember; another is taken only when this one is in use. */
const usualPort = 4870;

export type RunningCoordinator = { readonly url: string; readonly child: ChildProcess };

type CoordinatorStart = {
  /** The coordinator's main file. */
  readonly file: string;
  readonly workspace: string;
  readonly port: number | null;
  /** Stops the start when it is aborted. */
  readonly signal: AbortSignal;
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** The usual port where it is free, else 0, which lets the system choose. */
export const choosePort = async (preferred = usualPort): Promise<number> => ((await isFree(preferred)) ? preferred : 0);

/** The address in a coordinator's ready line, or null for any other line. */
export const readyUrl = (line: string): string | null => {
  try {
    const message: unknown = JSON.parse(line);
    if (typeof message !== 'object' || message === null || !('ready' in message) || !('url' in message)) return null;
    return message.ready === true && typeof message.url === 'string' ? message.url : null;
  } catch {
    return null;
  }
};

/** Where another coordinator already serves the workspace, as this line of a refused one says; null for any other. */
const servedUrl = (line: string): string | null => {
  try {
    const { error } = JSON.parse(line) as { error?: { code?: unknown; params?: { url?: unknown } } };
    const url = error?.code === 'data-dir-in-use' ? error.params?.url : null;
    return typeof url === 'string' ? url : null;
  } catch {
    return null;
  }
};

/** The workspace is served already, at `url`. */
export class AlreadyServed extends Error {
  readonly url: string;
  constructor(url: string) {
    super(`Sollecito already runs on this workspace: it is at ${url}`);
    this.url = url;
  }
}

/**
 * Starts a coordinator on a sample workspace and resolves when it says that it is ready. Rejects when it ends before
 * that, with `AlreadyServed` where another serves the workspace; its own words about the reason are on the error output.
 */
export const startCoordinator = async (start: CoordinatorStart): Promise<RunningCoordinator> => {
  const port = start.port ?? (await choosePort());
  const args = [start.file, 'serve', '--data', start.workspace, '--port', String(port), '--sample', '--json'];
  // In a process group of its own: Ctrl C would reach it from the terminal and from here, and the coordinator takes a
  // second request to end as impatience.
  const detached = process.platform !== 'win32';
  // Its log shares the terminal with people: only what they should know.
  const env = { SOLLECITO_LOG: 'warn', ...process.env };
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], detached, env });
  const ended = whenEnded(child).then(() => null);
  const aborted = whenAborted(start.signal).then(() => null);
  const elsewhere: { url: string | null } = { url: null };
  const lines = createInterface({ input: child.stdout });
  const heard = new Promise<void>((resolve) => void lines.once('close', resolve));
  const ready = new Promise<string>((resolve) => {
    lines.on('line', (line) => {
      elsewhere.url ??= servedUrl(line);
      const url = readyUrl(line);
      if (url !== null) resolve(url);
    });
  });
  const url = await Promise.race([ready, ended, aborted]);
  if (url === null) {
    await stopChild(child);
    await heard;
    if (elsewhere.url !== null) throw new AlreadyServed(elsewhere.url);
    throw new Error('The coordinator ended before it was ready.');
  }
  return { url, child };
};
