import { createNotice } from '../audio/notice.ts';
import type { CallSound, CallTap } from '../call-sound.ts';
import type { Timers } from '../timers.ts';
import type { MediaHandler } from './media-handler.ts';

export type SipSoundDeps = {
  readonly timers: Timers;
  readonly createContext: () => AudioContext;
  readonly mediaOf: (callId: string) => MediaHandler | null;
  /** Plays to the operator, on the speaker chosen; returns the function that stops it. */
  readonly playOut: (stream: MediaStream) => () => void;
};

/** One channel of the tap: whatever track carries this side now. */
const channel = (context: AudioContext, merger: ChannelMergerNode, index: number) => {
  let source: MediaStreamAudioSourceNode | null = null;
  return (track: MediaStreamTrack | null | undefined): void => {
    source?.disconnect();
    source = null;
    if (track === null || track === undefined) return;
    source = context.createMediaStreamSource(new MediaStream([track]));
    source.connect(merger, 0, index);
  };
};

const tapOf = (media: MediaHandler, context: AudioContext): CallTap => {
  const merger = context.createChannelMerger(2);
  const out = new MediaStreamAudioDestinationNode(context, { channelCount: 2, channelCountMode: 'explicit' });
  merger.connect(out);
  void context.resume().catch(() => undefined);
  const ours = channel(context, merger, 0);
  const theirs = channel(context, merger, 1);
  ours(media.outgoing.voice());
  theirs(media.remote.getAudioTracks()[0]);
  const forget = media.outgoing.onVoice(ours);
  // A re-INVITE may bring another track.
  const onTrack = ({ track }: RTCTrackEvent): void => theirs(track);
  media.peer.addEventListener('track', onTrack);
  return {
    stream: out.stream,
    close: () => {
      forget();
      media.peer.removeEventListener('track', onTrack);
      void context.close().catch(() => undefined);
    },
  };
};

/** The sound of the telephone's calls. */
export const createSipSound = ({ timers, createContext, mediaOf, playOut }: SipSoundDeps): CallSound => ({
  sayNotice: async (callId) => {
    const media = mediaOf(callId);
    if (media === null) return false;
    const context = createContext();
    try {
      await context.resume();
      const notice = createNotice(context, timers.after);
      const silence = playOut(notice.alone);
      try {
        return await media.outgoing.sayOver(notice);
      } finally {
        silence();
      }
    } catch {
      // The call is over: its connection takes no track any more.
      return false;
    } finally {
      await context.close().catch(() => undefined);
    }
  },
  tap: (callId) => {
    const media = mediaOf(callId);
    return media === null ? null : tapOf(media, createContext());
  },
});
