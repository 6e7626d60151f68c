import { describe, expect, it, vi } from 'vitest';
import type { PhoneCall } from '../../../src-renderer/telephony/call.ts';
import { reducePhone, SILENT_PHONE } from '../../../src-renderer/telephony/call-state.ts';
import type { PhoneEvent } from '../../../src-renderer/telephony/call-event.ts';
import { createPhone } from '../../../src-renderer/telephony/phone.ts';
import type { TelephonyPort } from '../../../src-renderer/telephony/telephony-port.ts';
import { createCallStore, type Call } from '../../../src-renderer/workstation/call-store.ts';
import { followCalls } from '../../../src-renderer/workstation/phone/follow-calls.ts';
import { createLiveMarks } from '../../../src-renderer/workstation/phone/live-mark.ts';
import type { WorkstationStore } from '../../../src-renderer/offline/api.ts';
import { OPERATION_BODIES } from '../../../src-shared/contract/operations.ts';
import { memoryStore } from './memory-storage.ts';

const AT = '2026-11-02T09:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1000).toISOString();

const CALL: Call = {
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

/** A telephone that says what a test tells it to. */
const talking = () => {
  let state = SILENT_PHONE;
  let tell = (_state: typeof SILENT_PHONE): void => undefined;
  const port = {
    subscribe: (listener: typeof tell) => {
      tell = listener;
      listener(state);
      return () => undefined;
    },
    useAccount: vi.fn(() => Promise.resolve()),
  };
  const phone = createPhone(port as unknown as TelephonyPort);
  const say = (...events: readonly PhoneEvent[]): void => {
    for (const event of events) tell((state = reducePhone(state, event)));
  };
  return { phone, port, say, calls: (): readonly PhoneCall[] => state.calls };
};

const desk = (options: { readonly fails?: number } = {}) => {
  const { phone, say } = talking();
  const calls = createCallStore();
  const captured: { kind: string; caseId: string; body: unknown }[] = [];
  const drafts = new Map<string, Record<string, unknown>>();
  let fails = options.fails ?? 0;
  const later: (() => void)[] = [];
  const store = {
    capture: (kind: string, caseId: string, body: unknown) => {
      if (fails > 0) {
        fails -= 1;
        return Promise.reject(new Error('disk full'));
      }
      captured.push({ kind, caseId, body });
      return Promise.resolve({ opId: `op-${captured.length}` });
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
  const session = {
    getState: () => ({ store: store as unknown as WorkstationStore }),
    subscribe: () => () => undefined,
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
  return { say, calls, captured, drafts, marks, follow, later };
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
    expect(marks.read()).toMatchObject({ caseId: CALL.caseId, answeredAt: at(5) });
    expect(JSON.stringify(marks.read())).not.toContain('347');
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
      },
    });
    expect(OPERATION_BODIES.call.safeParse(captured[0]?.body).success).toBe(true);
    expect(drafts.get(CALL.caseId)).toMatchObject({ callOpId: 'op-1', callStartedAt: null });
    expect(calls.getState()).toMatchObject({ call: null, lastEnd: { answered: true, end: { cause: 'ended-there' } } });
    expect(marks.read()).toBeNull();
  });

  it('TE-20 an open card is told through its own draft', async () => {
    const { say, calls, drafts, follow } = desk();
    follow();
    const change = vi.fn();
    calls.getState().attach({ caseId: CALL.caseId, change });
    say(dialled);
    calls.getState().begin(CALL);
    say({ type: 'invited', callId: 'one', at: at(1) }, ended('ended-there', 4));
    await settle();
    expect(change).toHaveBeenCalledExactlyOnceWith({
      callStartedAt: null,
      callOpId: 'op-1',
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
    marks.write({ caseId: CALL.caseId, startedAt: AT, answeredAt: at(5), direction: 'out', seenAt: at(20) });
    follow();
    await settle();
    await settle();
    expect(captured).toHaveLength(1);
    expect(captured[0]?.body).toMatchObject({
      via: 'sip',
      endedAt: at(20),
      durationS: 20,
      cause: 'media-lost',
      number: CALL.number,
    });
    expect(OPERATION_BODIES.call.safeParse(captured[0]?.body).success).toBe(true);
    expect(drafts.get(CALL.caseId)).toMatchObject({ callStartedAt: null, callOpId: 'op-1', note: 'kept' });
    expect(calls.getState().lastEnd?.end.cause).toBe('media-lost');
    expect(marks.read()).toBeNull();
  });

  it('TE-21 a note whose draft has moved on is only forgotten', async () => {
    const { captured, marks, follow } = desk();
    marks.write({ caseId: CALL.caseId, startedAt: AT, answeredAt: null, direction: 'out', seenAt: at(20) });
    follow();
    await settle();
    await settle();
    expect(captured).toEqual([]);
    expect(marks.read()).toBeNull();
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
