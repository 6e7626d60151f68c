import { fork } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import type { PracticePbx, PracticePbxOptions } from '../practice-pbx.ts';
import { isReply, type Channel, type Operation, type Started } from './messages.ts';

/** The exchange as it is seen from the process that started it. */
export type PracticePbxProcess = PracticePbx & {
  /** Resolves when it has ended, asked or not. */
  readonly ended: Promise<void>;
};

/** Where it runs: the packaged application is no Node interpreter and cannot start one; there it is a thread. */
type Home = 'process' | 'thread';
const usualHome = (): Home => (process.versions['electron'] === undefined ? 'process' : 'thread');

const entry = import.meta.url.endsWith('.ts')
  ? new URL('./pbx-process.ts', import.meta.url)
  : new URL('./practice.pbx-process.js', import.meta.url);

type Host = Channel & {
  readonly kill: () => void;
  readonly ended: Promise<void>;
  /** Whether it keeps this process from ending: only while something is awaited from it. */
  readonly keepAwake: (awake: boolean) => void;
};

const inProcess = (): Host => {
  const child = fork(entry, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  return {
    send: (message) => {
      if (child.connected) child.send(message, () => undefined);
    },
    onMessage: (take) => void child.on('message', take),
    kill: () => void child.kill('SIGKILL'),
    ended: new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    }),
    keepAwake: (awake) => {
      for (const handle of [child, child.channel]) {
        if (awake) handle?.ref();
        else handle?.unref();
      }
    },
  };
};

const inThread = (): Host => {
  const worker = new Worker(entry, { execArgv: [] });
  return {
    send: (message) => worker.postMessage(message),
    onMessage: (take) => void worker.on('message', take),
    kill: () => void worker.terminate(),
    ended: new Promise((resolve) => {
      worker.once('exit', () => resolve());
      // Its exit follows, and says all that matters here.
      worker.once('error', (error) => void process.stderr.write(`practice exchange: ${String(error)}\n`));
    }),
    keepAwake: (awake) => (awake ? worker.ref() : worker.unref()),
  };
};

const STOP_MS = 2_000;

/** Starts the exchange beside this process; rejects when it cannot start (a port that is taken, say). */
export async function launchPracticePbx(
  options: PracticePbxOptions,
  { home = usualHome() }: { readonly home?: Home } = {},
): Promise<PracticePbxProcess> {
  const host = home === 'process' ? inProcess() : inThread();
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let count = 0;
  host.onMessage((message) => {
    if (!isReply(message)) return;
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (waiting.size === 0) host.keepAwake(false);
    if (message.ok) asked?.resolve(message.value);
    else asked?.reject(new Error(message.error));
  });
  let gone = false;
  void host.ended.then(() => {
    gone = true;
    for (const asked of waiting.values()) asked.reject(new Error('The practice exchange has ended.'));
    waiting.clear();
  });

  const ask = async (operation: Operation | 'start', ...args: readonly unknown[]): Promise<unknown> => {
    if (gone) throw new Error('The practice exchange has ended.');
    const asked = Promise.withResolvers<unknown>();
    count += 1;
    waiting.set(count, asked);
    host.keepAwake(true);
    host.send({ id: count, operation, args } as Parameters<Channel['send']>[0]);
    return asked.promise;
  };
  const remote =
    <Name extends Exclude<Operation, 'stop'>>(name: Name) =>
    (...args: Parameters<PracticePbx[Name]>) =>
      ask(name, ...args) as ReturnType<PracticePbx[Name]>;

  try {
    const started = (await ask('start', options)) as Started;
    return {
      ...started,
      setDebtor: remote('setDebtor'),
      ring: remote('ring'),
      calls: remote('calls'),
      act: remote('act'),
      setAccounts: remote('setAccounts'),
      registered: remote('registered'),
      ended: host.ended,
      stop: async () => {
        const late = setTimeout(host.kill, STOP_MS);
        await ask('stop').catch(() => undefined); // Gone already is stopped too.
        host.keepAwake(true);
        await host.ended;
        clearTimeout(late);
      },
    };
  } catch (error) {
    host.keepAwake(true);
    host.kill();
    await host.ended;
    throw error;
  }
}
