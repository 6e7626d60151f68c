import { AppError, type ErrorCode } from '../../src-shared/contract/errors.ts';

/** One end of a channel: a worker, a worker's own scope, or a MessagePort. */
export type Channel = {
  readonly postMessage: (message: unknown) => void;
  readonly addEventListener: (type: 'message', listener: (event: { readonly data: unknown }) => void) => void;
};

type Handlers = Readonly<Record<string, (...args: readonly never[]) => unknown>>;

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly args: readonly unknown[] }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: Thrown };

type Thrown = Pick<AppError, 'code' | 'recovery' | 'params' | 'message'>;

/** Calls over a channel, both ways. An AppError arrives as one; anything else as `internal`. */
export type Peer = {
  readonly call: (name: string, ...args: readonly unknown[]) => Promise<unknown>;
  /** The other end is gone: everything that waits is refused, and everything asked from now on. */
  readonly fail: (error: AppError) => void;
};

export function createPeer(channel: Channel, handlers: Handlers): Peer {
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: AppError) => void }
  >();
  let failed: AppError | null = null;
  let lastId = 0;

  const answer = async ({ id, name, args }: Extract<Message, { kind: 'call' }>): Promise<void> => {
    try {
      const handler = handlers[name];
      if (handler === undefined) throw new Error(`no handler for ${name}`);
      channel.postMessage({ kind: 'value', id, value: await handler(...(args as never[])) } satisfies Message);
    } catch (error) {
      channel.postMessage({ kind: 'error', id, error: thrown(error) } satisfies Message);
    }
  };
  channel.addEventListener('message', ({ data }) => {
    const message = data as Message;
    if (message.kind === 'call') {
      void answer(message);
      return;
    }
    const waiter = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === 'value') waiter?.resolve(message.value);
    else waiter?.reject(new AppError(message.error.code, message.error));
  });
  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (failed !== null) return reject(failed);
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        channel.postMessage({ kind: 'call', id: lastId, name, args } satisfies Message);
      }),
    fail: (error) => {
      failed = error;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    },
  };
}

/** What went wrong, in the contract's words: a full disk shows itself to a page as a quota, which Dexie wraps. */
export function codeOf(error: unknown): ErrorCode {
  if (error instanceof AppError) return error.code;
  const inner = (error as { inner?: unknown }).inner;
  const name = [error, inner].map((one) => (one instanceof Error ? one.name : '')).join(' ');
  return /Quota/u.test(name) ? 'disk-full' : 'internal';
}

function thrown(error: unknown): Thrown {
  if (error instanceof AppError) {
    const { code, recovery, params, message } = error;
    return { code, recovery, params, message };
  }
  return {
    code: codeOf(error),
    recovery: 'user',
    params: {},
    message: error instanceof Error ? error.message : String(error),
  };
}
