import type { SessionStore } from '../../app/session.ts';
import type { Host } from '../../host/host.ts';
import type { WorkstationStore } from '../../offline/api.ts';
import { isLive } from '../../telephony/call.ts';
import type { Phone } from '../../telephony/phone.ts';
import type { Timers } from '../../telephony/timers.ts';
import type { CallStore } from '../call-store.ts';
import type { AwayReason } from './shift-state.ts';
import type { ShiftStore } from './shift-store.ts';

export type FollowShiftDeps = {
  readonly shift: ShiftStore;
  readonly phone: Pick<Phone, 'view'>;
  readonly calls: CallStore;
  readonly session: Pick<SessionStore, 'getState' | 'subscribe'>;
  readonly host: Pick<Host, 'onPower'>;
  /** Of a worker: a hidden window's own would come late. */
  readonly timers: Pick<Timers, 'after'>;
  readonly now: () => string;
};

/** Lets the operator's standing follow what happens: calls, the lock, the screen, sleep, and the end of the countdown. */
export const followShift = (deps: FollowShiftDeps): void => {
  const { shift, phone, calls, session, now } = deps;
  let cancel = (): void => undefined;
  let awaited: string | null = null;
  /** The call was of a card: its outcome is owed. A stranger's waits in the queue instead. */
  let ofCard = false;
  let store: WorkstationStore | null = null;
  let unwatch = (): void => undefined;

  const onCalls = (): void => {
    const talking =
      calls.getState().call !== null ||
      phone.view.getState().calls.some((call) => isLive(call) && call.phase !== 'incoming');
    const { onCall } = shift.getState().shift;
    ofCard ||= calls.getState().call !== null;
    if (talking === onCall) return;
    if (talking) shift.tell({ type: 'call-began', at: now() });
    else {
      const { lastEnd } = calls.getState();
      const { wrapUpS } = shift.getState();
      // A call that never left this computer owes nobody anything.
      const owed = ofCard && lastEnd?.end.cause !== 'microphone';
      ofCard = false;
      shift.tell({ type: 'call-ended', at: now(), wrapUpS, owed });
    }
  };
  /** This computer's own copy of the workspace's settings: it is there without the network too. */
  const onSettings = async (): Promise<void> => {
    const asked = store;
    const settings = await asked?.settings();
    if (asked === store && settings !== undefined && settings !== null) shift.learn(settings.wrapUpSeconds);
  };
  // A store that has just been locked answers nothing; what it said last goes on.
  const lookAtSettings = (): void => void onSettings().catch(() => undefined);
  const onSession = (): void => {
    const { user, phase } = session.getState();
    if (session.getState().store !== store) {
      unwatch();
      ({ store } = session.getState());
      unwatch = store?.subscribe(lookAtSettings) ?? (() => undefined);
      lookAtSettings();
    }
    shift.enter(user?.role === 'operator' ? user.id : null, now());
    shift.tell({ type: phase === 'locked' ? 'left' : 'came-back', at: now(), reason: 'locked' });
  };
  const away = (reason: AwayReason, type: 'left' | 'came-back'): void => shift.tell({ type, at: now(), reason });
  const onCountdown = (): void => {
    const until = shift.getState().shift.wrapUp?.until ?? null;
    if (until === awaited) return;
    awaited = until;
    cancel();
    if (until === null) return;
    const left = Math.max(0, Date.parse(until) - Date.parse(now()));
    cancel = deps.timers.after(left, () => shift.tell({ type: 'time-passed', at: now() }));
  };
  deps.host.onPower((event) => {
    if (event === 'suspend') away('sleep', 'left');
    if (event === 'resume') {
      away('sleep', 'came-back');
      // A timer that slept with the computer may still be waiting.
      shift.tell({ type: 'time-passed', at: now() });
    }
    if (event === 'lock' || event === 'unlock') away('screen', event === 'lock' ? 'left' : 'came-back');
    if (event === 'idle' || event === 'active') away('idle', event === 'idle' ? 'left' : 'came-back');
  });
  phone.view.subscribe(onCalls);
  calls.subscribe(onCalls);
  session.subscribe(onSession);
  shift.subscribe(onCountdown);
  onSession();
  onCalls();
};
