import { Invitation, Inviter, type Session, SessionState, type URI } from 'sip.js';
import { causeOfRefusal, type CallCause } from '../../../src-shared/domain/call-cause.ts';
import { isLive, type PhoneCall } from '../call.ts';
import type { CallEvent } from '../call-event.ts';
import { measure, qualityOf, type Meter } from '../call-meter.ts';
import { readCounters } from '../call-stats.ts';
import type { Diagnostics } from '../diagnostics.ts';
import { judgeMedia, START_WATCH } from '../media-watchdog.ts';
import type { Timers } from '../timers.ts';
import { sendDigits } from './dtmf.ts';
import { followFarSide } from './far-side.ts';
import type { MediaHandler } from './media-handler.ts';
import { refer } from './refer.ts';
import { PATIENCE_AFTER_LOSS_MS, reinvite, waitingReinvites } from './reinvite.ts';
import { createTurns } from './turns.ts';

export type SipCallDeps = {
  readonly id: string;
  readonly session: Inviter | Invitation;
  readonly media: () => MediaHandler | null;
  readonly timers: Timers;
  readonly clock: () => number;
  readonly now: () => string;
  readonly diagnostics: Diagnostics;
  readonly call: () => PhoneCall | undefined;
  readonly emit: (event: CallEvent) => void;
  readonly isLinked: () => boolean;
  /** The server has answered since then, and quickly: a re-INVITE has somebody to reach. */
  readonly hasAnswered: (sinceMs: number) => boolean;
  /** The sound has stopped: is the link still there? */
  readonly onDoubt: () => void;
  /** A microphone track for this call, muted or not as it must be now. */
  readonly takeTrack: () => Promise<MediaStreamTrack>;
  readonly microphoneFailed: () => boolean;
  readonly onEnded: () => void;
};

export type SipCall = {
  readonly id: string;
  readonly session: Session;
  readonly media: () => MediaHandler | null;
  readonly invite: () => void;
  readonly accept: () => void;
  readonly redirect: (target: URI) => void;
  readonly end: () => void;
  readonly setHold: (held: boolean) => Promise<boolean>;
  readonly sendDigits: (digits: string) => void;
  readonly transfer: (target: URI | Session) => Promise<boolean>;
  /** New microphone: the track is exchanged under the running call. */
  readonly replaceTrack: () => Promise<void>;
  readonly linkLost: () => void;
  /** The link is back: tells the far side where we are now and starts the media anew. */
  readonly refresh: () => Promise<void>;
};

const SAMPLE_MS = 500;
const QUALITY_EVERY = 2;
/** Answers are repeated after half a second, then after one (RFC 3261 §17.1.1.2). */
const LATE_ANSWER_MS = 1700;
const EARLY_ANSWER_MS = 4000;
/** Whoever answered within this time is there: in a call it is asked every two seconds. */
const ANSWERED_MS = 3000;
/** So long a server may take over the end of a call that was hung up here. */
const END_MS = 4000;
/** An offer that the server could not hand on is made again after this time. */
const AGAIN_MS = 4000;
/** Signalling and sound both gone for this long: the conversation is over, whatever comes back. */
const GIVE_UP_MS = 60_000;

/** One call: drives the library's session and tells what happens in the words of `call-event.ts`. */
export const createSipCall = (deps: SipCallDeps): SipCall => {
  const { id, session, timers, diagnostics } = deps;
  const outgoing = session instanceof Inviter;
  const turns = createTurns();
  let cause: CallCause | null = null;
  let status: number | null = null;
  let rang = false;
  let finished = false;
  let byeWaits = false;
  let lostAtMs: number | null = null;
  /** Refreshes asked for and not done: a repair beside them would only disturb. */
  let refreshing = 0;
  let stopWatch = (): void => undefined;
  const farSide = followFarSide(deps.clock);
  let stopAgain = (): void => undefined;
  let renewing: Promise<void> | null = null;
  let renewAgain = false;

  const emit = deps.emit;
  const finish = (): void => {
    if (finished) return;
    finished = true;
    stopWatch();
    stopAgain();
    const transferring = deps.call()?.transfer;
    const handedOver = transferring !== null && transferring !== undefined && transferring.step !== 'failed';
    const why: CallCause =
      cause === 'ended-there' && handedOver
        ? 'transferred'
        : (cause ?? (deps.microphoneFailed() ? 'microphone' : 'server'));
    diagnostics.note('call', `${id} ended: ${why} ${status ?? ''}`.trim());
    emit({ type: 'ended', callId: id, at: deps.now(), end: { cause: why, status } });
    deps.onEnded();
  };
  /** Ends it on this side without asking anybody: the far side is gone or cannot be reached. */
  const drop = (why: CallCause): void => {
    cause = why;
    deps.media()?.close();
    finish();
    if (session.state === SessionState.Established) void session.bye().catch(() => undefined);
    else if (outgoing && session.state === SessionState.Establishing) void session.cancel().catch(() => undefined);
  };

  const refresh = (iceRestart: boolean, patienceMs?: number): Promise<void> => {
    refreshing += 1;
    return turns(async () => {
      if (finished || session.state !== SessionState.Established) return;
      const media = deps.media();
      const result = await reinvite(session, outgoing, timers, {
        prepare: () => {
          if (media !== null) media.wish.iceRestart = iceRestart;
        },
        hear: farSide.hear,
        ...(patienceMs === undefined ? {} : { patienceMs }),
      });
      diagnostics.note('call', `${id} re-INVITE ${String(result)}`);
      if (finished) return;
      // The far side knows no such call any more, and nothing will bring it back (RFC 3261 §12.2.1.2).
      if (result === 481 || result === 408 || result === 404 || result === 480) drop('far-side-gone');
      else if (result !== 'link') emit({ type: 'refreshed', callId: id });
    }).finally(() => {
      refreshing -= 1;
      askAgain();
    });
  };
  /** Answers whether it was worth while. */
  const repair = (sinceMs: number, iceRestart = true): boolean => {
    if (!deps.hasAnswered(sinceMs)) return false;
    if (refreshing === 0) void refresh(iceRestart);
    return true;
  };
  const askAgain = (): void => {
    stopAgain();
    if (finished || !farSide.isOutOfReach()) return;
    // Whoever is heard needs no new way for the sound, but must still hear where we are.
    stopAgain = timers.after(AGAIN_MS, () => repair(deps.clock() - AGAIN_MS, deps.call()?.media !== 'ok'));
  };

  /** A network that changes says so many times: the one under way and one more are enough. */
  const renew = (): Promise<void> => {
    renewAgain = renewing !== null;
    const work = async (): Promise<void> => {
      do {
        renewAgain = false;
        await refresh(true, PATIENCE_AFTER_LOSS_MS);
      } while (renewAgain);
    };
    renewing ??= work().finally(() => {
      renewing = null;
    });
    return renewing;
  };

  const watch = (): void => {
    let memory = START_WATCH;
    let meter: Meter | null = null;
    let count = 0;
    let busy = false;
    let repairWaits = false;
    const look = async (): Promise<void> => {
      const media = deps.media();
      const call = deps.call();
      if (busy || media === null || call === undefined || call.phase !== 'active') return;
      busy = true;
      const counters = readCounters(await media.peer.getStats());
      busy = false;
      if (finished) return;
      const steady = call.hold === 'none';
      const atMs = deps.clock();
      const verdict = judgeMedia(memory, {
        atMs,
        packetsIn: counters.packetsIn,
        packetsOut: counters.packetsOut,
        expectIn: steady && !call.heldByFarSide,
        expectOut: steady && !call.heldByFarSide,
      });
      memory = verdict.watch;
      meter = measure(meter, { ...verdict, atMs, counters });
      count += 1;
      if (verdict.media !== call.media) diagnostics.note('media', `${id} ${verdict.media}`);
      emit({ type: 'media', callId: id, media: verdict.media });
      if (count % QUALITY_EVERY === 0) {
        const quality = qualityOf(meter, media.outgoing.voice()?.label ?? '');
        if (quality !== null) emit({ type: 'quality', callId: id, quality });
      }
      farSide.count(counters.packetsIn);
      const { doubtSinceMs } = verdict;
      if (doubtSinceMs === null) repairWaits = false;
      else {
        repairWaits ||= verdict.repair;
        // On a link that died with the sound, an offer would only be in the way of the one after it.
        if (!deps.hasAnswered(doubtSinceMs)) deps.onDoubt();
        else if (repairWaits) repairWaits = !repair(doubtSinceMs);
      }
      if (farSide.isGone()) drop('far-side-gone');
      if (lostAtMs !== null && verdict.media !== 'ok' && deps.clock() - lostAtMs > GIVE_UP_MS) drop('media-lost');
    };
    stopWatch = timers.every(SAMPLE_MS, () => void look().catch(() => (busy = false)));
  };

  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) {
      emit({ type: 'answered', callId: id, at: deps.now() });
      if (deps.isLinked()) emit({ type: 'refreshed', callId: id });
      watch();
      deps.media()?.peer.addEventListener('connectionstatechange', () => {
        // "failed" never heals by itself, unlike "disconnected".
        if (deps.media()?.peer.connectionState === 'failed') repair(deps.clock() - ANSWERED_MS);
      });
    }
    // The reason of a refusal is told by its delegate right after this.
    if (state === SessionState.Terminated) queueMicrotask(finish);
  });
  session.delegate = {
    onBye: (bye) => {
      cause ??= 'ended-there';
      void bye.accept();
    },
    onCancel: () => {
      cause ??= 'cancelled';
    },
    // Nobody outside decides whom this telephone calls.
    onRefer: (referral) => void referral.reject(),
    onInfo: (info) => void info.accept(),
    onNotify: (notification) => void notification.accept(),
  };
  const fail = (error: unknown): void => {
    diagnostics.note('fault', `${id} ${String(error)}`);
    if (deps.microphoneFailed()) cause ??= 'microphone';
    finish();
  };

  return {
    id,
    session,
    media: deps.media,
    invite: () => {
      if (!(session instanceof Inviter)) return;
      session
        .invite({
          requestDelegate: {
            onProgress: ({ message }) => {
              rang ||= message.statusCode === 180;
              const early = message.body !== '' && /application\/sdp/iu.test(message.getHeader('content-type') ?? '');
              if (early)
                void deps
                  .media()
                  ?.hearEarly(message.body)
                  .catch(() => undefined);
              emit({ type: 'progressed', callId: id, at: deps.now(), earlyMedia: early });
            },
            onReject: ({ message }) => {
              if (session.state === SessionState.Established) return;
              status = message.statusCode ?? null;
              cause ??= causeOfRefusal(status ?? 500, message.getHeader('reason') ?? null, rang);
            },
            onRedirect: ({ message }) => {
              status = message.statusCode ?? null;
              cause ??= 'unreachable';
            },
          },
        })
        .then(() => emit({ type: 'invited', callId: id, at: deps.now() }))
        .catch(fail);
    },
    accept: () => {
      if (session instanceof Invitation) session.accept().catch(fail);
    },
    redirect: (target) => {
      if (!(session instanceof Invitation)) return;
      cause = 'transferred';
      void session.reject({ statusCode: 302, extraHeaders: [`Contact: <${target.toString()}>`] });
    },
    end: () => {
      if (finished) return;
      emit({ type: 'hang-up-asked', callId: id });
      switch (session.state) {
        case SessionState.Initial:
        case SessionState.Establishing:
          cause ??= outgoing ? 'cancelled' : 'rejected';
          if (session instanceof Inviter) void session.cancel().catch(() => undefined);
          else void session.reject({ statusCode: 603 }).catch(() => undefined);
          break;
        case SessionState.Established:
          cause ??= 'ended-here';
          if (deps.isLinked()) void session.bye().catch(finish);
          else {
            // The far side hears of it when the link is back; here it is over now.
            byeWaits = true;
            deps.media()?.close();
            finish();
          }
          break;
        default:
          finish();
      }
      // A server that answers neither, or with what cannot be read, must not keep the operator in the call.
      timers.after(END_MS, () => {
        if (finished) return;
        deps.media()?.close();
        finish();
        void session.dispose().catch(() => undefined);
      });
    },
    setHold: (held) => {
      emit(held ? { type: 'hold-asked', callId: id } : { type: 'resume-asked', callId: id });
      return turns(async () => {
        const media = deps.media();
        if (finished || media === null) return false;
        const before = media.wish.hold;
        const result = await reinvite(session, outgoing, timers, {
          prepare: () => {
            media.wish.hold = held;
          },
          hear: farSide.hear,
        });
        if (result !== 'accepted') media.wish.hold = before;
        if (finished) return false;
        emit({ type: 'hold-settled', callId: id, held: media.wish.hold });
        if (result === 481) drop('far-side-gone');
        else askAgain();
        return result === 'accepted';
      });
    },
    sendDigits: (digits) => {
      emit({ type: 'digits', callId: id, step: 'sending' });
      void turns(async () => {
        const way = await sendDigits(session, deps.media()?.sender() ?? null, digits, timers).catch(() => 'failed');
        diagnostics.note('call', `${id} digits by ${way}`);
        emit({ type: 'digits', callId: id, step: way === 'failed' ? 'failed' : 'sent' });
      });
    },
    transfer: async (target) => {
      const done = await refer(session, target, timers, () => emit({ type: 'transfer-trying', callId: id }));
      diagnostics.note('call', `${id} transfer ${done ? 'done' : 'failed'}`);
      if (!done) {
        if (!finished) emit({ type: 'transfer-failed', callId: id });
        return finished && cause === 'ended-there';
      }
      if (!finished) {
        cause = 'transferred';
        void session.bye().catch(finish);
      }
      return true;
    },
    replaceTrack: async () => {
      const media = deps.media();
      if (finished || media === null || media.sender() === null) return;
      // Mute is on the new track before anybody can hear it.
      await media.outgoing.setVoice(await deps.takeTrack());
    },
    linkLost: () => {
      const call = deps.call();
      if (call === undefined || !isLive(call)) return;
      lostAtMs ??= deps.clock();
      farSide.forget();
      stopAgain();
      emit({ type: 'link-lost', callId: id });
      // Its caller cannot be told that we answer, and gives up on its own.
      if (call.phase === 'incoming' || call.phase === 'answering') drop('cancelled');
    },
    refresh: async () => {
      lostAtMs = null;
      if (byeWaits) {
        byeWaits = false;
        await session.bye().catch(() => undefined);
        return;
      }
      if (session.state === SessionState.Established) {
        // What was asked before the link went may have arrived: its answer is repeated, and ends it properly.
        timers.after(LATE_ANSWER_MS, waitingReinvites(session.userAgent, session.dialog?.callId ?? ''));
        await renew();
        return;
      }
      // An unanswered call cannot be asked after. Some servers send its answer to the new connection: it has a moment for that.
      timers.after(EARLY_ANSWER_MS, () => {
        if (!finished && session.state !== SessionState.Established) drop('server');
      });
    },
  };
};
