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
  401: 'not-registered',
  404: 'wrong-number',
  407: 'not-registered',
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
 * header (RFC 3326), if any. What is not known of the called person is the server's.
 */
export const causeOfRefusal = (status: number, reason: string | null): CallCause => {
  const q850 = /Q\.850\s*;\s*cause=(\d{1,3})/iu.exec(reason ?? '')?.[1];
  return (q850 === undefined ? undefined : BY_Q850[Number(q850)]) ?? BY_STATUS[status] ?? 'server';
};

/** Causes that lie with us and say nothing of the debtor: no outcome may be drawn from them. */
const OURS: ReadonlySet<CallCause> = new Set([
  'not-registered',
  'microphone',
  'media-lost',
  'far-side-gone',
  'server',
  'refused-number',
]);

export const isOurFault = (cause: CallCause): boolean => OURS.has(cause);

/**
 * The code of the outcome that such an end suggests, or null where only the operator knows. A call that was answered
 * suggests none. The catalogue may lack the code: then nothing is suggested.
 */
export const suggestedOutcome = (cause: CallCause, answered: boolean): string | null => {
  if (answered) return null;
  switch (cause) {
    case 'busy':
      return 'OCC';
    case 'no-answer':
    case 'rejected':
    case 'unreachable':
    case 'cancelled':
      return 'NRI';
    case 'wrong-number':
      return 'NIN';
    default:
      return null;
  }
};
