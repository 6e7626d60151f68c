import type { Heard } from '../media/meter.ts';

/** How a call stands, seen from the simulated person. */
export type CallReport = {
  readonly id: string;
  readonly number: string;
  /** The account that it is with. */
  readonly account: string;
  /** `from-account`: the operator called. */
  readonly direction: 'from-account' | 'to-account';
  readonly state: 'ringing' | 'talking' | 'ended';
  /** It was the simulated person who hung up. */
  readonly endedHere: boolean;
  /** The operator has put them on hold. */
  readonly held: boolean;
  /** They have put the operator on hold. */
  readonly holding: boolean;
  /** Keys that the operator pressed. */
  readonly keys: string;
  readonly heard: Heard;
  /** Packets that went to the operator. */
  readonly sent: number;
};
