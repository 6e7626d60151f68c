import type { Voice } from './cast.ts';
import type { LineName } from './lines/italian.ts';

/** How a call may be refused; the words of each are the operator's telephone's affair. */
export type RejectStatus = 404 | 410 | 480 | 486 | 603;

/**
 * One thing that a simulated person does on the telephone. Plain data: it crosses processes, and a test writes its own.
 * Times are in seconds.
 */
export type Step =
  /** 180: the caller hears it ring. */
  | { readonly do: 'ring' }
  | { readonly do: 'wait'; readonly seconds: number }
  /** 183 with a voice before the answer (early media): what follows is heard, and the call is not answered. */
  | { readonly do: 'announce' }
  | { readonly do: 'answer' }
  /** `because`: the cause of ITU-T Q.850 that goes with the status in a `Reason` header. */
  | { readonly do: 'reject'; readonly status: RejectStatus; readonly because?: number }
  | { readonly do: 'say'; readonly line: LineName }
  /** Another one comes to the telephone. */
  | { readonly do: 'voice'; readonly voice: Voice }
  | { readonly do: 'tone'; readonly hz: number; readonly seconds: number }
  /** Waits until the other side has said something and pauses, or for so long; asks twice into the silence. */
  | { readonly do: 'listen'; readonly most: number; readonly nudge?: LineName }
  /** Waits for keys and goes on with the choice whose keys were pressed. */
  | {
      readonly do: 'menu';
      readonly choices: Readonly<Record<string, readonly Step[]>>;
      readonly seconds: number;
      readonly otherwise: readonly Step[];
    }
  | { readonly do: 'keys'; readonly keys: string; readonly by: 'rtp' | 'info' }
  | { readonly do: 'hold' }
  | { readonly do: 'resume' }
  /** Sends the other side on to another number, and hangs up when that one has answered. */
  | { readonly do: 'transfer'; readonly to: string }
  /** Gives back what it hears. */
  | { readonly do: 'echo'; readonly seconds: number }
  | { readonly do: 'hang-up' };

/** What happens on a number: who is there and what they do. */
export type Behaviour = { readonly voice: Voice; readonly steps: readonly Step[]; readonly tones: LineName | null };
