import { describe, expect, test } from 'vitest';
import { createCoordinatorChild, parseReadyLine, serveArguments } from '../../../src-main/desktop/coordinator-child.ts';
import { runCoordinatorCommand } from '../../../src-main/desktop/coordinator-command.ts';
import { createFakeElectron, FakeChild } from './fake-electron.ts';

const setUp = () => {
  const children: FakeChild[] = [];
  const told: string[] = [];
  const waiting: { run: () => void; after: number }[] = [];
  let now = 0;
  const coordinator = createCoordinatorChild({
    fork: (args) => {
      const child = new FakeChild(args);
      children.push(child);
      return child as never;
    },
    dataDirectory: '/data',
    log: () => undefined,
    tell: ({ state }, fingerprint) => void told.push(fingerprint === null ? state : `${state} ${fingerprint}`),
    later: (run, after) => void waiting.push({ run, after }),
    now: () => now,
  });
  return {
    coordinator,
    children,
    told,
    waiting,
    pass: (milliseconds: number) => void (now += milliseconds),
    last: () => children.at(-1) ?? expect.fail('no child was started'),
  };
};

describe('DT-09 leader mode runs a coordinator', () => {
  test('DT-09 it is running when it says so, with its address and certificate', async () => {
    const { coordinator, last, told } = setUp();
    const asked = coordinator.start({ sample: true, share: false });
    expect(last().args).toEqual(['serve', '--data', '/data', '--port', '4870', '--sample']);
    last().ready('http://127.0.0.1:4870', { fingerprint: 'ab' });
    expect(await asked).toEqual({ state: 'running', url: 'http://127.0.0.1:4870' });
    expect(told).toEqual(['starting', 'running ab']);
    expect(await coordinator.start({ sample: true, share: false })).toEqual(coordinator.state());
  });

  test('DT-09 beyond this computer it listens over HTTPS', () => {
    expect(serveArguments('/d', { sample: false, share: true })).toEqual([
      'serve',
      '--data',
      '/d',
      '--port',
      '4870',
      '--host',
      '0.0.0.0',
      '--tls',
      'self',
    ]);
  });

  test('DT-09 it comes back when it falls over, ever more slowly, and gives up with a reason', async () => {
    const { coordinator, children, last, waiting } = setUp();
    const asked = coordinator.start({ sample: false, share: false });
    for (let fall = 0; fall < 5; fall += 1) {
      last().emit('exit', 9);
      expect(coordinator.state()).toEqual({ state: 'starting' });
      waiting.at(-1)?.run();
    }
    expect(waiting.map(({ after }) => after)).toEqual([500, 1000, 2000, 4000, 8000]);
    last().emit('exit', 9);
    expect(await asked).toEqual({ state: 'failed', reason: 'exit code 9, 6 times in a minute' });
    expect(children).toHaveLength(6);
    void coordinator.start({ sample: false, share: false });
    expect(children).toHaveLength(7);
  });

  test('DT-09 the reason for giving up is the coordinator’s own last word', async () => {
    const { coordinator, last, waiting } = setUp();
    const asked = coordinator.start({ sample: false, share: false });
    for (let fall = 0; fall < 6; fall += 1) {
      last().stderr.emit('data', Buffer.from('port 4870 of 127.0.0.1 is in use; choose another with --port\n\n'));
      last().emit('exit', 2);
      if (fall < 5) waiting.at(-1)?.run();
    }
    expect(await asked).toMatchObject({ state: 'failed', reason: expect.stringContaining('in use') as string });
  });

  test('DT-09 falls that lie far apart are not one trouble', () => {
    const { coordinator, last, waiting, pass } = setUp();
    void coordinator.start({ sample: false, share: false });
    for (let fall = 0; fall < 20; fall += 1) {
      pass(61_000);
      last().emit('exit', 1);
      waiting.at(-1)?.run();
    }
    expect(coordinator.state()).toEqual({ state: 'starting' });
    expect(new Set(waiting.map(({ after }) => after))).toEqual(new Set([500]));
  });

  test('DT-09 stopped is stopped: no restart afterwards, also one that was already waiting', async () => {
    const { coordinator, children, last, waiting } = setUp();
    const asked = coordinator.start({ sample: false, share: false });
    last().ready();
    await asked;
    const stopping = coordinator.stop();
    expect(last().kills).toBe(1);
    last().emit('exit', 0);
    expect(await stopping).toEqual({ state: 'stopped' });
    expect(waiting).toHaveLength(0);

    const again = coordinator.start({ sample: false, share: false });
    last().emit('exit', 1);
    expect(await coordinator.stop()).toEqual({ state: 'stopped' });
    expect(await again).toEqual({ state: 'stopped' });
    waiting.at(-1)?.run();
    expect(children).toHaveLength(2);
  });

  test('DT-09 a ready line is told from every other line', () => {
    expect(parseReadyLine('{"ready":true,"url":"http://x"}')).toEqual({ url: 'http://x', fingerprint: null });
    for (const line of ['', '[]', 'null', '{"ready":1,"url":"x"}', '{"ready":true,"url":3}']) {
      expect(parseReadyLine(line)).toBeNull();
    }
  });

  test('DT-09 --coordinator runs the command line and ends with its code', async () => {
    const { electron, seen } = createFakeElectron();
    const child = new FakeChild([]);
    await runCoordinatorCommand({ app: electron.app, fork: () => child as never }, ['verify']);
    child.emit('exit', 3);
    expect(seen.exits).toEqual([3]);
  });
});
