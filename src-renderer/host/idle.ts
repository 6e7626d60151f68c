/** Nobody has touched the page for this long: away. The desktop host asks the system instead, and waits as long. */
const IDLE_MS = 600_000;

/** What a hand at the computer does to a page. */
const TOUCHES = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

export type IdleDeps = {
  readonly page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  readonly now: () => number;
  /** Once, after so many milliseconds; returns what takes it back. */
  readonly after: (ms: number, run: () => void) => () => void;
};

/** Tells when the page has been left alone, and when somebody is back. Returns the function that ends it. */
export const watchIdle = (deps: IdleDeps, tell: (event: 'idle' | 'active') => void): (() => void) => {
  let touched = deps.now();
  let idle = false;
  let cancel = (): void => undefined;
  const look = (): void => {
    const left = touched + IDLE_MS - deps.now();
    if (left > 0) {
      cancel = deps.after(left, look);
      return;
    }
    idle = true;
    tell('idle');
  };
  const touch = (): void => {
    touched = deps.now();
    if (!idle) return;
    idle = false;
    tell('active');
    look();
  };
  for (const name of TOUCHES) deps.page.addEventListener(name, touch, { passive: true, capture: true });
  look();
  return () => {
    cancel();
    for (const name of TOUCHES) deps.page.removeEventListener(name, touch, { capture: true });
  };
};
