import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { launchPracticePbx } from '../../../src-main/practice/pbx/process/launch.ts';
import { afterwards, echoes, MARIA, operator } from './bed.ts';
import { until } from './until.ts';

const options = {
  allowedOrigins: [],
  accounts: [{ username: 'anna' }],
  language: 'it',
  seed: 'test',
  debtors: { [MARIA]: echoes },
} as const;

const isOpen = async (url: string): Promise<boolean> => {
  const socket = new WebSocket(url, 'sip');
  const [event] = (await Promise.race([once(socket, 'open'), once(socket, 'error')])) as [Event];
  socket.close();
  return event.type === 'open';
};

describe('PX-17 a process of its own', () => {
  it.each(['process', 'thread'] as const)('PX-17 a %s registers, talks, rings, tells and stops', async (home) => {
    const pbx = await launchPracticePbx(options, { home });
    afterwards(pbx.stop);
    const anna = await operator(pbx);
    expect(await pbx.registered()).toEqual(['anna']);
    const { end } = await anna.call(MARIA);
    await until(() => end.line().sent() > 0);
    end.whistle(440);
    await until(() => end.line().heard().energy > 0.01);
    expect(await pbx.act(MARIA, [{ do: 'hang-up' }])).toBe(true);
    await until(end.isOver);
    await pbx.setDebtor(MARIA, { kind: 'busy' });
    expect((await anna.call(MARIA)).status).toBe(486);
    expect(await pbx.ring({ account: 'nobody', from: MARIA })).toMatchObject({ outcome: 'refused' });
    expect((await pbx.calls()).map(({ state }) => state)).toEqual(['ended', 'ended', 'ended']);
    await pbx.stop();
    await pbx.ended;
    expect(await isOpen(pbx.url)).toBe(false);
    await expect(pbx.calls()).rejects.toThrow('ended');
    await pbx.stop();
  });

  it('PX-17 says why it cannot start', async () => {
    const taken = createServer();
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    afterwards(async () => void taken.close());
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await expect(launchPracticePbx({ ...options, port })).rejects.toThrow('EADDRINUSE');
  });

  it('PX-17 ends when whoever started it is killed', async () => {
    const launcher = path.join(import.meta.dirname, 'launcher.ts');
    const parent = spawn(process.execPath, [launcher], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [url] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
    expect(await isOpen(url)).toBe(true);
    parent.kill('SIGKILL');
    await until(async () => !(await isOpen(url)), 'nobody answers there any more');
  });
});
