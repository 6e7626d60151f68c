/** One timer for every line of the process; it runs only while there is one. */
export type Beat = { readonly join: (tick: () => void) => () => void };

/** Half a frame, so that a tick that comes late is still within the frame. */
const PERIOD_MS = 10;

export function createBeat(): Beat {
  const ticks = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  return {
    join: (tick) => {
      ticks.add(tick);
      timer ??= setInterval(() => ticks.forEach((each) => each()), PERIOD_MS);
      return () => {
        ticks.delete(tick);
        if (ticks.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
