import { assertNever } from './assert-never.ts';

/** Why a call ended, in the words that a person needs; each has its sentences in the dictionaries. */
export const CALL_CAUSES = [
  'ended-here',
  'ended-there',
  'cancelled',
  'transferred',
  'busy',
  'no-answer',
  'rejected',
  'unreachable',
  'wrong-number',
  'not-registered',
  'wrong-password',
  'microphone',
  'media-lost',
  'far-side-gone',
  'server',
  'refused-number',
] as const;
export type CallCause = (typeof CALL_CAUSES)[number];

/** ISDN causes (ITU-T Q.850) as a `Reason` header carries them: the exchange knows better than the SIP status. */
const BY_Q850: Readonly<Record<number, CallCause>> = {
  1: 'wrong-number',
  2: 'unreachable',
  3: 'unreachable',
  17: 'busy',
  18: 'no-answer',
  19: 'no-answer',
  20: 'unreachable',
  21: 'rejected',
  22: 'wrong-number',
  27: 'unreachable',
  28: 'wrong-number',
  34: 'server',
  38: 'server',
  41: 'server',
  42: 'server',
};

const BY_STATUS: Readonly<Record<number, CallCause>> = {
  401: 'wrong-password',
  404: 'wrong-number',
  407: 'wrong-password',
  408: 'no-answer',
  410: 'wrong-number',
  416: 'wrong-number',
  433: 'rejected',
  480: 'unreachable',
  481: 'far-side-gone',
  484: 'wrong-number',
  485: 'wrong-number',
  486: 'busy',
  487: 'no-answer',
  600: 'busy',
  603: 'rejected',
  604: 'wrong-number',
  607: 'rejected',
  608: 'rejected',
};

/**
 * The cause of a call that was never answered, from the final status (300–699, RFC 3261 §21) and the value of a `Reason`
 * header (RFC 3326), if any. What is not known of the called person is the server's. `rang`: a telephone was heard to ring
 * (180) before. Whoever rang was reachable: a 480 after it says that nobody picked up (RFC 3398 §7.2.4.1).
 */
export const causeOfRefusal = (status: number, reason: string | null, rang: boolean): CallCause => {
  const q850 = /Q\.850\s*;\s*cause=(\d{1,3})/iu.exec(reason ?? '')?.[1];
  const known = q850 === undefined ? undefined : BY_Q850[Number(q850)];
  if (known !== undefined) return known;
  return status === 480 && rang ? 'no-answer' : (BY_STATUS[status] ?? 'server');
};

/** Causes that lie with us and say nothing of the debtor: no outcome may be drawn from them. */
const OURS: ReadonlySet<CallCause> = new Set([
  'not-registered',
  'wrong-password',
  'microphone',
  'media-lost',
  'far-side-gone',
  'server',
  'refused-number',
]);

export const isOurFault = (cause: CallCause): boolean => OURS.has(cause);

/**
 * The code of the outcome that such an end suggests, or null where only the operator knows. A call that was answered
 * suggests none, nor does one that never left: nobody was called. The catalogue may lack the code: then nothing is
 * suggested. Its codes are those that collection agencies use, and they know one outcome for a telephone that rang, one
 * that is switched off and a call given up meanwhile (NRI, "another time of the day"): with none of them anybody decided
 * anything. Who declines did: RIA, "hung up, nobody knows who", and a day of rest.
 */
export const suggestedOutcome = (cause: CallCause, answered: boolean): string | null => {
  if (answered) return null;
  switch (cause) {
    case 'busy':
      return 'OCC';
    case 'no-answer':
    case 'unreachable':
    case 'cancelled':
      return 'NRI';
    case 'rejected':
      return 'RIA';
    case 'wrong-number':
      return 'NIN';
    case 'ended-here':
    case 'ended-there':
    case 'transferred':
    case 'not-registered':
    case 'wrong-password':
    case 'microphone':
    case 'media-lost':
    case 'far-side-gone':
    case 'server':
    case 'refused-number':
      return null;
    default:
      return assertNever(cause);
  }
};
