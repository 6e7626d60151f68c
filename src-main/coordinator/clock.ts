import type { Instant } from '../../src-shared/contract/basics.ts';

/** The coordinator's clock, injected so that tests choose the hour. */
export type Clock = { readonly now: () => Instant; readonly ms: () => number };

export const systemClock: Clock = { now: () => new Date().toISOString(), ms: () => Date.now() };
