/** Speech of two people, one in each channel: clear enough to follow a quarrel, some 20 kB in three seconds. */
const BITS_PER_SECOND = 48_000;
const MIME = 'audio/webm;codecs=opus';
/** What a crash may lose, at most; and what a lost network is measured in. */
const PIECE_MS = 2500;

export type Piece = { readonly bytes: Uint8Array<ArrayBuffer>; readonly ms: number };

export type SoundRecorder = {
  readonly pause: () => void;
  readonly resume: () => void;
  /** Resolves when the last piece has been given. */
  readonly stop: () => Promise<void>;
};

/** Takes a stream's sound in pieces, in order. Nothing of it is kept here. Throws where the browser cannot record. */
export const recordSound = (input: {
  readonly stream: MediaStream;
  readonly clock: () => number;
  readonly onPiece: (piece: Piece) => Promise<void>;
  readonly onProblem: () => void;
}): SoundRecorder => {
  const { stream, clock, onPiece, onProblem } = input;
  const recorder = new MediaRecorder(stream, { mimeType: MIME, audioBitsPerSecond: BITS_PER_SECOND });
  let given = Promise.resolve();
  let since: number | null = clock();
  let ms = 0;
  const count = (): void => {
    const now = clock();
    if (since === null) return;
    ms += now - since;
    since = now;
  };
  recorder.addEventListener('dataavailable', ({ data }) => {
    count();
    const length = Math.round(ms);
    ms -= length;
    if (data.size === 0) return;
    // In the order in which they came, however long each takes to be read and sealed.
    given = given.then(async () => onPiece({ bytes: new Uint8Array(await data.arrayBuffer()), ms: length }));
    given = given.catch(onProblem);
  });
  recorder.addEventListener('error', onProblem);
  recorder.start(PIECE_MS);
  return {
    pause: () => {
      if (recorder.state !== 'recording') return;
      count();
      since = null;
      // What was said up to here does not wait in memory for the pause to end.
      recorder.requestData();
      recorder.pause();
    },
    resume: () => {
      if (recorder.state !== 'paused') return;
      since = clock();
      recorder.resume();
    },
    stop: async () => {
      if (recorder.state !== 'inactive') {
        const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }));
        recorder.stop();
        await stopped;
      }
      await given;
    },
  };
};
