import type { SessionStore } from '../../app/session.ts';
import type { Caller, StrayTarget, WorkstationStore } from '../../offline/api.ts';
import { isLive, type PhoneCall } from '../../telephony/call.ts';
import type { Phone } from '../../telephony/phone.ts';
import type { CallStore } from '../call-store.ts';
import { factsOf } from './call-record.ts';
import { recordStray } from './settle-stray.ts';
import { keptOf, newStray, type Stray, type StrayBook } from './stray-book.ts';
import { tellDraft } from './tell-draft.ts';

export type FollowStraysDeps = {
  readonly phone: Pick<Phone, 'view'>;
  readonly calls: CallStore;
  readonly book: StrayBook;
  readonly session: Pick<SessionStore, 'getState' | 'subscribe'>;
  readonly now: () => string;
  readonly newId: () => string;
  readonly later: (ms: number, run: () => void) => void;
};

const AGAIN_MS = 3000;

const targetOf = ({ row, partyId, contactPointId }: Caller): StrayTarget => ({
  caseId: row.caseId,
  partyId,
  contactPointId,
});

/**
 * Every call that comes in is noted on the disk when it rings. Answered, and of a case that is here, it becomes that card's
 * call; what stays in no card (unknown, missed, beside another call) is recorded when it ends, and leads to an outcome or
 * waits for its case. Nothing that rang is lost, whoever answers it: the screen, a key, or a headset. What was placed beside
 * another call (ask-first.ts) is recorded like them.
 */
export const followStrays = (deps: FollowStraysDeps): void => {
  const { phone, calls, book, session } = deps;
  const ending = new Set<string>();
  let loaded: WorkstationStore | null = null;

  const storeNow = (): WorkstationStore | null => session.getState().store;
  const keep = (stray: Stray | undefined): void => {
    if (stray === undefined) return;
    void storeNow()
      ?.saveStray(keptOf(stray))
      .catch((error: unknown) => calls.getState().fail(error));
  };
  const match = async (stray: Stray, store: WorkstationStore): Promise<void> => {
    const callers = await store.callers(stray.number);
    const [first] = callers;
    keep(book.change(stray.id, { callers, ...(first === undefined ? {} : { target: targetOf(first) }) }));
    look();
  };
  const note = (phoned: PhoneCall): Stray => {
    const stray: Stray = { ...newStray(phoned, deps.newId), answeredAt: phoned.answeredAt };
    book.put(stray);
    keep(stray);
    const store = storeNow();
    if (store !== null) void match(stray, store).catch((error: unknown) => calls.getState().fail(error));
    return stray;
  };
  /** Into the card's hands: its call from now on, with the ids that were agreed when it rang. */
  const handOver = (stray: Stray, phoned: PhoneCall, caller: Caller): void => {
    const store = storeNow();
    const { caseId } = caller.row;
    const { number, startedAt } = stray;
    const { partyId, name, contactPointId, label } = caller;
    calls.getState().begin({
      ...{ opId: stray.opIds.call, caseId, partyId, name, contactPointId, number, label, startedAt },
      direction: 'in',
      phoneId: phoned.id,
    });
    book.drop(stray.id);
    if (store === null) return;
    const patch = { callStartedAt: startedAt, callId: stray.opIds.call, callOpId: null };
    void tellDraft(calls, store, { caseId, patch, at: deps.now() })
      .then(() => store.dropStray(stray.id))
      .catch((error: unknown) => calls.getState().fail(error));
  };
  const end = async (stray: Stray): Promise<void> => {
    const store = storeNow();
    if (store === null || ending.has(stray.id)) return;
    ending.add(stray.id);
    try {
      // It may have ended before its number was looked for, or behind the lock.
      const [caller] = stray.target === null ? await store.callers(stray.number) : [];
      const target = caller === undefined ? stray.target : targetOf(caller);
      const waits = await recordStray({ store, calls, now: deps.now }, { ...keptOf(stray), target });
      if (!waits) book.drop(stray.id);
      else book.change(stray.id, { phoneId: null });
    } catch (error) {
      calls.getState().fail(error);
      deps.later(AGAIN_MS, () => {
        ending.delete(stray.id);
        look();
      });
    }
  };
  const followOne = (phoned: PhoneCall): void => {
    const known = book.getState().strays.find(({ phoneId }) => phoneId === phoned.id);
    if (calls.getState().call?.phoneId === phoned.id) return;
    if (known === undefined) {
      // What is placed has its card, or is put into the book by whoever places it.
      if (phoned.direction === 'in' && isLive(phoned)) note(phoned);
      return;
    }
    if (phoned.phase === 'ended' && phoned.direction === 'out' && phoned.invitedAt === null) {
      // It never left this computer.
      book.drop(known.id);
      void storeNow()?.dropStray(known.id);
      return;
    }
    if (phoned.phase === 'ended') {
      const endedAt = phoned.endedAt ?? deps.now();
      if (known.endedAt !== null) void end(known);
      else book.change(known.id, { endedAt, answeredAt: phoned.answeredAt, facts: factsOf(phoned) });
      return;
    }
    const answered = phoned.phase === 'active' && known.answeredAt === null;
    const stray = answered ? book.change(known.id, { answeredAt: phoned.answeredAt }) : known;
    if (answered) keep(stray);
    if (phoned.direction === 'out') return;
    const caller = stray?.callers.find(({ row }) => row.caseId === stray.target?.caseId);
    // While another card's call goes on it stays beside it; it may be handed over once that one has ended. Behind a lock
    // no card can be told.
    const busy = calls.getState().call !== null || storeNow() === null;
    if (phoned.phase !== 'active' || stray === undefined || caller === undefined || busy) return;
    handOver(stray, phoned, caller);
  };
  const look = (): void => {
    const { user, store } = session.getState();
    if (user === null) return;
    for (const phoned of phone.view.getState().calls) followOne(phoned);
    if (store === null) return;
    // Ended behind a lock, or when the disk was full.
    for (const stray of book.getState().strays) {
      if (stray.phoneId !== null && stray.endedAt !== null) void end(stray);
    }
  };
  /** What rang behind the lock: nothing could be written then, nor a number looked for. */
  const catchUp = (store: WorkstationStore): void => {
    for (const stray of book.getState().strays) {
      if (stray.phoneId === null || stray.endedAt !== null) continue;
      keep(stray);
      if (stray.target !== null || stray.callers.length > 0) continue;
      void match(stray, store).catch((error: unknown) => calls.getState().fail(error));
    }
  };
  /** What a reload or a crash left behind: it ended with the page. */
  const load = async (store: WorkstationStore): Promise<void> => {
    const known = new Set(book.getState().strays.map(({ id }) => id));
    for (const kept of await store.strays()) {
      if (known.has(kept.id)) continue;
      const lost = kept.endedAt === null;
      const stray: Stray = {
        ...kept,
        ...(lost ? { endedAt: kept.answeredAt ?? kept.startedAt, facts: { cause: 'media-lost' as const } } : {}),
        phoneId: null,
        callers: [],
      };
      book.put(stray);
      if (lost) await end(stray);
    }
  };
  const onSession = (): void => {
    const { store, phase } = session.getState();
    if (phase === 'signed-out') {
      loaded = null;
      book.replace([]);
      return;
    }
    if (store !== null && store !== loaded) {
      loaded = store;
      catchUp(store);
      void load(store).catch((error: unknown) => calls.getState().fail(error));
    }
    look();
  };
  phone.view.subscribe(look);
  calls.subscribe(look);
  // A case chosen for a call that goes on, and every step of its own.
  book.subscribe(look);
  session.subscribe(onSession);
  onSession();
};
