import { parentPort } from 'node:worker_threads';
import { startPracticePbx, type PracticePbx } from '../practice-pbx.ts';
import { isRequest, type Channel, type Reply, type Request } from './messages.ts';

/**
 * The exchange in a process or thread of its own, started by launch.ts: the voice needs a packet every 20 ms, and what
 * the coordinator does for longer than that would be heard.
 */
const channel: Channel =
  parentPort === null
    ? {
        // That nobody hears it any more is known by the disconnect.
        send: (message) => void process.send?.(message, undefined, undefined, () => undefined),
        onMessage: (take) => void process.on('message', take),
      }
    : {
        send: (message) => parentPort?.postMessage(message),
        onMessage: (take) => void parentPort?.on('message', take),
      };

let running: PracticePbx | null = null;

const perform = async (request: Request): Promise<unknown> => {
  if (request.operation === 'start') {
    running ??= await startPracticePbx(request.args[0]);
    return { url: running.url, domain: running.domain, accounts: running.accounts };
  }
  if (running === null) throw new Error('The exchange is not started.');
  const operation = running[request.operation] as (...args: readonly unknown[]) => Promise<unknown>;
  return operation(...request.args);
};

const leave = (): void => {
  if (parentPort === null) process.exit(0);
  parentPort.close();
};

channel.onMessage((message) => {
  if (!isRequest(message)) return;
  const { id, operation } = message;
  perform(message)
    .then(
      (value): Reply => ({ id, ok: true, value: value ?? null }),
      (error: unknown): Reply => ({ id, ok: false, error: error instanceof Error ? error.message : String(error) }),
    )
    .then((reply) => {
      channel.send(reply);
      // The answer is out before the process is: exit does not wait for it.
      if (operation === 'stop') setImmediate(leave);
    })
    .catch(leave);
});

// Whoever started us is gone, killed perhaps: nobody is left to stop us.
process.on('disconnect', leave);
// One call's trouble inside a library (a socket that closed meanwhile) must not end everybody's calls.
process.on('unhandledRejection', (error) => void process.stderr.write(`practice exchange: ${String(error)}\n`));
