/** The keys that were pressed, in order; each is read once. */
export type Keys = {
  readonly add: (key: string) => void;
  /** All of them since the call began. */
  readonly all: () => string;
  readonly next: (signal: AbortSignal) => Promise<string>;
  /** True once after keys that nobody waited for. */
  readonly takeStrange: () => boolean;
};

/** More than this nobody presses in one call: a telephone that sends keys without end fills no memory. */
const MOST = 1_000;

export function createKeys(): Keys {
  let pressed = '';
  let read = 0;
  let strange = false;
  const waiting = new Set<() => void>();
  return {
    add: (key) => {
      if (pressed.length >= MOST) return;
      pressed += key;
      if (waiting.size === 0) strange = true;
      for (const wake of waiting) wake();
    },
    all: () => pressed,
    next: async (signal) => {
      while (read >= pressed.length) {
        await new Promise<void>((resolve, reject) => {
          signal.throwIfAborted();
          const done = (): void => {
            waiting.delete(done);
            signal.removeEventListener('abort', stop);
            resolve();
          };
          const stop = (): void => {
            waiting.delete(done);
            reject(signal.reason as Error);
          };
          waiting.add(done);
          signal.addEventListener('abort', stop, { once: true });
        });
      }
      read += 1;
      return pressed.charAt(read - 1);
    },
    takeStrange: () => {
      const was = strange;
      strange = false;
      return was;
    },
  };
}

/** The key of an INFO, in either of the two forms that telephones use; null when there is none. */
export const keyOfInfo = (contentType: string, body: string): string | null => {
  const type = contentType.toLowerCase();
  if (type.startsWith('application/dtmf-relay')) return /^Signal\s*=\s*([0-9*#A-D])\s*$/im.exec(body)?.[1] ?? null;
  if (type.startsWith('application/dtmf')) return /^\s*([0-9*#A-D])\s*$/i.exec(body)?.[1] ?? null;
  return null;
};
