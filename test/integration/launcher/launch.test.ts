import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stopChild } from '../../../src-main/launcher/child.ts';
import { choosePort, startCoordinator } from '../../../src-main/launcher/coordinator-process.ts';
import { launch, type Machine } from '../../../src-main/launcher/launch.ts';
import type { LaunchOptions } from '../../../src-main/launcher/options.ts';

const coordinatorFile = fileURLToPath(new URL('./stand-in-coordinator.ts', import.meta.url));

let home = '';
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'sollecito-launch-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const options = (name: string, host: LaunchOptions['host'] = 'none'): LaunchOptions => ({
  host,
  workspace: path.join(home, name),
  port: null,
});

const machine = (changes: Partial<Machine> = {}) => {
  const said: string[] = [];
  const built: string[][] = [];
  const made: Machine = {
    root: home,
    coordinatorFile,
    asRoot: false,
    hasDisplay: true,
    findBrowser: () => null,
    findElectron: () => Promise.resolve(null),
    build: async (parts) => void built.push([...parts]),
    say: (line) => void said.push(line),
    ...changes,
  };
  const url = (): string => /http:\/\/127\.0\.0\.1:\d+/.exec(said.join('\n'))?.[0] ?? '';
  const whenServing = () => vi.waitFor(() => expect(url()).not.toBe(''), { timeout: 30_000 });
  return { machine: made, said, built, url, whenServing };
};

const isServed = async (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

test('LA-06 what is stopped is gone: the coordinator answers while it runs and not after', async () => {
  const stop = new AbortController();
  const { machine: here, built, url, whenServing } = machine();
  const running = launch(options('w'), here, stop.signal);
  await whenServing();
  expect(await isServed(url())).toBe(true);
  stop.abort();
  expect(await running).toBe(0);
  expect(await isServed(url())).toBe(false);
  expect(built).toEqual([['renderer', 'coordinator']]);
});

test('LA-06 a stop while the coordinator is getting ready stops it too', async () => {
  const stop = new AbortController();
  const { machine: here, said } = machine();
  const running = launch(options('silent'), here, stop.signal);
  await vi.waitFor(() => expect(said.join()).toContain('Starting'));
  stop.abort();
  expect(await running).toBe(0);
});

test('LA-06 a program that ignores the request is ended by force', async () => {
  const workspace = path.join(home, 'deaf');
  const { child } = await startCoordinator({
    file: coordinatorFile,
    workspace,
    port: null,
    signal: new AbortController().signal,
  });
  await stopChild(child, 50);
  expect(child.signalCode).toBe('SIGKILL');
});

test('LA-07 a coordinator that cannot start ends the launch with a reason', async () => {
  const { machine: here, said } = machine();
  expect(await launch(options('broken'), here, new AbortController().signal)).toBe(1);
  expect(said.at(-1)).toBe('The coordinator ended before it was ready.');
});

test('LA-10 on a workspace that is served already a second start says where', async () => {
  const { machine: here, said } = machine();
  expect(await launch(options('served'), here, new AbortController().signal)).toBe(0);
  expect(said.at(-1)).toBe('Sollecito already runs on this workspace: it is at http://127.0.0.1:4999');
});

test('LA-08 without Electron one line says so and the browser is opened, and closed at the end', async () => {
  const stop = new AbortController();
  const { machine: here, said, whenServing } = machine({ findBrowser: () => '/bin/cat' });
  const running = launch(options('w', 'desktop'), here, stop.signal);
  await whenServing();
  expect(said.filter((line) => line.includes('Electron'))).toHaveLength(1);
  stop.abort();
  expect(await running).toBe(0);
});

test('LA-08 without a browser the address is printed', async () => {
  const stop = new AbortController();
  const { machine: here, said, whenServing } = machine();
  const running = launch(options('w', 'browser'), here, stop.signal);
  await whenServing();
  expect(said.join('\n')).toContain('open the address below');
  stop.abort();
  await running;
});

test('LA-08 without a display no window and no runtime is looked for', async () => {
  const stop = new AbortController();
  const findElectron = vi.fn(() => Promise.resolve(null));
  const { machine: here, said, whenServing } = machine({ hasDisplay: false, findElectron });
  const running = launch(options('w', 'desktop'), here, stop.signal);
  await whenServing();
  expect(findElectron).not.toHaveBeenCalled();
  expect(said[0]).toContain('no display');
  stop.abort();
  await running;
});

test('LA-09 a taken port gives way to a free one', async () => {
  const taken = createServer();
  const port = await new Promise<number>((resolve) => {
    taken.listen(0, '127.0.0.1', () => {
      const address = taken.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  expect(await choosePort(port)).toBe(0);
  await new Promise((resolve) => taken.close(resolve));
  expect(await choosePort(port)).toBe(port);
});
