import type { PracticePbx, PracticePbxOptions } from '../practice-pbx.ts';

/** What is asked of the exchange in its own process; each request is answered once, by its number. */
export type Operation = 'setDebtor' | 'ring' | 'calls' | 'act' | 'setAccounts' | 'registered' | 'stop';

export type Request =
  | { readonly id: number; readonly operation: 'start'; readonly args: readonly [PracticePbxOptions] }
  | { readonly id: number; readonly operation: Operation; readonly args: readonly unknown[] };

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: string };

/** What a start answers. */
export type Started = Pick<PracticePbx, 'url' | 'domain' | 'accounts'>;

/** A way to the other process or thread. */
export type Channel = {
  readonly send: (message: Request | Reply) => void;
  readonly onMessage: (take: (message: unknown) => void) => void;
};

/** Only what has the shape of a request is one: the channel is ours, its other end may be of another version. */
export const isRequest = (message: unknown): message is Request =>
  typeof message === 'object' &&
  message !== null &&
  'id' in message &&
  'operation' in message &&
  'args' in message &&
  Array.isArray(message.args);

export const isReply = (message: unknown): message is Reply =>
  typeof message === 'object' && message !== null && 'id' in message && 'ok' in message;
