import type { UtilityProcess } from 'electron';
import type { CoordinatorState } from '../../src-shared/contract/host.ts';

/** How a child is started: `utilityProcess.fork` in the application, a stand-in in tests. */
export type ForkCoordinator = (args: readonly string[]) => Pick<UtilityProcess, 'on' | 'kill' | 'stdout' | 'stderr'>;

export type CoordinatorChildOptions = {
  readonly fork: ForkCoordinator;
  /** The coordinator's data folder. */
  readonly dataDirectory: string;
  /** Gets each line of the coordinator's error output: its log. */
  readonly log: (line: string) => void;
  readonly tell: (state: CoordinatorState, fingerprint: string | null) => void;
  /** Calls back after so many milliseconds; injected so that tests need no clock. */
  readonly later: (callback: () => void, milliseconds: number) => void;
  readonly now: () => number;
};

export type StartOptions = { readonly sample: boolean; readonly share: boolean };

export type CoordinatorChild = {
  readonly state: () => CoordinatorState;
  readonly start: (options: StartOptions) => Promise<CoordinatorState>;
  readonly stop: () => Promise<CoordinatorState>;
};

type Ready = { readonly url: string; readonly fingerprint: string | null };

/** Restarts within this time count as one trouble; after so many of them the coordinator stays down and says so. */
const troubleMs = 60_000;
const mostRestarts = 5;

/** What a ready line says, or null for any other line. */
export const parseReadyLine = (line: string): Ready | null => {
  try {
    const message: unknown = JSON.parse(line);
    if (typeof message !== 'object' || message === null) return null;
    if (!('ready' in message) || message.ready !== true || !('url' in message)) return null;
    if (typeof message.url !== 'string') return null;
    const fingerprint =
      'fingerprint' in message && typeof message.fingerprint === 'string' ? message.fingerprint : null;
    return { url: message.url, fingerprint };
  } catch {
    return null;
  }
};

/** The words of the coordinator's command line; beyond this computer it listens on every address, over HTTPS. */
export const serveArguments = (dataDirectory: string, { sample, share }: StartOptions): string[] => [
  'serve',
  '--data',
  dataDirectory,
  '--port',
  '4870',
  ...(share ? ['--host', '0.0.0.0', '--tls', 'self'] : []),
  ...(sample ? ['--sample'] : []),
];

/** Calls back with each whole line of a stream. */
const onLines = (stream: NodeJS.ReadableStream | null, take: (line: string) => void): void => {
  let rest = '';
  stream?.on('data', (chunk: Buffer | string) => {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    lines.forEach(take);
  });
};

/**
 * Runs the coordinator as a child of the desktop application. It is running when it says so on its ready line, comes
 * back by itself when it falls over, ever more slowly, and gives up with a reason when it falls over again and again.
 */
export const createCoordinatorChild = (options: CoordinatorChildOptions): CoordinatorChild => {
  let state: CoordinatorState = { state: 'stopped' };
  let child: ReturnType<ForkCoordinator> | null = null;
  let wanted: StartOptions | null = null;
  let falls: number[] = [];
  let lastWords = '';
  let settle: ((state: CoordinatorState) => void)[] = [];

  const become = (next: CoordinatorState, fingerprint: string | null = null): void => {
    state = next;
    options.tell(next, fingerprint);
    if (next.state === 'starting') return;
    const waiting = settle;
    settle = [];
    waiting.forEach((done) => done(next));
  };
  const settled = (): Promise<CoordinatorState> => new Promise((resolve) => settle.push(resolve));

  const fallen = (code: number): void => {
    child = null;
    if (wanted === null) {
      become({ state: 'stopped' });
      return;
    }
    const now = options.now();
    falls = [...falls.filter((at) => now - at < troubleMs), now];
    if (falls.length > mostRestarts) {
      wanted = null;
      become({ state: 'failed', reason: lastWords || `exit code ${code}, ${falls.length} times in a minute` });
      return;
    }
    become({ state: 'starting' });
    options.later(() => wanted !== null && child === null && run(wanted), 500 * 2 ** (falls.length - 1));
  };

  const run = (start: StartOptions): void => {
    const started = options.fork(serveArguments(options.dataDirectory, start));
    child = started;
    onLines(started.stdout, (line) => {
      const ready = parseReadyLine(line);
      if (ready !== null && child === started) become({ state: 'running', url: ready.url }, ready.fingerprint);
    });
    onLines(started.stderr, (line) => {
      if (line.trim() !== '') lastWords = line.trim();
      options.log(line);
    });
    started.on('exit', (code) => child === started && fallen(code));
  };

  return {
    state: () => state,
    start: (start) => {
      if (state.state === 'running') return Promise.resolve(state);
      wanted = start;
      const done = settled();
      if (child === null) {
        falls = [];
        become({ state: 'starting' });
        run(start);
      }
      return done;
    },
    stop: () => {
      wanted = null;
      if (child === null) {
        if (state.state !== 'stopped') become({ state: 'stopped' });
        return Promise.resolve(state);
      }
      const done = settled();
      child.kill();
      return done;
    },
  };
};
