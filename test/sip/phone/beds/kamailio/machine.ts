import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import type { Order, Ports, Said, Voice } from './line.ts';

/** The servers' own computer: a network of its own, joined to the operator's by one cable. */
export type Machine = {
  /** Starts a program on it, in the foreground; its output goes to a log of that name. */
  readonly run: (name: string, command: string, words: readonly string[]) => Program;
  /** The line outside: its losses and delays, or whether it is up at all. */
  readonly tell: (order: Exclude<Order, { do: 'hear' }>) => Promise<boolean>;
  readonly hear: (ports: Ports) => Promise<Voice>;
  readonly stop: () => Promise<void>;
};

/** One end here, one there; the addresses are of one /24. */
export type Cable = { readonly name: string; readonly here: string; readonly there: string };

export type Program = { readonly stop: (signal?: NodeJS.Signals) => Promise<void>; readonly isRunning: () => boolean };

const gone = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  // Asked politely first: a proxy takes its own children with it, which nobody else would end.
  const late = setTimeout(() => child.kill('SIGKILL'), 3000);
  await ended;
  clearTimeout(late);
};

/** Runs a program to its end; rejects with what it said when it fails. */
export const command = async (program: string, ...words: readonly string[]): Promise<void> => {
  const child = spawn(program, [...words], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} ${words.join(' ')}: ${said.trim()}`);
};

const LINE = path.join(import.meta.dirname, 'line.ts');

/** Joins the network of this process and the machine's; `inside` are the words that lead into the machine's. */
const join = async (cable: Cable, pid: number, inside: readonly string[]): Promise<void> => {
  const there = `${cable.name}-far`;
  const ip = (...words: readonly string[]) => command('ip', ...words);
  const ipThere = (...words: readonly string[]) => command('nsenter', ...inside, 'ip', ...words);
  // One that was cut off without a word may hang here still, its other end in a network that is being taken down.
  await ip('link', 'delete', cable.name).catch(() => undefined);
  await ip('link', 'add', cable.name, 'type', 'veth', 'peer', 'name', there, 'netns', String(pid));
  await ip('address', 'add', `${cable.here}/24`, 'dev', cable.name);
  await ip('link', 'set', cable.name, 'up');
  await ipThere('link', 'set', 'lo', 'up');
  await ipThere('address', 'add', `${cable.there}/24`, 'dev', there);
  await ipThere('link', 'set', there, 'up');
};

/** Needs root on Linux. `logs` is an existing folder. */
export const startMachine = async (logs: string, cable: Cable): Promise<Machine> => {
  const open = (name: string) => createWriteStream(path.join(logs, `${name}.log`));
  // The line's own process holds the network: when it ends, for whatever reason, the network and its cable are gone.
  const holder = spawn('unshare', ['--net', '--', process.execPath, LINE], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  holder.stderr?.pipe(open('line'));
  const waiting = new Map<number, PromiseWithResolvers<Said>>();
  const ready = Promise.withResolvers<void>();
  let count = 0;
  holder.on('message', (message) => {
    const { id, said } = message as { readonly id: number; readonly said: Said };
    if (id === 0) ready.resolve();
    waiting.get(id)?.resolve(said);
    waiting.delete(id);
  });
  holder.on('exit', () => {
    const error = new Error(`the servers' network has ended; see ${logs}`);
    ready.reject(error);
    for (const asked of waiting.values()) asked.reject(error);
  });
  holder.on('error', (error) => ready.reject(error));
  await ready.promise;
  const inside = ['--target', String(holder.pid), '--net', '--'];
  await join(cable, Number(holder.pid), inside);
  const programs: ChildProcess[] = [];
  const ask = (order: Order): Promise<Said> => {
    count += 1;
    const asked = Promise.withResolvers<Said>();
    waiting.set(count, asked);
    holder.send({ id: count, order });
    return asked.promise;
  };
  return {
    run: (name, program, words) => {
      const child = spawn('nsenter', [...inside, program, ...words], { stdio: ['ignore', 'pipe', 'pipe'], cwd: logs });
      programs.push(child);
      const log = open(name);
      child.stdout.pipe(log, { end: false });
      child.stderr.pipe(log, { end: false });
      return {
        stop: (signal = 'SIGTERM') => gone(child, signal),
        isRunning: () => child.exitCode === null && child.signalCode === null,
      };
    },
    tell: (order) => ask(order) as Promise<boolean>,
    hear: (ports) => ask({ do: 'hear', ports }) as Promise<Voice>,
    stop: async () => {
      for (const child of programs.reverse()) await gone(child, 'SIGTERM');
      await command('ip', 'link', 'delete', cable.name).catch(() => undefined);
      await gone(holder, 'SIGKILL');
    },
  };
};
