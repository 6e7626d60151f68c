import type { OperationBody } from '../../../src-shared/contract/operations.ts';
import type { PhoneCall } from '../../telephony/call.ts';
import type { StrayCall } from '../../offline/api.ts';
import type { Call } from '../call-store.ts';
import type { LiveMark } from './live-mark.ts';

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

type Quality = NonNullable<OperationBody<'call'>['quality']>;

const qualityOf = (phoned: PhoneCall): Quality | null => {
  const { quality } = phoned;
  if (quality === null) return null;
  // Of the whole call: how it sounded at its end is no account of it.
  const { rttMs, jitterMs, codec, device } = quality;
  const { mos, loss, silentMs } = quality.overall;
  const inviteMs = msBetween(phoned.startedAt, phoned.invitedAt);
  const setupMs = msBetween(phoned.invitedAt, phoned.answeredAt);
  return { mos, rttMs, jitterMs, loss, codec, device: device.slice(0, 120), silentMs, inviteMs, setupMs };
};

/** What only our own telephone knows of how a call went. */
export const factsOf = (phoned: PhoneCall): StrayCall['facts'] => ({
  ...(phoned.end === null ? {} : { cause: phoned.end.cause }),
  quality: qualityOf(phoned),
});

/** What is captured of a call of our own telephone. */
export const recordOfCall = (call: Call, phoned: PhoneCall): OperationBody<'call'> => ({
  ...recordOfKeys(call, phoned.endedAt ?? call.startedAt),
  via: 'sip',
  phoneId: phoned.id,
  ringAt: phoned.ringAt,
  answeredAt: phoned.answeredAt,
  ...factsOf(phoned),
});

/** A call whose page went away under it: it ended when it was last seen. */
export const recordOfLost = (
  call: Call,
  { phoneId, answeredAt, seenAt }: Pick<LiveMark, 'phoneId' | 'answeredAt' | 'seenAt'>,
): OperationBody<'call'> => ({
  ...recordOfKeys(call, seenAt < call.startedAt ? call.startedAt : seenAt),
  via: 'sip',
  phoneId,
  ringAt: null,
  answeredAt,
  cause: 'media-lost',
  quality: null,
});

const strayMoments = (stray: StrayCall) => {
  const endedAt = stray.endedAt ?? stray.answeredAt ?? stray.startedAt;
  const { number, startedAt, answeredAt } = stray;
  return {
    ...{ number, startedAt, endedAt, durationS: secondsBetween(startedAt, endedAt) },
    // When the far side of our own began to ring is not kept.
    ...{ ringAt: stray.direction === 'out' ? null : startedAt, answeredAt, ...stray.facts },
  };
};

/** A call that no card began, once it is known whose it is. */
export const recordOfStray = (
  stray: StrayCall,
  target: Pick<OperationBody<'call'>, 'partyId' | 'contactPointId'>,
): OperationBody<'call'> => ({
  ...strayMoments(stray),
  partyId: target.partyId,
  contactPointId: target.contactPointId,
  direction: stray.direction ?? 'in',
  via: 'sip',
});

/** A call with nobody known. */
export const strayRecord = (
  stray: StrayCall,
  settled: Pick<OperationBody<'stray-call'>, 'state' | 'linkedTo' | 'note'>,
): OperationBody<'stray-call'> => ({
  ...strayMoments(stray),
  ...(stray.direction === undefined ? {} : { direction: stray.direction }),
  ...settled,
});
