import type { Timers } from '../timers.ts';

/** Host candidates of all interfaces come within a moment of each other; the TCP ones, a tenth of a second later, are no use. */
const SETTLE_MS = 3;
/** With STUN or TURN: what a server's answer may cost after the first host candidate. */
const SERVER_MS = 150;
/** Nothing at all was found: the offer leaves anyway, and the far side's packets may still find us. */
const MOST_MS = 500;

const hasCandidate = (sdp: string | undefined): boolean => /^a=candidate:/mu.test(sdp ?? '');

/**
 * Resolves when the local description is worth sending: at the first usable candidate, not when everything conceivable was
 * tried (that costs 120 ms on every call, and 40 s where a STUN server does not answer).
 */
export const gatherCandidates = (peer: RTCPeerConnection, withServers: boolean, timers: Timers): Promise<void> =>
  new Promise((resolve) => {
    // A restart still calls itself complete for a moment, but what it says then carries no address.
    if (hasCandidate(peer.localDescription?.sdp) && (peer.iceGatheringState === 'complete' || !withServers)) {
      resolve();
      return;
    }
    let settle = (): void => undefined;
    const finish = (): void => {
      peer.removeEventListener('icecandidate', onCandidate);
      settle();
      limit();
      resolve();
    };
    const onCandidate = ({ candidate }: RTCPeerConnectionIceEvent): void => {
      if (candidate === null || candidate.candidate === '') {
        finish();
        return;
      }
      const wait = withServers && candidate.type === 'host' ? SERVER_MS : SETTLE_MS;
      settle();
      settle = timers.after(wait, finish);
    };
    const limit = timers.after(MOST_MS, finish);
    peer.addEventListener('icecandidate', onCandidate);
  });
