import { z } from 'zod';
import { CivilDate, Id, Instant, Ok } from './basics.ts';
import { RETENTION_DAYS } from '../domain/recording-policy.ts';
import { defineRoute } from './route.ts';

const DESK = ['leader', 'administrator'] as const;
const OPERATOR = ['operator'] as const;
const Question = z.string().trim().min(10).max(1000);

export const RecordingPolicyInput = z.object({
  enabled: z.boolean(),
  mandateIds: z.array(Id).max(1000).nullable(),
  retentionDays: z.int().min(RETENTION_DAYS.min).max(RETENTION_DAYS.max),
  operatorsListen: z.boolean(),
  question: z.object({ it: Question, en: Question }),
});
export type RecordingPolicyInput = z.infer<typeof RecordingPolicyInput>;

export const RecordingPolicyDetail = z.object({
  policy: RecordingPolicyInput,
  /** Grows with each change; a change made from an older one is refused. */
  revision: z.int(),
  /** Recordings that are kept now, and the bytes they take. */
  kept: z.int(),
  bytes: z.int(),
});
export type RecordingPolicyDetail = z.infer<typeof RecordingPolicyDetail>;

/** Why a recording ended; `torn` is the coordinator's own word for one that nobody ended. */
export const RECORDING_ENDS = ['call-ended', 'stopped', 'connection', 'sound', 'longest', 'torn'] as const;
export const RecordingEnd = z.enum(RECORDING_ENDS);
export type RecordingEnd = z.infer<typeof RecordingEnd>;

export const RecordingRow = z.object({
  id: Id,
  startedAt: Instant,
  /** null while the call goes on. */
  endedAt: Instant.nullable(),
  durationMs: z.int(),
  status: z.enum(['open', 'finished', 'torn', 'deleted']),
  end: RecordingEnd.nullable(),
  /** Destroyed after this instant, or at it. */
  keptUntil: Instant.nullable(),
});
export type RecordingRow = z.infer<typeof RecordingRow>;

export const CallRow = z.object({
  id: Id,
  /** For `before`: calls in the order in which the coordinator came to know them. */
  seq: z.int(),
  startedAt: Instant,
  caseId: Id,
  caseNumber: z.string(),
  debtor: z.string(),
  creditor: z.string(),
  operator: z.string(),
  number: z.string(),
  direction: z.enum(['out', 'in']),
  durationS: z.int(),
  /** How it ended and how it sounded, where our own telephone carried it. */
  cause: z.string().nullable(),
  mos: z.number().nullable(),
  /** Seconds in which one of the two was not heard. */
  silentS: z.int(),
  outcome: z.string().nullable(),
  consent: z.enum(['given', 'refused']).nullable(),
  recordings: z.array(RecordingRow),
});
export type CallRow = z.infer<typeof CallRow>;

export const CALLS_SHOWN = 200;
const RecordingParams = z.object({ recordingId: z.uuid() });

export const recordingRoutes = {
  readRecordingPolicy: defineRoute({
    id: 'readRecordingPolicy',
    method: 'GET',
    path: '/api/recording/policy',
    roles: [...DESK, 'auditor'],
    summary: 'Whether calls may be recorded, how long recordings are kept and who may listen',
    response: RecordingPolicyDetail,
  }),
  saveRecordingPolicy: defineRoute({
    id: 'saveRecordingPolicy',
    method: 'PUT',
    path: '/api/recording/policy',
    roles: DESK,
    summary: 'Change the policy of recording; shorter days hold for recordings that are there, longer ones do not',
    body: z.object({ revision: z.int(), policy: RecordingPolicyInput }),
    response: RecordingPolicyDetail,
  }),
  recordingOffer: defineRoute({
    id: 'recordingOffer',
    method: 'GET',
    path: '/api/recording/offer/:caseId',
    roles: OPERATOR,
    summary: 'May a call about this case of one’s own be recorded: the question to ask, or null',
    params: z.object({ caseId: Id }),
    response: z.object({
      offer: z.object({ question: z.object({ it: z.string(), en: z.string() }), publicKey: z.string() }).nullable(),
    }),
  }),
  beginRecording: defineRoute({
    id: 'beginRecording',
    method: 'POST',
    path: '/api/recordings',
    roles: OPERATOR,
    summary: 'Begin a recording; refused until the consent to this very call has arrived and says yes',
    body: z.object({
      recordingId: z.uuid(),
      caseId: Id,
      phoneId: Id,
      consentOpId: z.uuid(),
      /** Raw public key (P-256, base64url) of the pair made for this recording. */
      epk: z.string().min(80).max(100),
    }),
    response: Ok,
  }),
  sendRecordingPiece: defineRoute({
    id: 'sendRecordingPiece',
    method: 'PUT',
    path: '/api/recordings/:recordingId/pieces/:no',
    roles: OPERATOR,
    summary: 'The next sealed piece of a recording of one’s own; one that is there already changes nothing',
    params: RecordingParams.extend({ no: z.coerce.number().int().min(0).max(100_000) }),
    /** Milliseconds of sound in it. */
    query: z.object({ ms: z.coerce.number().int().min(0).max(60_000) }),
    upload: true,
    response: z.object({ next: z.int() }),
  }),
  holdRecording: defineRoute({
    id: 'holdRecording',
    method: 'POST',
    path: '/api/recordings/:recordingId/pause',
    roles: OPERATOR,
    summary: 'The recording is paused and goes on later: it is not torn for being silent',
    params: RecordingParams,
    response: Ok,
  }),
  endRecording: defineRoute({
    id: 'endRecording',
    method: 'POST',
    path: '/api/recordings/:recordingId/end',
    roles: OPERATOR,
    summary: 'End a recording; refused while pieces are missing',
    params: RecordingParams,
    body: z.object({ pieces: z.int().min(0), end: RecordingEnd }),
    response: Ok,
  }),
  listCalls: defineRoute({
    id: 'listCalls',
    shows: 'debtors',
    method: 'GET',
    path: '/api/calls',
    roles: ['leader'],
    summary: 'Calls about the cases of one’s own teams, the latest first, with their recordings',
    query: z.object({
      caseId: Id.optional(),
      caseNumber: z.string().trim().max(80).optional(),
      operatorId: Id.optional(),
      from: CivilDate.optional(),
      to: CivilDate.optional(),
      recorded: z.enum(['yes']).optional(),
      before: z.coerce.number().int().positive().optional(),
      limit: z.coerce.number().int().min(1).max(CALLS_SHOWN).default(100),
    }),
    response: z.object({ calls: z.array(CallRow), more: z.boolean() }),
  }),
  ownRecordings: defineRoute({
    id: 'ownRecordings',
    method: 'GET',
    path: '/api/recording/own/:caseId',
    roles: OPERATOR,
    summary: 'Recordings of one’s own calls about a case, where the policy lets operators listen',
    params: z.object({ caseId: Id }),
    response: z.object({ recordings: z.array(RecordingRow.extend({ phoneId: Id })) }),
  }),
  listen: defineRoute({
    id: 'listenToRecording',
    method: 'POST',
    path: '/api/recordings/:recordingId/sound',
    roles: ['leader', 'operator'],
    summary:
      'The sound of a recording (WebM, Opus: the operator left, the other side right); each time is in the audit',
    params: RecordingParams,
    response: z.unknown(),
    reply: 'file',
  }),
} as const;
