import { describe, expect, it, vi } from 'vitest';
import { createCallStore, type Call } from '../../../src-renderer/workstation/call-store.ts';
import { followCalls } from '../../../src-renderer/workstation/phone/follow-calls.ts';
import { createLiveMarks } from '../../../src-renderer/workstation/phone/live-mark.ts';
import type { WorkstationStore } from '../../../src-renderer/offline/api.ts';
import { OPERATION_BODIES } from '../../../src-shared/contract/operations.ts';
import { memoryStore } from './memory-storage.ts';
import { talking } from './talking.ts';

const AT = '2026-11-02T09:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1000).toISOString();

const OPERATOR = '019a0000-0000-7000-8000-00000000000a';
const OP_ID = '019a0000-0000-7000-8000-0000000000aa';

const CALL: Call = {
  opId: OP_ID,
  caseId: '019a0000-0000-7000-8000-000000000001',
  partyId: '019a0000-0000-7000-8000-000000000002',
  name: 'Anna Prova',
  contactPointId: '019a0000-0000-7000-8000-000000000003',
  number: '+393470000111',
  label: '',
  startedAt: AT,
  direction: 'out',
  phoneId: 'one',
};

const MARK = {
  operatorId: OPERATOR,
  opId: OP_ID,
  phoneId: 'one',
  caseId: CALL.caseId,
  partyId: CALL.partyId,
  contactPointId: CALL.contactPointId,
  startedAt: AT,
  answeredAt: null,
  direction: 'out' as const,
  seenAt: at(20),
};

const desk = (options: { readonly fails?: number } = {}) => {
  const { phone, say } = talking();
  const calls = createCallStore();
  const captured: { kind: string; caseId: string; body: unknown; opId: string | undefined }[] = [];
  const drafts = new Map<string, Record<string, unknown>>();
  let fails = options.fails ?? 0;
  const later: (() => void)[] = [];
  const store = {
    operatorId: OPERATOR,
    capture: (kind: string, caseId: string, body: unknown, opId?: string) => {
      if (fails > 0) {
        fails -= 1;
        return Promise.reject(new Error('disk full'));
      }
      const known = captured.find((one) => one.opId === opId);
      if (known === undefined) captured.push({ kind, caseId, body, opId });
      return Promise.resolve({ opId });
    },
    readDraft: (caseId: string) => Promise.resolve(drafts.get(caseId) ?? null),
    saveDraft: (draft: { caseId: string }) => Promise.resolve(void drafts.set(draft.caseId, draft)),
    open: () =>
      Promise.resolve({
        case: { id: CALL.caseId, parties: [] },
        others: new Map(),
        party: {
          id: CALL.partyId,
          name: CALL.name,
          state: {
            contactPoints: [{ id: CALL.contactPointId, kind: 'phone', status: 'ok', value: CALL.number, label: '' }],
          },
        },
      }),
  };
  const marks = createLiveMarks(memoryStore());
  const signedIn = { store: store as unknown as WorkstationStore | null, user: { id: OPERATOR }, phase: 'signed-in' };
  const here = { session: signedIn };
  let heard = (): void => undefined;
  const session = {
    getState: () => here.session,
    subscribe: (listener: () => void) => {
      heard = listener;
      return () => undefined;
    },
  };
  const become = (now: Partial<typeof signedIn>): void => {
    here.session = { ...here.session, ...now };
    heard();
  };
  const follow = (): void =>
    followCalls({
      phone,
      calls,
      session: session as never,
      marks,
      now: () => at(30),
      later: (_ms, run) => void later.push(run),
    });
  return { say, calls, captured, drafts, marks, follow, later, become, store: signedIn.store };
};

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const dialled = { type: 'dialled', callId: 'one', at: AT, number: CALL.number, name: '' } as const;
const ended = (cause: 'ended-there' | 'microphone', seconds: number) =>
  ({ type: 'ended', callId: 'one', at: at(seconds), end: { cause, status: null } }) as const;

describe('call records', () => {
  it('TE-20 a call is captured once when it ends, with its moments and its cause', async () => {
    const { say, calls, captured, drafts, follow, marks } = desk();
    follow();
    say(dialled);
    calls.getState().begin(CALL);
    say(
      { type: 'invited', callId: 'one', at: at(1) },
      { type: 'progressed', callId: 'one', at: at(2), earlyMedia: false },
    );
    say({ type: 'answered', callId: 'one', at: at(5) });
    // At its end the line is good; for ten seconds nobody was heard.
    const quality = { rttMs: 20, jitterMs: 3, loss: 0, codec: 'opus', mos: 4.3, packetsIn: 50, packetsOut: 50 };
    const overall = { loss: 0.2, mos: 2.9, silentMs: 10_000 };
    say({ type: 'quality', callId: 'one', quality: { ...quality, device: 'Cuffia', overall } });
    expect(marks.read(OPERATOR)).toMatchObject({ caseId: CALL.caseId, answeredAt: at(5) });
    expect(JSON.stringify(marks.read(OPERATOR))).not.toContain('347');
    say(ended('ended-there', 65));
    await settle();
    expect(captured).toHaveLength(1);
    expect(captured[0]).toMatchObject({
      kind: 'call',
      caseId: CALL.caseId,
      body: {
        via: 'sip',
        direction: 'out',
        ringAt: at(2),
        answeredAt: at(5),
        endedAt: at(65),
        durationS: 65,
        cause: 'ended-there',
        quality: { mos: 2.9, loss: 0.2, device: 'Cuffia', silentMs: 10_000, inviteMs: 1000, setupMs: 4000 },
      },
    });
    expect(OPERATION_BODIES.call.safeParse(captured[0]?.body).success).toBe(true);
    expect(drafts.get(CALL.caseId)).toMatchObject({ callOpId: OP_ID, callStartedAt: null });
    expect(calls.getState()).toMatchObject({ call: null, lastEnd: { answered: true, end: { cause: 'ended-there' } } });
    expect(marks.read(OPERATOR)).toBeNull();
  });

  it('TE-20 an open card is told through its own draft', async () => {
    const { say, calls, drafts, follow } = desk();
    follow();
    const change = vi.fn();
    calls.getState().attach({ caseId: CALL.caseId, change, isBlank: () => true });
    say(dialled);
    calls.getState().begin(CALL);
    say({ type: 'invited', callId: 'one', at: at(1) }, ended('ended-there', 4));
    await settle();
    expect(change).toHaveBeenCalledExactlyOnceWith({
      callStartedAt: null,
      callId: null,
      callOpId: OP_ID,
      partyId: CALL.partyId,
      contactPointId: CALL.contactPointId,
    });
    expect(drafts.size).toBe(0);
  });

  it('TE-20 a call that never left this computer is no attempt', async () => {
    const { say, calls, captured, drafts, follow } = desk();
    follow();
    say(dialled);
    calls.getState().begin(CALL);
    say(ended('microphone', 1));
    await settle();
    expect(captured).toEqual([]);
    expect(drafts.get(CALL.caseId)).toMatchObject({ callOpId: null, callStartedAt: null });
    expect(calls.getState().lastEnd?.end.cause).toBe('microphone');
  });

  it('TE-20 what cannot be saved now is tried again, and the call stays in sight', async () => {
    const { say, calls, captured, follow, later } = desk({ fails: 1 });
    follow();
    say(dialled);
    calls.getState().begin(CALL);
    say({ type: 'invited', callId: 'one', at: at(1) }, ended('ended-there', 4));
    await settle();
    expect(calls.getState().call).toBe(CALL);
    expect(String(calls.getState().problem)).toContain('disk full');
    later.forEach((run) => run());
    await settle();
    expect(captured).toHaveLength(1);
    expect(calls.getState()).toMatchObject({ call: null, problem: null });
  });

  it('TE-21 a call that a reload cut off becomes one without outcome, never nothing', async () => {
    const { calls, captured, drafts, marks, follow } = desk();
    drafts.set(CALL.caseId, {
      caseId: CALL.caseId,
      callStartedAt: AT,
      contactPointId: CALL.contactPointId,
      note: 'kept',
    });
    marks.write({ ...MARK, answeredAt: at(5) });
    follow();
    await settle();
    await settle();
    expect(captured).toHaveLength(1);
    expect(captured[0]?.body).toMatchObject({
      via: 'sip',
      phoneId: CALL.phoneId,
      endedAt: at(20),
      durationS: 20,
      cause: 'media-lost',
      number: CALL.number,
    });
    expect(OPERATION_BODIES.call.safeParse(captured[0]?.body).success).toBe(true);
    expect(drafts.get(CALL.caseId)).toMatchObject({ callStartedAt: null, callOpId: OP_ID, note: 'kept' });
    expect(calls.getState().lastEnd?.end.cause).toBe('media-lost');
    expect(marks.read(OPERATOR)).toBeNull();
  });

  it('TE-21 a note whose draft has moved on is only forgotten', async () => {
    const { captured, marks, follow } = desk();
    marks.write(MARK);
    follow();
    await settle();
    await settle();
    expect(captured).toEqual([]);
    expect(marks.read(OPERATOR)).toBeNull();
  });
});

describe('call records, exactly once and each to its operator', () => {
  it('SH-05 a crash between the record and its note writes no second record', async () => {
    const { captured, drafts, marks, follow, store } = desk();
    await store?.capture('call', CALL.caseId, {} as never, OP_ID);
    drafts.set(CALL.caseId, { caseId: CALL.caseId, callStartedAt: AT });
    marks.write(MARK);
    follow();
    await settle();
    await settle();
    expect(captured).toHaveLength(1);
    expect(drafts.get(CALL.caseId)).toMatchObject({ callOpId: OP_ID, callStartedAt: null });
  });

  it('SH-05 a call that came in is found again after a reload, though no draft knew of it', async () => {
    const { captured, drafts, marks, follow } = desk();
    marks.write({ ...MARK, direction: 'in', answeredAt: at(5) });
    follow();
    await settle();
    await settle();
    expect(captured[0]).toMatchObject({
      opId: OP_ID,
      body: { direction: 'in', number: CALL.number, answeredAt: at(5) },
    });
    expect(drafts.get(CALL.caseId)).toMatchObject({ callOpId: OP_ID });
    // Once told, it is told: another start writes nothing.
    marks.write({ ...MARK, direction: 'in', answeredAt: at(5) });
    drafts.set(CALL.caseId, { caseId: CALL.caseId, callOpId: OP_ID, note: 'as it was' });
    follow();
    await settle();
    expect(drafts.get(CALL.caseId)).toMatchObject({ note: 'as it was' });
  });

  it('SH-05 a call that ends behind the lock is recorded when its operator is back', async () => {
    const { say, calls, captured, follow, become, store } = desk();
    follow();
    say(dialled);
    calls.getState().begin(CALL);
    say({ type: 'invited', callId: 'one', at: at(1) });
    become({ store: null, phase: 'locked' });
    say(ended('ended-there', 9));
    await settle();
    expect(captured).toEqual([]);
    become({ store, phase: 'signed-in' });
    await settle();
    expect(captured).toHaveLength(1);
    expect(calls.getState().call).toBeNull();
  });

  it('SH-05 who signs in after another sees nothing of the other’s call', async () => {
    const { say, calls, captured, follow, become, marks, store } = desk();
    follow();
    say(dialled);
    calls.getState().begin(CALL);
    say({ type: 'invited', callId: 'one', at: at(1) });
    become({ store: null, phase: 'signed-out' });
    say(ended('ended-there', 9));
    expect(calls.getState().call).toBeNull();
    become({ store: { ...store, operatorId: 'somebody' } as never, phase: 'signed-in' });
    await settle();
    expect(captured).toEqual([]);
    expect(marks.read(OPERATOR)).toMatchObject({ opId: OP_ID });
  });
});

describe('the account', () => {
  it('TE-22 given again it disturbs nothing; another one, or none, is handed on', async () => {
    const { phone, port } = talking();
    const account = { practice: true, conferenceRoom: null, username: 'a' } as never;
    await phone.useAccount(null);
    await phone.useAccount(account);
    await phone.useAccount({ ...(account as object) } as never);
    expect(port.useAccount).toHaveBeenCalledTimes(1);
    expect(phone.view.getState().account).toEqual({ practice: true, conferenceRoom: null });
    await phone.useAccount(null);
    expect(port.useAccount).toHaveBeenCalledTimes(2);
    expect(phone.view.getState().account).toBeNull();
  });
});
