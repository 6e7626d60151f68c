import { z } from 'zod';
import { Id, Instant, Ok, ROLES_THAT_WORK } from './basics.ts';
import { CaseRow, CreditorRow, MandateRow, PartyRow, WorkspaceSettings } from './entities.ts';
import { Disposition } from './operations.ts';
import { defineRoute } from './route.ts';

export const PUSH_MAX = 200;
export const PULL_MAX = 500;

/**
 * What a push must know of an operation to number it. The rest is read operation by operation (`SealedOperation`), so
 * that a malformed one is recorded as rejected and does not hold back those behind it.
 */
export const PushedOperation = z.looseObject({ opId: z.uuid(), devSeq: z.int().positive() });
export type PushedOperation = z.infer<typeof PushedOperation>;

export const PushRequest = z.object({
  epoch: z.string(),
  deviceId: Id,
  /** Each a `SealedOperation`. */
  ops: z.array(PushedOperation).min(1).max(PUSH_MAX),
});
export const PushAnswer = z.object({
  results: z.array(z.object({ opId: z.string(), devSeq: z.int(), disposition: Disposition })),
  /** Highest devSeq recorded for the device. Never drop overlays by it: only `ackedSeq` of a pull's last page counts. */
  lastSeq: z.int(),
  serverTime: Instant,
});
export type PushRequest = z.infer<typeof PushRequest>;
export type PushAnswer = z.infer<typeof PushAnswer>;

/** Entities of the feed. A scope is `op:<userId>` (an operator's queue) or `catalogue`. */
export const ENTITY_KINDS = ['case', 'party', 'creditor', 'mandate', 'outcomes', 'settings'] as const;
export const EntityKind = z.enum(ENTITY_KINDS);
export type EntityKind = z.infer<typeof EntityKind>;

export const OutcomesRow = z.object({ id: z.literal('outcomes'), version: z.int(), outcomes: z.array(z.unknown()) });

export const Change = z.discriminatedUnion('entity', [
  z.object({ scope: z.string(), seq: z.int(), entity: z.literal('case'), id: Id, row: CaseRow.nullable() }),
  z.object({ scope: z.string(), seq: z.int(), entity: z.literal('party'), id: Id, row: PartyRow.nullable() }),
  z.object({ scope: z.string(), seq: z.int(), entity: z.literal('creditor'), id: Id, row: CreditorRow.nullable() }),
  z.object({ scope: z.string(), seq: z.int(), entity: z.literal('mandate'), id: Id, row: MandateRow.nullable() }),
  z.object({ scope: z.string(), seq: z.int(), entity: z.literal('outcomes'), id: Id, row: OutcomesRow.nullable() }),
  z.object({
    scope: z.string(),
    seq: z.int(),
    entity: z.literal('settings'),
    id: Id,
    row: WorkspaceSettings.nullable(),
  }),
]);
/** `row: null` is a drop: the entity left the scope. */
export type Change = z.infer<typeof Change>;

export const PullRequest = z.object({
  epoch: z.string().nullable(),
  deviceId: Id,
  /** scope → last seq held; empty for a first sync. */
  cursors: z.record(z.string(), z.int().nonnegative()),
  limit: z.int().min(1).max(PULL_MAX).default(PULL_MAX),
});
export const PullAnswer = z.object({
  epoch: z.string(),
  changes: z.array(Change),
  cursors: z.record(z.string(), z.int().nonnegative()),
  more: z.boolean(),
  /** Highest devSeq of this device contained in this snapshot. Valid only where `more` is false. */
  ackedSeq: z.int().nonnegative(),
  /** Replace the base before applying: new epoch, pruned history or a cursor ahead of the head. */
  reset: z.boolean(),
  /** Dispositions other than applied of this operator's operations since the last pull, for his screen. */
  decisions: z.array(z.object({ opId: z.string(), caseId: Id, disposition: Disposition })),
  serverTime: Instant,
});
export type PullRequest = z.infer<typeof PullRequest>;
export type PullAnswer = z.infer<typeof PullAnswer>;

export const syncRoutes = {
  registerDevice: defineRoute({
    id: 'registerDevice',
    method: 'POST',
    path: '/api/devices',
    roles: ROLES_THAT_WORK,
    summary: 'Register this workstation; answers its credential once',
    body: z.object({ name: z.string().max(120) }),
    response: z.object({
      deviceId: Id,
      credential: z.string(),
      epoch: z.string(),
      /** P-256 public key (raw, base64url) to which operation bodies are sealed. */
      coordinatorKey: z.string(),
    }),
  }),
  push: defineRoute({
    id: 'push',
    method: 'POST',
    path: '/api/sync/push',
    roles: 'device',
    summary: 'Deliver operations in the order of their device sequence',
    body: PushRequest,
    response: PushAnswer,
  }),
  pull: defineRoute({
    id: 'pull',
    method: 'POST',
    path: '/api/sync/pull',
    roles: ROLES_THAT_WORK,
    summary: 'Changes of the caller’s scopes after the given cursors, from one snapshot',
    body: PullRequest,
    response: PullAnswer,
  }),
  saveRecoveryKey: defineRoute({
    id: 'saveRecoveryKey',
    method: 'PUT',
    path: '/api/devices/:deviceId/recovery',
    roles: ROLES_THAT_WORK,
    summary: 'Keep the caller’s data key, sealed to the coordinator, so that a password reset loses nothing',
    params: z.object({ deviceId: Id }),
    body: z.object({ epk: z.string(), box: z.string() }),
    response: Ok,
  }),
  readRecoveryKey: defineRoute({
    id: 'readRecoveryKey',
    method: 'GET',
    path: '/api/devices/:deviceId/recovery',
    roles: ROLES_THAT_WORK,
    summary: 'The caller’s own data key after a password reset (over the encrypted connection)',
    params: z.object({ deviceId: Id }),
    response: z.object({ dataKey: z.string().nullable() }),
  }),
} as const;

/** What the WebSocket `/api/live` says: only a poke. A lost poke costs latency, not data. */
export const LiveMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('poke'), scopes: z.array(z.string()) }),
  z.object({ kind: z.literal('hello'), epoch: z.string(), serverTime: Instant }),
  z.object({ kind: z.literal('progress'), topic: z.string(), done: z.int(), total: z.int(), phase: z.string() }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;
