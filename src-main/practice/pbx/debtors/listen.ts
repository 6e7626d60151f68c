import { setTimeout as sleep } from 'node:timers/promises';
import type { LineName } from './lines/italian.ts';
import type { Stage } from './perform.ts';
import type { Step } from './step.ts';

const LOOK_MS = 50;
/** A pause this long ends what somebody says. */
const PAUSE_MS = 900;
/** Silence this long makes somebody ask whether anyone is there. */
const PATIENCE_MS = 5_000;
const MOST_NUDGES = 2;

/**
 * Waits until the other side has said something and made a pause, at most `most` seconds. Into a silence it asks
 * twice, then hangs up. Who hears keys says so. Time on hold does not count.
 */
export async function listen(
  { most, nudge }: Extract<Step, { do: 'listen' }>,
  { stage, signal, tones }: { readonly stage: Stage; readonly signal: AbortSignal; readonly tones: LineName | null },
  say: (line: LineName) => Promise<void>,
): Promise<void> {
  const from = stage.now();
  let [waited, silent, nudges, last] = [0, 0, 0, from];
  while (waited < most * 1_000) {
    await sleep(LOOK_MS, undefined, { signal });
    // By the clock: on a busy computer a look takes longer than it should.
    const passed = stage.now() - last;
    last += passed;
    if (stage.isHeld()) continue;
    waited += passed;
    if (stage.strangeKey() && tones !== null) {
      await say(tones);
      last = stage.now();
    }
    const voice = stage.lastVoice();
    const heard = voice > from;
    if (heard && stage.now() - voice >= PAUSE_MS) return;
    silent = heard ? 0 : silent + passed;
    if (silent < PATIENCE_MS || nudge === undefined) continue;
    if (nudges === MOST_NUDGES) return stage.hangUp();
    await say(nudge);
    nudges += 1;
    silent = 0;
    last = stage.now();
  }
}
