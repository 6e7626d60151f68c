import { AppError } from '../../../src-shared/contract/errors.ts';

/** Sound that waits for the network, at most: beyond it nothing more is taken, and the operator is told. */
const MOST_WAITING_MS = 60_000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 5000;

export type PieceSender = {
  /** False where no more is taken: too much waits, or the coordinator takes none of it. */
  readonly add: (piece: { readonly sealed: Uint8Array<ArrayBuffer>; readonly ms: number }) => boolean;
  /** Resolves when all has been taken (its number of pieces), or with null when it never will be. */
  readonly drained: () => Promise<number | null>;
  readonly waitingMs: () => number;
};

/** Only what may pass by itself is tried again; a refusal stays one. */
const mayPass = (error: unknown): boolean => !(error instanceof AppError) || error.recovery === 'retry';

/** Sends pieces one after the other, each until it is taken. They wait in memory and nowhere else. */
export const createPieceSender = (deps: {
  readonly send: (no: number, sealed: Uint8Array<ArrayBuffer>, ms: number) => Promise<void>;
  readonly later: (ms: number, run: () => void) => void;
  /** The coordinator takes no more of this recording. */
  readonly onRefused: () => void;
}): PieceSender => {
  let waiting: readonly { readonly sealed: Uint8Array<ArrayBuffer>; readonly ms: number }[] = [];
  let taken = 0;
  let refused = false;
  let full = false;
  let going = false;
  let failures = 0;
  let whenDone: readonly (() => void)[] = [];
  const isDone = (): boolean => refused || waiting.length === 0;
  const settle = (): void => {
    if (!isDone()) return;
    const told = whenDone;
    whenDone = [];
    for (const tell of told) tell();
  };
  const next = async (): Promise<void> => {
    const [first] = waiting;
    if (going || refused || first === undefined) return;
    going = true;
    try {
      await deps.send(taken, first.sealed, first.ms);
      taken += 1;
      waiting = waiting.slice(1);
      failures = 0;
      going = false;
      settle();
      void next();
    } catch (error) {
      if (mayPass(error)) {
        failures += 1;
        deps.later(Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)), () => {
          going = false;
          void next();
        });
        return;
      }
      refused = true;
      waiting = [];
      deps.onRefused();
      settle();
    }
  };
  const waitingMs = (): number => waiting.reduce((sum, { ms }) => sum + ms, 0);
  return {
    add: (piece) => {
      // Once one has been turned away those behind it would stand in the wrong places.
      full ||= waitingMs() + piece.ms > MOST_WAITING_MS;
      if (refused || full) return false;
      waiting = [...waiting, piece];
      void next();
      return true;
    },
    drained: () =>
      new Promise((resolve) => {
        whenDone = [...whenDone, () => resolve(refused ? null : taken)];
        settle();
      }),
    waitingMs,
  };
};
