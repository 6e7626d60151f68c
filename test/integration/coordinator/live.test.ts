import { describe, expect, it } from 'vitest';
import { CATALOGUE, queueScope } from '../../../src-main/coordinator/work/feed.ts';
import type { LiveMessage } from '../../../src-shared/contract/sync.ts';
import { onShift, type Shift } from './shift.ts';

/** As much of a WebSocket as is used here. */
type Socket = {
  readonly on: (event: 'message' | 'close', listener: (what: never) => void) => void;
  readonly send: (text: string) => void;
  readonly terminate: () => void;
};
type Ear = { readonly socket: Socket; readonly next: () => Promise<LiveMessage>; readonly closed: Promise<number> };

/** A socket whose messages are taken one by one. */
const listen = async ({ app }: Shift, first: string): Promise<Ear> => {
  const heard: LiveMessage[] = [];
  const waiting: ((message: LiveMessage) => void)[] = [];
  let closed: (code: number) => void = () => undefined;
  const end = new Promise<number>((resolve) => (closed = resolve));
  await app.ready();
  const opened = await app.injectWS(
    '/api/live',
    {},
    {
      onInit: (ws) => {
        const socket = ws as unknown as Socket;
        socket.on('message', (data: Buffer) => {
          const message = JSON.parse(data.toString()) as LiveMessage;
          const taker = waiting.shift();
          if (taker === undefined) heard.push(message);
          else taker(message);
        });
        socket.on('close', (code: number) => closed(code));
      },
    },
  );
  const socket = opened as unknown as Socket;
  socket.send(first);
  const next = (): Promise<LiveMessage> => {
    const message = heard.shift();
    return message === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(message);
  };
  return { socket, next, closed: end };
};

const enter = (shift: Shift, userId: string): Promise<Ear> =>
  listen(shift, JSON.stringify({ token: shift.tokenOf(userId) }));

describe('the live line', () => {
  it(
    'CO-35 it opens with a session’s token in the first message, and with nothing else',
    onShift(async (shift) => {
      for (const first of ['', '{"token":"strano"}', '{"token":7}', 'null', shift.station(0).credential]) {
        expect(await (await listen(shift, first)).closed).toBe(4401);
      }
      const { socket, next, closed } = await enter(shift, shift.desks[0]?.operatorId ?? '');
      expect(await next()).toMatchObject({ kind: 'hello', epoch: shift.station(0).epoch });
      expect(shift.context.live.connected()).toEqual(new Map([[shift.desks[0]?.operatorId, 1]]));
      socket.terminate();
      await closed;
    }),
  );

  it(
    'CO-36 an operator hears of the own queue and the catalogue, a leader of every queue, in one poke for many changes',
    onShift(async (shift) => {
      const { store, feed } = shift.context;
      const [one, two] = [shift.desks[0]?.operatorId ?? '', shift.desks[1]?.operatorId ?? ''];
      const leader = await shift.user('lara', 'leader');
      const ears = await Promise.all([enter(shift, one), enter(shift, two), enter(shift, leader.id)]);
      for (const ear of ears) expect(await ear.next()).toMatchObject({ kind: 'hello' });
      store.transaction((tx) => {
        for (const { caseId } of shift.desks[0]?.cases ?? []) feed.put(tx, queueScope(one), 'case', caseId);
        feed.put(tx, CATALOGUE, 'settings', 'settings');
      });
      const scopes = await Promise.all(ears.map(async (ear) => (await ear.next()) as { scopes: string[] }));
      expect(scopes.map((poke) => poke.scopes.toSorted())).toEqual([
        [CATALOGUE, queueScope(one)],
        [CATALOGUE],
        [CATALOGUE, queueScope(one)],
      ]);
      // What is rolled back pokes nobody: the next message is of the next commit.
      expect(() =>
        store.transaction((tx) => {
          feed.put(tx, queueScope(two), 'case', shift.desks[1]?.cases[0]?.caseId ?? '');
          throw new Error('back');
        }),
      ).toThrow('back');
      store.transaction((tx) => feed.put(tx, queueScope(one), 'case', shift.desks[0]?.cases[0]?.caseId ?? ''));
      expect(await ears[0]?.next()).toEqual({ kind: 'poke', scopes: [queueScope(one)] });
      shift.context.live.progress({ topic: 'x', done: 1, total: 2, phase: 'load' });
      shift.context.feed.poke([CATALOGUE]);
      expect(await ears[1]?.next()).toEqual({ kind: 'poke', scopes: [CATALOGUE] });
      // Pokes gather, progress does not wait for them.
      const heard: LiveMessage[] = [];
      const pokedFor = (scope: string): boolean =>
        heard.some((message) => message.kind === 'poke' && message.scopes.includes(scope));
      while (!pokedFor(CATALOGUE) || !heard.some(({ kind }) => kind === 'progress')) {
        const message = await ears[2]?.next();
        if (message !== undefined) heard.push(message);
      }
      expect(pokedFor(queueScope(one))).toBe(true);
      expect(pokedFor(queueScope(two))).toBe(false);
      for (const { socket } of ears) socket.terminate();
      await Promise.all(ears.map(({ closed }) => closed));
    }),
  );
});
