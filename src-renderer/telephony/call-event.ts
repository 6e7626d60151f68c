import type { CallEnd, CallQuality, DigitsStep, MediaState, TransferState } from './call.ts';
import type { Registration } from './registration.ts';

/** Everything that can happen to the telephone; `at` is the instant of what happened. */
export type CallEvent =
  | {
      readonly type: 'dialled';
      readonly callId: string;
      readonly at: string;
      readonly number: string;
      readonly name: string;
    }
  | {
      readonly type: 'rang';
      readonly callId: string;
      readonly at: string;
      readonly number: string;
      readonly name: string;
    }
  | { readonly type: 'invited'; readonly callId: string; readonly at: string }
  | { readonly type: 'progressed'; readonly callId: string; readonly at: string; readonly earlyMedia: boolean }
  | { readonly type: 'answer-asked'; readonly callId: string }
  | { readonly type: 'answered'; readonly callId: string; readonly at: string }
  | { readonly type: 'hang-up-asked'; readonly callId: string }
  | { readonly type: 'ended'; readonly callId: string; readonly at: string; readonly end: CallEnd }
  | { readonly type: 'hold-asked'; readonly callId: string }
  | { readonly type: 'resume-asked'; readonly callId: string }
  /** The far side answered our re-INVITE: `held` is what is true now, whatever was asked. */
  | { readonly type: 'hold-settled'; readonly callId: string; readonly held: boolean }
  | { readonly type: 'far-hold'; readonly callId: string; readonly held: boolean }
  | { readonly type: 'link-lost'; readonly callId: string }
  | { readonly type: 'refreshed'; readonly callId: string }
  | { readonly type: 'media'; readonly callId: string; readonly media: MediaState }
  | { readonly type: 'digits'; readonly callId: string; readonly step: DigitsStep }
  | { readonly type: 'quality'; readonly callId: string; readonly quality: CallQuality }
  | {
      readonly type: 'transfer-asked';
      readonly callId: string;
      readonly kind: TransferState['kind'];
      readonly to: string;
    }
  | { readonly type: 'transfer-trying'; readonly callId: string }
  | { readonly type: 'transfer-failed'; readonly callId: string };

export type PhoneEvent =
  | CallEvent
  | { readonly type: 'muted'; readonly muted: boolean }
  | { readonly type: 'registration'; readonly registration: Registration };
