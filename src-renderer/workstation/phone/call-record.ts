import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import type { PhoneCall } from '../../telephony/call.ts';
import type { Call } from '../call-store.ts';

const msBetween = (from: string | null, to: string | null): number | null =>
  from === null || to === null ? null : Math.max(0, Date.parse(to) - Date.parse(from));

const secondsBetween = (from: string, to: string): number =>
  Math.min(86_400, Math.round((msBetween(from, to) ?? 0) / 1000));

/** What is captured of a call that the system's program carried: the moments of the operator's two keys. */
export const recordOfKeys = (call: Call, endedAt: string): OperationBody<'call'> => ({
  partyId: call.partyId,
  contactPointId: call.contactPointId,
  number: call.number,
  direction: call.direction,
  via: 'tel',
  startedAt: call.startedAt,
  endedAt,
  durationS: secondsBetween(call.startedAt, endedAt),
});

/** What is captured of a call of our own telephone. */
export const recordOfCall = (call: Call, phoned: PhoneCall): OperationBody<'call'> => {
  const endedAt = phoned.endedAt ?? call.startedAt;
  const { quality } = phoned;
  return {
    ...recordOfKeys(call, endedAt),
    via: 'sip',
    ringAt: phoned.ringAt,
    answeredAt: phoned.answeredAt,
    ...(phoned.end === null ? {} : { cause: phoned.end.cause }),
    quality:
      quality === null
        ? null
        : {
            mos: quality.mos,
            rttMs: quality.rttMs,
            jitterMs: quality.jitterMs,
            loss: quality.loss,
            codec: quality.codec,
            inviteMs: msBetween(phoned.startedAt, phoned.invitedAt),
            setupMs: msBetween(phoned.invitedAt, phoned.answeredAt),
          },
  };
};

/** A call whose page went away under it: it ended when it was last seen. */
export const recordOfLost = (call: Call, answeredAt: string | null, seenAt: string): OperationBody<'call'> => ({
  ...recordOfKeys(call, seenAt < call.startedAt ? call.startedAt : seenAt),
  via: 'sip',
  ringAt: null,
  answeredAt,
  cause: 'media-lost',
  quality: null,
});
