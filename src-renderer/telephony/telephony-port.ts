import type { TelephonyAccount } from '../../src-shared/contract/telephony.ts';
import type { PhoneState } from './call-state.ts';
import type { DeviceChoice } from './device-choice.ts';

export type TransferTarget =
  | { readonly kind: 'blind'; readonly number: string }
  /** To the far side of another of the operator's calls; both legs end here. */
  | { readonly kind: 'attended'; readonly callId: string }
  /** Every call of the operator's and the operator meet in the server's conference room. */
  | { readonly kind: 'conference' };

export type PhoneRefusal = 'off' | 'busy' | 'not-registered' | 'refused-number' | 'not-a-number' | 'wrong-moment';

/** What was asked was begun, or why not. How it ends is told by the state. */
export type PhoneAnswer =
  { readonly ok: true; readonly callId: string } | { readonly ok: false; readonly reason: PhoneRefusal };

/** Words for which a new look at the network makes sense at once. */
export type WakeReason = 'online' | 'resume' | 'network-change' | 'asked';

/**
 * The telephone as the rest of the product knows it: twelve methods, plain data, and nothing of the library behind it.
 * Every method answers at once or soon; what happens afterwards is in the state that `subscribe` tells.
 */
export type TelephonyPort = {
  /** Registers the account and warms the microphone; null signs off and ends every call. The account stays in memory. */
  readonly useAccount: (account: TelephonyAccount | null) => Promise<void>;
  /** Places a call. A second press before the first is answered or ended places none. */
  readonly call: (number: string, name: string) => PhoneAnswer;
  /** Answers an incoming call; the one that is talked to is put on hold first, one that is being placed is given up. */
  readonly answer: (callId: string) => PhoneAnswer;
  /** Cancels, declines or ends, as the moment demands. */
  readonly hangUp: (callId: string) => PhoneAnswer;
  /** Holds or resumes; resuming one call holds the other (swap). */
  readonly setHold: (callId: string, held: boolean) => PhoneAnswer;
  readonly setMuted: (muted: boolean) => void;
  /** RFC 4733 digits in the audio where the far side takes them, SIP INFO otherwise. 0–9 A–D # *, and `,` for a pause. */
  readonly sendDigits: (callId: string, digits: string) => PhoneAnswer;
  /** Hands the call over; a ringing call is sent elsewhere (302). */
  readonly transfer: (callId: string, target: TransferTarget) => PhoneAnswer;
  readonly useDevices: (choice: DeviceChoice) => Promise<void>;
  /** The network or the computer came back: look now, not at the end of the back-off. */
  readonly wake: (reason: WakeReason) => void;
  /** Calls back at once with the state and after each change; returns the function that ends it. */
  readonly subscribe: (listener: (state: PhoneState) => void) => () => void;
  /** The last things that happened, without numbers, names, addresses of people or secrets; JSON. */
  readonly diagnostics: () => string;
};
