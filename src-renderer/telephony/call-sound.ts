/** Both directions of one call as one stream of two channels: the operator left, the other side right. */
export type CallTap = { readonly stream: MediaStream; readonly close: () => void };

/**
 * The sound of calls, for whoever records them. Beside the telephone's port and not in it: nothing here places, answers or
 * changes a call.
 */
export type CallSound = {
  /** Plays the notice of recording to both sides. False where the call has no sound, or it ended meanwhile. */
  readonly sayNotice: (callId: string) => Promise<boolean>;
  readonly tap: (callId: string) => CallTap | null;
};

/** Stands for the sound of a telephone that is made later. */
export type SoundSocket = { readonly sound: CallSound; readonly plug: (sound: CallSound) => void };

export const createSoundSocket = (): SoundSocket => {
  let plugged: CallSound | null = null;
  return {
    sound: {
      sayNotice: (callId) => plugged?.sayNotice(callId) ?? Promise.resolve(false),
      tap: (callId) => plugged?.tap(callId) ?? null,
    },
    plug: (sound) => {
      plugged = sound;
    },
  };
};
