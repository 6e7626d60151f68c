import { createTurns } from './turns.ts';

/** Another sound laid over the voice for a moment: what goes out meanwhile carries both. */
export type Overlay = {
  /** The voice that is mixed in from now on; answers the track that carries voice and sound. */
  readonly mix: (voice: MediaStreamTrack) => MediaStreamTrack;
  /** The sound is over, whatever became of it. */
  readonly ended: Promise<void>;
};

/**
 * What one call sends. Muting and changing the microphone are about the voice, also while another track carries it
 * together with a notice: a muted operator stays muted, and the notice is heard all the same.
 */
export type Outgoing = {
  readonly voice: () => MediaStreamTrack | null;
  /** Another microphone; the track before is stopped. */
  readonly setVoice: (track: MediaStreamTrack) => Promise<void>;
  /** Resolves with true when the sound has been sent to its end, false where nothing is sent or another is going on. */
  readonly sayOver: (overlay: Overlay) => Promise<boolean>;
  /** Called with each voice from now on; returns the function that ends it. */
  readonly onVoice: (listener: (track: MediaStreamTrack) => void) => () => void;
  readonly close: () => void;
};

export const createOutgoing = (sender: () => RTCRtpSender | null): Outgoing => {
  const turns = createTurns();
  const listeners = new Set<(track: MediaStreamTrack) => void>();
  let over: { readonly overlay: Overlay; voice: MediaStreamTrack } | null = null;
  let closed = false;
  const voice = (): MediaStreamTrack | null => over?.voice ?? sender()?.track ?? null;
  return {
    voice,
    setVoice: (track) =>
      turns(async () => {
        const old = voice();
        if (over === null) await sender()?.replaceTrack(track);
        else {
          over.overlay.mix(track);
          over.voice = track;
        }
        old?.stop();
        if (closed) track.stop();
        for (const listener of listeners) listener(track);
      }),
    sayOver: async (overlay) => {
      const begun = await turns(async () => {
        const sending = sender();
        const now = sending?.track ?? null;
        if (closed || over !== null || sending === null || now === null) return false;
        over = { overlay, voice: now };
        await sending.replaceTrack(overlay.mix(now));
        return true;
      });
      if (!begun) return false;
      await overlay.ended;
      return turns(async () => {
        const last = over?.voice ?? null;
        if (!closed) await sender()?.replaceTrack(last);
        over = null;
        return !closed;
      });
    },
    onVoice: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closed = true;
      over?.voice.stop();
      sender()?.track?.stop();
      listeners.clear();
    },
  };
};
