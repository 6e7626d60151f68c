import type { PhoneCall } from '../../telephony/call.ts';
import type { Say } from '../say.ts';

export type PhoneWord = { readonly text: string; readonly tone: 'plain' | 'warn' | 'bad' };

/** What the operator must know of the call now, the most pressing first; null when all is as it should be. */
export const phoneWord = (call: PhoneCall, muted: boolean, say: Say): PhoneWord | null => {
  if (call.reconnecting) return { text: say('phone.now.reconnecting'), tone: 'warn' };
  if (call.phase !== 'active') return call.earlyMedia ? { text: say('phone.now.earlyMedia'), tone: 'plain' } : null;
  if (call.media === 'dead' || call.media === 'not-hearing' || call.media === 'not-heard') {
    return { text: say(`phone.now.${call.media}`), tone: 'bad' };
  }
  if (call.transfer !== null) {
    const { to, step } = call.transfer;
    return step === 'failed'
      ? { text: say('phone.now.transferFailed', { to }), tone: 'warn' }
      : { text: say('phone.now.transferAsked', { to }), tone: 'plain' };
  }
  if (call.hold !== 'none') return { text: say(`phone.now.${call.hold}`), tone: 'warn' };
  if (call.heldByFarSide) return { text: say('phone.now.heldByFarSide'), tone: 'warn' };
  return muted ? { text: say('phone.now.muted'), tone: 'warn' } : null;
};
