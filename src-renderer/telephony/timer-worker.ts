/// <reference lib="webworker" />
/** Wakes the page after a time: a worker's timers run on when the window is hidden, a page's are held to one a minute. */
type Wish = { readonly id: number; readonly ms: number | null };

const scope = self as unknown as DedicatedWorkerGlobalScope;
const waiting = new Map<number, ReturnType<typeof setTimeout>>();

scope.addEventListener('message', ({ data }: MessageEvent<Wish>) => {
  const { id, ms } = data;
  clearTimeout(waiting.get(id));
  waiting.delete(id);
  if (ms === null) return;
  waiting.set(
    id,
    setTimeout(() => {
      waiting.delete(id);
      scope.postMessage(id);
    }, ms),
  );
});
