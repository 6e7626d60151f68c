import { z } from 'zod';
import { Cents, CivilDate, Id, Instant, Zone } from './basics.ts';
import { CALL_CAUSES } from '../domain/call-cause.ts';
import { PLAN_INSTALMENTS } from '../domain/plan.ts';
import { CONTACT_KINDS, CONTACT_STATUSES, FlagName } from './entities.ts';

/** Bodies of the operations that a workstation captures. A body never repeats what the envelope says. */

const Text = z.string().max(4000);

/** What only our own telephone knows of a call: absent where the system's program carried it. */
const PHONE_FACTS = {
  ringAt: Instant.nullable().optional(),
  answeredAt: Instant.nullable().optional(),
  cause: z.enum(CALL_CAUSES).optional(),
  /** The call as our telephone named it: consent and recordings carry the same. */
  phoneId: Id.optional(),
  quality: z
    .object({
      mos: z.number().min(1).max(5),
      rttMs: z.number().min(0).nullable(),
      jitterMs: z.number().min(0),
      loss: z.number().min(0).max(1),
      codec: z.string().max(20),
      /** The microphone's label. */
      device: z.string().max(120).optional(),
      /** How long one of the two was not heard: our sound that failed is told from nobody who answered. */
      silentMs: z.int().min(0).optional(),
      /** From the operator's key to the INVITE, and from there to the answer. */
      inviteMs: z.int().min(0).nullable(),
      setupMs: z.int().min(0).nullable(),
    })
    .nullable()
    .optional(),
} as const;

export const OPERATION_BODIES = {
  /** A call placed with the operator's two keys (start, end); `endedAt` null while it is going on. */
  call: z.object({
    partyId: Id,
    contactPointId: Id.nullable(),
    number: z.string().max(64),
    direction: z.enum(['out', 'in']),
    via: z.enum(['tel', 'sip']),
    startedAt: Instant,
    endedAt: Instant,
    /** Whole seconds between the operator's two keys. */
    durationS: z.int().min(0).max(86_400),
    ...PHONE_FACTS,
  }),
  outcome: z.object({
    code: z.string().min(2).max(8),
    partyId: Id,
    contactPointId: Id.nullable(),
    callOpId: Id.nullable(),
    verified: z.enum(['verified', 'third-party', 'not-verified']),
    note: Text,
    promise: z
      .object({ amount: Cents.positive(), dueOn: CivilDate, method: z.string().max(40), checkOn: CivilDate })
      .nullable(),
    /** Monthly instalments of `amount`; the last one is `lastAmount`, so that together they are the debt to the cent. */
    plan: z
      .object({
        instalments: z.int().min(PLAN_INSTALMENTS.min).max(PLAN_INSTALMENTS.max),
        amount: Cents.positive(),
        lastAmount: Cents.positive().optional(),
        firstOn: CivilDate,
      })
      .nullable(),
    callback: z.object({ at: Instant, zone: Zone }).nullable(),
    amount: Cents.nullable(),
    representative: z.string().max(200).nullable(),
  }),
  note: z.object({ text: Text.min(1) }),
  'contact-edit': z.object({
    partyId: Id,
    contactPointId: Id,
    /** Present when the contact point is new: otherwise only the fields given change (per field, last wins). */
    add: z.boolean(),
    kind: z.enum(CONTACT_KINDS).optional(),
    value: z.string().max(300).optional(),
    label: z.string().max(40).optional(),
    status: z.enum(CONTACT_STATUSES).optional(),
    statusReason: z.string().max(200).optional(),
  }),
  flag: z.object({ partyId: Id, flag: FlagName, set: z.boolean(), note: Text }),
  reschedule: z.object({ at: Instant, zone: Zone, note: Text }),
  /** What the called person answered when asked whether this call may be recorded; asked anew for each call. */
  'recording-consent': z.object({
    partyId: Id,
    phoneId: Id,
    given: z.boolean(),
    /** The question as it stood on the screen. */
    asked: Text,
  }),
  /**
   * A call with a number of no case. The envelope's case is the call's own id: it has keys of its own, and no state. One
   * that came in is first captured `waiting`, and once more when the operator has linked it to a case or closed it with a
   * note; one that was placed beside another call, for a word before handing it over, is captured `closed`.
   */
  'stray-call': z.object({
    number: z.string().max(64),
    /** Absent: it came in. */
    direction: z.enum(['in', 'out']).optional(),
    startedAt: Instant,
    endedAt: Instant,
    durationS: z.int().min(0).max(86_400),
    state: z.enum(['waiting', 'linked', 'closed']),
    linkedTo: Id.nullable(),
    note: Text,
    ...PHONE_FACTS,
  }),
  /** The card was opened: law and creditors ask who looked at whom. */
  viewed: z.object({ partyId: Id }),
} as const;

export type OperationKind = keyof typeof OPERATION_BODIES;
export const OPERATION_KINDS = Object.keys(OPERATION_BODIES) as readonly OperationKind[];
export type OperationBody<K extends OperationKind = OperationKind> = z.infer<(typeof OPERATION_BODIES)[K]>;

/** The envelope without its body: what may be stored unsealed (no personal data, only ids). */
export const OperationHead = z.object({
  opId: z.uuid(),
  deviceId: Id,
  devSeq: z.int().positive(),
  operatorId: Id,
  kind: z.enum(Object.keys(OPERATION_BODIES) as [OperationKind, ...OperationKind[]]),
  caseId: Id,
  /** `state.version` of the case as the operator saw it, own pending operations included. */
  baseVersion: z.int().nonnegative(),
  leaseToken: z.int().nullable(),
  occurredAt: Instant,
  /** Device clock minus coordinator clock at the last handshake, milliseconds. */
  clockOffsetMs: z.int(),
  wireVersion: z.int(),
});
export type OperationHead = z.infer<typeof OperationHead>;

export type Operation<K extends OperationKind = OperationKind> = K extends OperationKind
  ? Omit<OperationHead, 'kind'> & { readonly kind: K; readonly body: OperationBody<K> }
  : never;

/** As it travels: the body sealed to the coordinator's public key (base64url: iv ‖ ciphertext ‖ tag). */
export const SealedOperation = OperationHead.extend({
  sealed: z.object({ epk: z.string().max(200), box: z.string().max(64_000) }),
});
export type SealedOperation = z.infer<typeof SealedOperation>;

export const DISPOSITIONS = ['applied', 'conflict', 'late', 'rejected'] as const;
export const Disposition = z.object({ kind: z.enum(DISPOSITIONS), code: z.string().nullable() });
export type Disposition = z.infer<typeof Disposition>;
