/** Whether somebody is still at the other end, when the server cannot say it. */
export type FarSide = {
  /** What has come so far; more than before is a sign of life. */
  readonly count: (packetsIn: number) => void;
  /** An offer was answered: by the far side, or by a server that could not hand it on. */
  readonly hear: (reached: boolean) => void;
  /** Our own link is gone: what could not be handed on before says nothing any more. */
  readonly forget: () => void;
  /** Could the last offer not be handed on? */
  readonly isOutOfReach: () => boolean;
  readonly isGone: () => boolean;
};

/**
 * Neither heard nor reached for so long: gone. A proxy cannot tell a telephone that comes back from one that does not, and
 * one that reconnects takes seconds.
 */
export const GONE_MS = 20_000;

/** `clock`: milliseconds, monotonic. */
export const followFarSide = (clock: () => number): FarSide => {
  let packets = 0;
  let signAtMs = clock();
  let refusedSinceMs: number | null = null;
  let refusals = 0;
  return {
    count: (packetsIn) => {
      if (packetsIn > packets) signAtMs = clock();
      packets = packetsIn;
    },
    hear: (reached) => {
      refusedSinceMs = reached ? null : (refusedSinceMs ?? clock());
      refusals = reached ? 0 : refusals + 1;
    },
    forget: () => {
      refusedSinceMs = null;
      refusals = 0;
    },
    isOutOfReach: () => refusedSinceMs !== null,
    // A single refusal is one server's bad moment.
    isGone: () => refusedSinceMs !== null && refusals > 1 && clock() - Math.max(refusedSinceMs, signAtMs) >= GONE_MS,
  };
};
