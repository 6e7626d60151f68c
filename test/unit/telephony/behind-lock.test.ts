import { describe, expect, it, vi } from 'vitest';
import { onlySignedIn, type Api } from '../../../src-renderer/app/api.ts';
import type { Caller, StrayCall, WorkstationStore } from '../../../src-renderer/offline/api.ts';
import type { PhoneEvent } from '../../../src-renderer/telephony/call-event.ts';
import { createCallStore, type Call } from '../../../src-renderer/workstation/call-store.ts';
import { followCalls } from '../../../src-renderer/workstation/phone/follow-calls.ts';
import { followStrays } from '../../../src-renderer/workstation/phone/follow-strays.ts';
import { createLiveMarks } from '../../../src-renderer/workstation/phone/live-mark.ts';
import { tellDraft } from '../../../src-renderer/workstation/phone/tell-draft.ts';
import { createStrayBook } from '../../../src-renderer/workstation/phone/stray-book.ts';
import { memoryStore } from './memory-storage.ts';
import { talking } from './talking.ts';

const AT = '2026-11-02T09:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1000).toISOString();
const idOf = (n: number): string => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const CALLER = {
  row: { caseId: idOf(901), partyId: idOf(902), name: 'Anna Prova', masked: false },
  partyId: idOf(902),
  name: 'Anna Prova',
  contactPointId: idOf(903),
  label: 'cellulare',
} as unknown as Caller;
const OUT: Call = {
  opId: idOf(1),
  caseId: idOf(801),
  partyId: idOf(802),
  name: 'Bruno Prova',
  contactPointId: idOf(803),
  number: '+393470000222',
  label: '',
  startedAt: AT,
  direction: 'out',
  phoneId: 'mine',
};

/** A desk that can be locked: its store goes, its telephone stays. */
const desk = () => {
  const { phone, say: tell } = talking();
  const calls = createCallStore();
  const book = createStrayBook();
  const captured: { readonly kind: string; readonly caseId: string; readonly body: { readonly cause?: string } }[] = [];
  const kept = new Map<string, StrayCall>();
  const drafts = new Map<string, object>();
  const openStore = (): WorkstationStore =>
    ({
      operatorId: 'op',
      capture: (kind: string, caseId: string, body: object, opId: string) => {
        captured.push({ kind, caseId, body });
        return Promise.resolve({ opId });
      },
      open: () => Promise.resolve(null),
      callers: () => Promise.resolve([CALLER]),
      strays: () => Promise.resolve([...kept.values()]),
      saveStray: (stray: StrayCall) => Promise.resolve(void kept.set(stray.id, stray)),
      dropStray: (id: string) => Promise.resolve(void kept.delete(id)),
      readDraft: (caseId: string) => Promise.resolve(drafts.get(caseId) ?? null),
      saveDraft: (draft: { caseId: string }) => Promise.resolve(void drafts.set(draft.caseId, draft)),
    }) as unknown as WorkstationStore;
  const here = { store: openStore() as WorkstationStore | null, user: { id: 'op' }, phase: 'signed-in' };
  const heard = new Set<() => void>();
  const session = { getState: () => here, subscribe: (listener: () => void) => heard.add(listener) } as never;
  let ids = 0;
  const joined = { phone, calls, session, now: () => at(90), later: () => undefined };
  followCalls({ ...joined, marks: createLiveMarks(memoryStore()) });
  followStrays({ ...joined, book, newId: () => idOf(500 + (ids += 1)) });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
  };
  const become = async (now: Partial<typeof here>): Promise<void> => {
    Object.assign(here, now);
    heard.forEach((listener) => listener());
    await settle();
  };
  return {
    ...{ calls, book, captured, kept, drafts },
    lock: () => become({ phase: 'locked', store: null }),
    unlock: () => become({ phase: 'signed-in', store: openStore() }),
    say: async (...events: readonly PhoneEvent[]): Promise<void> => {
      tell(...events);
      await settle();
    },
  };
};

const dialled = [
  { type: 'dialled', callId: 'mine', at: AT, number: OUT.number, name: OUT.name },
  { type: 'invited', callId: 'mine', at: AT },
  { type: 'answered', callId: 'mine', at: at(5) },
] as const satisfies readonly PhoneEvent[];
const ended = (callId: string): PhoneEvent => ({
  type: 'ended',
  callId,
  at: at(60),
  end: { cause: 'ended-there', status: null },
});
const rang = (callId: string): PhoneEvent => ({ type: 'rang', callId, at: at(70), number: '+393470000111', name: '' });
const answered = (callId: string): readonly PhoneEvent[] => [
  { type: 'answer-asked', callId },
  { type: 'answered', callId, at: at(75) },
];

describe('behind the lock', () => {
  it('SH-25 a call that ended is recorded when the operator is back, also if others have called since', async () => {
    const { calls, say, lock, unlock, captured } = desk();
    await say(...dialled.slice(0, 1));
    calls.getState().begin(OUT);
    await say(...dialled.slice(1));
    await lock();
    await say(ended('mine'), rang('later'), ended('later'), rang('last'));
    expect(captured).toEqual([]);
    await unlock();
    expect(captured.filter(({ caseId }) => caseId === OUT.caseId)).toMatchObject([
      { kind: 'call', body: { cause: 'ended-there', answeredAt: at(5) } },
    ]);
    expect(captured.filter(({ caseId }) => caseId === CALLER.row.caseId)).toMatchObject([{ kind: 'call' }]);
    expect(calls.getState()).toMatchObject({ call: null });
  });

  it('SH-25 who rings is looked for when the operator is back, and is on the disk from then on', async () => {
    const { say, lock, unlock, book, kept, calls } = desk();
    await lock();
    await say(rang('one'));
    expect(book.getState().strays).toMatchObject([{ callers: [], target: null }]);
    expect(kept.size).toBe(0);
    await unlock();
    expect(book.getState().strays).toMatchObject([{ callers: [{ name: 'Anna Prova' }] }]);
    expect([...kept.values()]).toMatchObject([{ target: { caseId: CALLER.row.caseId } }]);
    await say(...answered('one'));
    expect(calls.getState().call).toMatchObject({ caseId: CALLER.row.caseId, direction: 'in' });
  });

  it('SH-25 a call that is taken over becomes a card’s call only when its draft can be told', async () => {
    const { calls, say, lock, unlock, captured, kept, drafts } = desk();
    await say(rang('two'));
    await lock();
    await say(...answered('two'));
    expect(calls.getState().call).toBeNull();
    await unlock();
    expect(calls.getState().call).toMatchObject({ caseId: CALLER.row.caseId, phoneId: 'two' });
    expect(drafts.get(CALLER.row.caseId)).toMatchObject({ callStartedAt: at(70) });
    expect(kept.size).toBe(0);
    expect(captured).toEqual([]);
  });

  it('SH-24 a card that opens while the end is being written hears of it, and takes no ended call for one that goes on', async () => {
    const calls = createCallStore();
    const told = { caseId: 'one', patch: { callStartedAt: null }, at: AT };
    const written: object[] = [];
    let read = (): void => undefined;
    const store = {
      readDraft: () => new Promise<null>((resolve) => (read = () => resolve(null))),
      saveDraft: (draft: object) => Promise.resolve(void written.push(draft)),
    };
    const change = vi.fn();
    const card = { caseId: 'one', change, isBlank: () => false };
    const during = tellDraft(calls, store, told);
    const close = calls.getState().attach(card);
    read();
    await during;
    expect(change.mock.calls).toEqual([[told.patch]]);
    close();
    // Or it opens right after it, with what it had read before.
    const after = tellDraft(calls, store, told);
    read();
    await after;
    calls.getState().attach(card);
    expect(change).toHaveBeenCalledTimes(2);
    expect(written).toHaveLength(2);
    // Told once: what the operator does afterwards is not undone.
    calls.getState().attach(card);
    expect(change).toHaveBeenCalledTimes(2);
  });

  it('SH-28 what a recording sends waits for the operator, and is never sent in nobody’s name', async () => {
    const api = { call: vi.fn(() => Promise.resolve('sent')), upload: vi.fn(() => Promise.resolve('sent')) };
    let signedIn = false;
    const waiting = onlySignedIn(api as unknown as Api, () => signedIn);
    const route = {} as never;
    await expect(waiting.call(route, {} as never)).rejects.toMatchObject({ recovery: 'retry' });
    await expect(waiting.upload(route, {}, new Blob())).rejects.toMatchObject({ recovery: 'retry' });
    expect(api.call).not.toHaveBeenCalled();
    expect(api.upload).not.toHaveBeenCalled();
    signedIn = true;
    await expect(waiting.call(route, {} as never)).resolves.toBe('sent');
  });
});
