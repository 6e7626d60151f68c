import type { SessionDescriptionHandler } from 'sip.js';
import type { Timers } from '../timers.ts';
import { createOutgoing, type Outgoing } from './outgoing.ts';
import { gatherCandidates } from './gather.ts';

/** What the next offer or answer shall say; read when it is made, so that only what was decided last counts. */
export type MediaWish = { hold: boolean; iceRestart: boolean };

export type MediaHandler = SessionDescriptionHandler & {
  readonly peer: RTCPeerConnection;
  readonly remote: MediaStream;
  readonly wish: MediaWish;
  /** Applies the description of a provisional answer, so that the network's announcements are heard before the answer. */
  readonly hearEarly: (sdp: string) => Promise<void>;
  readonly sender: () => RTCRtpSender | null;
  /** The operator's voice, which is not always the very track that is sent. */
  readonly outgoing: Outgoing;
};

export type MediaHandlerDeps = {
  readonly iceServers: readonly RTCIceServer[];
  readonly timers: Timers;
  /** A track of its own for this call: closing the handler stops it. Rejects when the microphone is refused. */
  readonly takeTrack: () => Promise<MediaStreamTrack>;
  readonly onFarHold: (held: boolean) => void;
};

/**
 * `sendonly` and `inactive` are how a hold is written. The address 0.0.0.0 is how it was before (RFC 2543), but only where no
 * candidates stand beside it: whoever speaks ICE writes it as a matter of course.
 */
const isHeldBy = (sdp: string): boolean =>
  /^a=(?:sendonly|inactive)\r?$/mu.test(sdp) ||
  (/^c=IN IP4 0\.0\.0\.0\r?$/mu.test(sdp) && !/^a=candidate:/mu.test(sdp));

/**
 * The media of one call, in the shape that sip.js asks for and instead of its own: ours ends gathering at the first usable
 * candidate, hears early media without binding the call to the branch that sent it, asks no STUN server, and leaves the
 * microphone that all calls share alone when a call ends.
 */
export const createMediaHandler = (deps: MediaHandlerDeps): MediaHandler => {
  const withServers = deps.iceServers.length > 0;
  // No "max-bundle": the browser would refuse the answer of a server that bundles nothing, and there is one stream anyway.
  const peer = new RTCPeerConnection({ iceServers: [...deps.iceServers] });
  const remote = new MediaStream();
  const wish: MediaWish = { hold: false, iceRestart: false };
  let local: Promise<MediaStreamTrack> | null = null;
  peer.addEventListener('track', ({ track }) => {
    for (const old of remote.getTracks()) remote.removeTrack(old);
    remote.addTrack(track);
  });
  const open = (): void => {
    if (peer.signalingState === 'closed') throw new Error('the call is over');
  };
  const addTrack = async (): Promise<void> => {
    local ??= deps.takeTrack();
    const track = await local;
    open();
    if (peer.getSenders().every((sender) => sender.track === null)) peer.addTrack(track, new MediaStream([track]));
  };
  const setDirection = (): void => {
    for (const transceiver of peer.getTransceivers()) {
      if (transceiver.direction !== 'stopped') transceiver.direction = wish.hold ? 'sendonly' : 'sendrecv';
    }
  };
  const sender = (): RTCRtpSender | null => peer.getSenders().find(({ track }) => track?.kind === 'audio') ?? null;
  const outgoing = createOutgoing(sender);
  return {
    peer,
    remote,
    wish,
    sender,
    outgoing,
    getDescription: async () => {
      open();
      await addTrack();
      setDirection();
      const offering = peer.signalingState !== 'have-remote-offer';
      const description = offering
        ? await peer.createOffer({ iceRestart: wish.iceRestart })
        : await peer.createAnswer();
      if (offering) wish.iceRestart = false;
      await peer.setLocalDescription(description);
      await gatherCandidates(peer, withServers, deps.timers);
      open();
      return { body: peer.localDescription?.sdp ?? '', contentType: 'application/sdp' };
    },
    setDescription: async (sdp) => {
      open();
      const answering = peer.signalingState === 'have-local-offer' || peer.signalingState === 'have-remote-pranswer';
      await peer.setRemoteDescription({ type: answering ? 'answer' : 'offer', sdp });
      // While we hold, an answer says nothing of the far side's own hold: "inactive" may only mirror ours.
      if (!answering || !wish.hold) deps.onFarHold(isHeldBy(sdp));
    },
    hearEarly: async (sdp) => {
      if (peer.signalingState === 'have-local-offer' || peer.signalingState === 'have-remote-pranswer') {
        await peer.setRemoteDescription({ type: 'pranswer', sdp });
      }
    },
    rollbackDescription: async () => {
      if (peer.signalingState === 'have-local-offer') await peer.setLocalDescription({ type: 'rollback' });
      else if (peer.signalingState === 'have-remote-offer') await peer.setRemoteDescription({ type: 'rollback' });
    },
    hasDescription: (contentType) => contentType === 'application/sdp',
    sendDtmf: () => false,
    close: () => {
      for (const { track } of peer.getReceivers()) track.stop();
      void local?.then(
        (track) => track.stop(),
        () => undefined,
      );
      // The sender's track may be another by now: the operator changed the microphone, or a notice is said.
      outgoing.close();
      for (const { track } of peer.getSenders()) track?.stop();
      peer.close();
    },
  };
};
