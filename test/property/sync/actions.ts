import fc from 'fast-check';
import type { Fault } from './network.ts';
import { CASES, OPERATORS, type OperatorId } from './portfolio.ts';

/** Three computers: two desktops (with a journal file) of which one has a clock that is wrong, and a browser. */
export const COMPUTERS = [
  { desktop: true, clockMs: 0 },
  { desktop: false, clockMs: 0 },
  { desktop: true, clockMs: 312_000 },
] as const;

export const CAPTURES = [
  'call',
  'outcome',
  'promise',
  'dispute',
  'deceased',
  'note',
  'contact',
  'flag',
  'reschedule',
  'viewed',
  'unknown-outcome',
] as const;
export type CaptureKind = (typeof CAPTURES)[number];

export type Capture = { readonly at: number; readonly kind: CaptureKind; readonly of: number };

export type Move = { readonly cases: readonly string[]; readonly to: OperatorId | null };

export type Action =
  | ({ readonly do: 'capture' } & Capture)
  | {
      readonly do: 'sync';
      readonly at: number;
      readonly faults: readonly Fault[];
      readonly renew: boolean;
      /** Done while the n-th request is on its way. */
      readonly meanwhile: ((Capture | Move) & { readonly request: number }) | null;
    }
  | { readonly do: 'sign-in'; readonly at: number; readonly who: OperatorId; readonly faults: readonly Fault[] }
  | { readonly do: 'restart'; readonly at: number }
  | { readonly do: 'crash'; readonly at: number; readonly after: number; readonly during: Capture | 'sync' }
  | { readonly do: 'lose-storage'; readonly at: number }
  | { readonly do: 'spoil'; readonly at: number }
  | ({ readonly do: 'move' } & Move)
  | { readonly do: 'restart-coordinator' }
  | { readonly do: 'prune' }
  | { readonly do: 'backup' }
  | { readonly do: 'restore' }
  | { readonly do: 'straggler'; readonly from: number }
  | { readonly do: 'wait'; readonly minutes: number };

const computer = fc.nat({ max: COMPUTERS.length - 1 });
const page = fc.option(fc.constantFrom(1, 2, 3, 7), { nil: null, freq: 2 });

const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('ok' as const), page }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constantFrom('lose-request', 'lose-answer', 'twice', 'later'), page }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('coordinator-dies' as const), before: fc.boolean(), page }),
  },
);
const faults = fc.array(fault, { maxLength: 8 });
const capture: fc.Arbitrary<Capture> = fc.record({
  at: computer,
  kind: fc.constantFrom(...CAPTURES),
  of: fc.nat({ max: 30 }),
});
const who = fc.constantFrom(...OPERATORS);

const move: fc.Arbitrary<Move> = fc.record({
  cases: fc.subarray(CASES, { minLength: 1, maxLength: 3 }),
  to: fc.option(who, { nil: null, freq: 5 }),
});

/** Weighted so that work and delivery make most of a run and disasters a few of its moments. */
export const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 10, arbitrary: capture.map((one): Action => ({ do: 'capture', ...one })) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('sync' as const),
      at: computer,
      faults,
      renew: fc.boolean(),
      meanwhile: fc.option(
        fc
          .tuple(fc.oneof(capture, move), fc.integer({ min: 1, max: 6 }))
          .map(([what, request]) => ({ ...what, request })),
        { nil: null, freq: 2 },
      ),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('sign-in' as const), at: computer, who, faults }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), at: computer }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash' as const),
      at: computer,
      after: fc.nat({ max: 25 }),
      during: fc.oneof(capture, fc.constant('sync' as const)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose-storage' as const), at: computer }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('spoil' as const), at: computer }) },
  {
    weight: 4,
    arbitrary: move.map((one): Action => ({ do: 'move', ...one })),
  },
  { weight: 1, arbitrary: fc.constant<Action>({ do: 'restart-coordinator' }) },
  { weight: 1, arbitrary: fc.constant<Action>({ do: 'prune' }) },
  { weight: 1, arbitrary: fc.constant<Action>({ do: 'backup' }) },
  { weight: 1, arbitrary: fc.constant<Action>({ do: 'restore' }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('straggler' as const), from: fc.nat({ max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.nat({ max: 60 * 40 }) }) },
);

/** `size: 'max'`: the default keeps the lists too short for a fault of order to show. */
export const history = (longest: number): fc.Arbitrary<Action[]> =>
  fc.array(action, { maxLength: longest, minLength: 1, size: 'max' });

/** What happens to the programs around an action, without anybody doing anything else for it. */
export type Disturbance = {
  readonly restart: boolean;
  readonly coordinator: boolean;
  /** Kills the program at its n-th transaction of a sync, before the sync that goes through. */
  readonly crashAfter: number | null;
  readonly page: number | null;
};

const calm: fc.Arbitrary<Action> = fc.oneof(
  { weight: 10, arbitrary: capture.map((one): Action => ({ do: 'capture', ...one })) },
  {
    weight: 6,
    arbitrary: computer.map((at): Action => ({ do: 'sync', at, faults: [], renew: true, meanwhile: null })),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('sign-in' as const), at: computer, who, faults: fc.constant([]) }),
  },
  { weight: 3, arbitrary: move.map((one): Action => ({ do: 'move', ...one })) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.nat({ max: 60 * 40 }) }) },
);

/** A day without accidents, for SY-14: the accidents come beside it. */
export const calmHistory = (longest: number): fc.Arbitrary<Action[]> =>
  fc.array(calm, { maxLength: longest, minLength: 1, size: 'max' });

export const disturbances: fc.Arbitrary<Disturbance[]> = fc.array(
  fc.record({
    restart: fc.boolean(),
    coordinator: fc.nat({ max: 7 }).map((n) => n === 0),
    crashAfter: fc.option(fc.nat({ max: 25 }), { freq: 2, nil: null }),
    page,
  }),
  { minLength: 1, maxLength: 12, size: 'max' },
);
