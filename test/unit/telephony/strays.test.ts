import { describe, expect, it } from 'vitest';
import type { Caller, StrayCall, WorkstationStore } from '../../../src-renderer/offline/api.ts';
import type { PhoneEvent } from '../../../src-renderer/telephony/call-event.ts';
import { createCallStore } from '../../../src-renderer/workstation/call-store.ts';
import { askFirst } from '../../../src-renderer/workstation/phone/ask-first.ts';
import { followStrays } from '../../../src-renderer/workstation/phone/follow-strays.ts';
import { closeStray, linkStray } from '../../../src-renderer/workstation/phone/settle-stray.ts';
import { createStrayBook, keptOf, type Stray } from '../../../src-renderer/workstation/phone/stray-book.ts';
import { OPERATION_BODIES, type OperationKind } from '../../../src-shared/contract/operations.ts';
import { isSameNumber } from '../../../src-shared/domain/same-number.ts';
import { talking } from './talking.ts';

const AT = '2026-11-02T09:00:00.000Z';
const at = (seconds: number): string => new Date(Date.parse(AT) + seconds * 1000).toISOString();
const idOf = (n: number): string => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const CASE = idOf(901);
const PARTY = idOf(902);
const CALLER = {
  row: { caseId: CASE, partyId: PARTY, name: 'Anna Prova', masked: false },
  partyId: PARTY,
  name: 'Anna Prova',
  contactPointId: idOf(903),
  label: 'cellulare',
} as unknown as Caller;

type Captured = { readonly kind: string; readonly caseId: string; readonly body: never; readonly opId: string };

/** The operator's disk, which survives a page. */
const disk = () => {
  const captured: Captured[] = [];
  const strays = new Map<string, StrayCall>();
  const drafts = new Map<string, Record<string, unknown>>();
  return { captured, strays, drafts };
};

const desk = (kept = disk(), callers: readonly Caller[] = []) => {
  const { phone, say: tell } = talking();
  const calls = createCallStore();
  const book = createStrayBook();
  const store = {
    operatorId: 'op',
    capture: (kind: string, caseId: string, body: never, opId: string) => {
      if (!kept.captured.some((one) => one.opId === opId)) kept.captured.push({ kind, caseId, body, opId });
      return Promise.resolve({ opId });
    },
    callers: () => Promise.resolve(callers),
    strays: () => Promise.resolve([...kept.strays.values()]),
    saveStray: (stray: StrayCall) => Promise.resolve(void kept.strays.set(stray.id, stray)),
    dropStray: (id: string) => Promise.resolve(void kept.strays.delete(id)),
    readDraft: (caseId: string) => Promise.resolve(kept.drafts.get(caseId) ?? null),
    saveDraft: (draft: { caseId: string }) => Promise.resolve(void kept.drafts.set(draft.caseId, draft)),
  } as unknown as WorkstationStore;
  const here = { store: store as WorkstationStore | null, user: { id: 'op' }, phase: 'signed-in' };
  let heard = (): void => undefined;
  const session = {
    getState: () => here,
    subscribe: (listener: () => void) => {
      heard = listener;
      return () => undefined;
    },
  };
  let ids = kept.captured.length * 100 + kept.strays.size * 10;
  followStrays({
    phone,
    calls,
    book,
    session: session as never,
    now: () => at(30),
    newId: () => idOf((ids += 1)),
    later: () => undefined,
  });
  const say = async (...events: readonly PhoneEvent[]): Promise<void> => {
    tell(...events);
    for (let turn = 0; turn < 6; turn += 1) await Promise.resolve();
  };
  const become = (now: Partial<typeof here>): void => {
    Object.assign(here, now);
    heard();
  };
  return { ...kept, kept, say, calls, book, store, become };
};

const rang = { type: 'rang', callId: 'one', at: AT, number: '+393470000111', name: '' } as const;
const answered = [
  { type: 'answer-asked', callId: 'one' },
  { type: 'answered', callId: 'one', at: at(4) },
] as const;
const ended = { type: 'ended', callId: 'one', at: at(64), end: { cause: 'ended-there', status: null } } as const;

const isSound = ({ kind, body }: Captured): boolean => OPERATION_BODIES[kind as OperationKind].safeParse(body).success;

describe('whose number it is', () => {
  it.each([
    ['+393470000111', '+393470000111', true],
    ['+393470000111', '3470000111', true],
    ['+393470000111', '00393470000111', true],
    ['+393470000111', '03470000111', true],
    ['+390817643320', '0817643320', true],
    ['+390817643320', '7643320', false],
    ['+393470000111', '3470000112', false],
    ['+393470000111', '201', false],
    ['+393470000111', 'anonymous', false],
    ['', '', false],
  ])('SH-06 %s and %s: %s', (one, other, same) => {
    expect(isSameNumber(one, other)).toBe(same);
    expect(isSameNumber(other, one)).toBe(same);
  });
});

describe('a call that comes in', () => {
  it('SH-07 from a case that is here becomes that card’s call when it is answered, whoever answered it', async () => {
    const { say, calls, book, strays, drafts, captured } = desk(disk(), [CALLER]);
    await say(rang);
    expect([...strays.values()]).toMatchObject([{ number: rang.number, target: { caseId: CASE } }]);
    expect(calls.getState().call).toBeNull();
    await say(...answered);
    expect(calls.getState().call).toMatchObject({ caseId: CASE, direction: 'in', phoneId: 'one', name: 'Anna Prova' });
    expect(drafts.get(CASE)).toMatchObject({ callStartedAt: AT, callId: calls.getState().call?.opId });
    expect(book.getState().strays).toEqual([]);
    expect(strays.size).toBe(0);
    // Its record is the card's, with the one id that was agreed when it rang.
    await say(ended);
    expect(captured).toEqual([]);
  });

  it('SH-07 missed, it stands in its case and waits there for its outcome', async () => {
    const { say, captured, strays, drafts } = desk(disk(), [CALLER]);
    await say(rang, { ...ended, end: { cause: 'no-answer', status: 487 } });
    expect(captured).toMatchObject([
      { kind: 'call', caseId: CASE, body: { direction: 'in', answeredAt: null, cause: 'no-answer', partyId: PARTY } },
    ]);
    expect(captured.every(isSound)).toBe(true);
    expect(drafts.get(CASE)).toMatchObject({ callOpId: captured[0]?.opId });
    expect(strays.size).toBe(0);
  });

  it('SH-07 beside another card’s call it is recorded on its own case when it ends', async () => {
    const { say, calls, captured } = desk(disk(), [CALLER]);
    calls.getState().begin({ caseId: 'other', phoneId: 'two' } as never);
    await say(rang, ...answered);
    expect(calls.getState().call).toMatchObject({ caseId: 'other' });
    await say(ended);
    expect(captured).toMatchObject([{ kind: 'call', caseId: CASE, body: { durationS: 64, answeredAt: at(4) } }]);
  });

  it('SH-08 of no case, it is in the journal when it ends, and waits until it has one', async () => {
    const { say, captured, strays, book, store, calls, drafts } = desk();
    await say(rang, ...answered, ended);
    expect(captured).toMatchObject([
      { kind: 'stray-call', body: { state: 'waiting', number: rang.number, answeredAt: at(4), cause: 'ended-there' } },
    ]);
    expect(captured.every(isSound)).toBe(true);
    expect(strays.size).toBe(1);
    const [waiting] = book.getState().strays;
    expect(waiting).toMatchObject({ phoneId: null, endedAt: at(64) });
    const target = { caseId: CASE, partyId: PARTY, contactPointId: null };
    await linkStray({ store, calls, now: () => at(90) }, keptOf(waiting as Stray), target);
    // Pressed twice, or after a crash: the same, once.
    await linkStray({ store, calls, now: () => at(91) }, keptOf(waiting as Stray), target);
    expect(captured.slice(1)).toMatchObject([
      { kind: 'call', caseId: CASE, body: { direction: 'in', durationS: 64 } },
      { kind: 'stray-call', body: { state: 'linked', linkedTo: CASE } },
    ]);
    expect(captured.every(isSound)).toBe(true);
    expect(drafts.get(CASE)).toMatchObject({ callOpId: captured[1]?.opId });
    expect(strays.size).toBe(0);
  });

  it('SH-08 linked while it goes on, it becomes the card’s call at once', async () => {
    const { say, book, calls } = desk();
    await say(rang, ...answered);
    const [stray] = book.getState().strays;
    book.change(stray?.id ?? '', {
      callers: [CALLER],
      target: { caseId: CASE, partyId: PARTY, contactPointId: null },
    });
    expect(calls.getState().call).toMatchObject({ caseId: CASE, phoneId: 'one' });
    expect(book.getState().strays).toEqual([]);
  });

  it('SH-08 closed without a case it keeps the operator’s words', async () => {
    const { say, captured, book, store, calls, strays } = desk();
    await say(rang, ended);
    await closeStray(
      { store, calls, now: () => at(90) },
      keptOf(book.getState().strays[0] as Stray),
      'numero sbagliato',
    );
    expect(captured.at(-1)).toMatchObject({ body: { state: 'closed', note: 'numero sbagliato', linkedTo: null } });
    expect(captured.every(isSound)).toBe(true);
    expect(strays.size).toBe(0);
  });

  it('SH-08 a page that goes while it rings or goes on leaves it to the next one', async () => {
    const first = desk();
    await first.say(rang, ...answered);
    expect(first.strays.size).toBe(1);
    const second = desk(first.kept);
    await second.say();
    await second.say();
    expect(second.captured).toMatchObject([{ kind: 'stray-call', body: { state: 'waiting', cause: 'media-lost' } }]);
    expect(second.book.getState().strays).toMatchObject([{ endedAt: at(4), phoneId: null }]);
    const third = desk(first.kept);
    await third.say();
    expect(third.captured).toHaveLength(1);
    expect(third.book.getState().strays).toHaveLength(1);
  });

  it('SH-08 what rang behind the lock is recorded when its operator is back, and nobody else sees it', async () => {
    const { say, captured, become, store, book } = desk();
    become({ store: null, phase: 'locked' });
    await say(rang, { ...ended, end: { cause: 'no-answer', status: 487 } });
    expect(captured).toEqual([]);
    become({ store, phase: 'signed-in' });
    await say();
    expect(captured).toMatchObject([{ kind: 'stray-call' }]);
    become({ store: null, phase: 'signed-out' });
    expect(book.getState().strays).toEqual([]);
  });
});

describe('a word with somebody else before the call is handed over', () => {
  let next = 500;
  const NUMBER = '+393470000222';
  const dialled = { type: 'dialled', callId: 'two', at: at(10), number: NUMBER, name: '' } as const;
  const left = { type: 'invited', callId: 'two', at: at(10) } as const;
  const over = { type: 'ended', callId: 'two', at: at(20), end: { cause: 'busy', status: 486 } } as const;

  const asking = async (known: 'nobody' | 'free' | 'no-more') => {
    const flags = known === 'no-more' ? { doNotContact: { at: AT } } : {};
    const point = {
      id: CALLER.contactPointId,
      kind: 'phone',
      value: NUMBER,
      status: 'ok',
      label: '',
      attempts: 0,
      answers: 0,
    };
    const state = { contactPoints: [point], flags, conversations: [], attempts: [] };
    const party = { id: PARTY, name: 'Anna Prova', zone: 'Europe/Rome', state };
    const row = {
      id: CASE,
      parties: [],
      blocked: null,
      endsOn: '2027-01-31',
      state: { next: { kind: 'call', at: null }, suspended: null },
    };
    const view = { case: row, party, others: new Map(), history: [], promises: [] };
    const made = desk(disk(), known === 'nobody' ? [] : [CALLER]);
    const { store, book, say } = made;
    const placed: string[] = [];
    const refusal = await askFirst(
      {
        store: { ...store, open: () => Promise.resolve(view as never), settings: () => Promise.resolve(null) },
        port: {
          call: (number) => {
            placed.push(number);
            void say(dialled);
            return { ok: true, callId: 'two' };
          },
        },
        book,
        now: () => at(10),
        newId: () => idOf((next += 1)),
      },
      NUMBER,
    );
    return { ...made, refusal, placed };
  };

  it('SH-42 a number of nobody is a call of no case, closed, and waits for nothing', async () => {
    const { say, captured, strays, book, refusal } = await asking('nobody');
    expect(refusal).toBeNull();
    expect([...strays.values()]).toMatchObject([{ number: NUMBER, direction: 'out' }]);
    await say(left, over);
    expect(captured).toMatchObject([
      {
        kind: 'stray-call',
        body: { direction: 'out', state: 'closed', number: NUMBER, cause: 'busy', answeredAt: null },
      },
    ]);
    expect(captured.every(isSound)).toBe(true);
    expect(strays.size).toBe(0);
    expect(book.getState().strays).toEqual([]);
  });

  it('SH-42 a debtor’s number stands in his case, which waits for its outcome', async () => {
    const { say, captured, drafts } = await asking('free');
    await say(left, over);
    expect(captured).toMatchObject([
      { kind: 'call', caseId: CASE, body: { direction: 'out', partyId: PARTY, number: NUMBER, cause: 'busy' } },
    ]);
    expect(captured.every(isSound)).toBe(true);
    expect(drafts.get(CASE)).toMatchObject({ callOpId: captured[0]?.opId });
  });

  it('SH-42 whom the rules forbid to call is not called this way either', async () => {
    const { placed, refusal, captured, strays } = await asking('no-more');
    expect(refusal).toEqual({ by: 'rules', reason: 'do-not-contact' });
    expect(placed).toEqual([]);
    expect(captured).toEqual([]);
    expect(strays.size).toBe(0);
  });

  it('SH-42 what never left this computer is no call', async () => {
    const { say, captured, strays, book } = await asking('free');
    await say(over);
    expect(captured).toEqual([]);
    expect(strays.size).toBe(0);
    expect(book.getState().strays).toEqual([]);
  });
});
