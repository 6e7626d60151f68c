import { LiveMessage } from '../../src-shared/contract/sync.ts';

/** The part of a WebSocket that is used; a test passes its own. */
export type Socket = Pick<WebSocket, 'close' | 'send'> & {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: (() => void) | null;
};

export type LiveDeps = {
  readonly open: (url: string) => Socket;
  readonly url: () => string;
  readonly token: () => string | null;
  readonly poked: () => void;
  readonly connected: (is: boolean) => void;
  readonly setTimer: (fn: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
  readonly random: () => number;
};

export type Live = {
  readonly connect: () => void;
  readonly disconnect: () => void;
  readonly close: () => void;
  readonly isOpen: () => boolean;
};

const FIRST_MS = 2_000;
const LONGEST_MS = 60_000;

/** Listens for pokes. It carries no data: without it the next poll brings the same. */
export function createLive(deps: LiveDeps): Live {
  let socket: Socket | null = null;
  let open = false;
  let failures = 0;
  let timer: unknown = null;
  let closed = false;

  const later = (): void => {
    if (closed) return;
    const wait = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures) * (0.5 + deps.random());
    failures += 1;
    timer = deps.setTimer(connect, wait);
  };
  const connect = (): void => {
    const token = deps.token();
    if (closed || socket !== null || token === null) return;
    if (timer !== null) deps.clearTimer(timer);
    timer = null;
    let made: Socket;
    try {
      made = deps.open(deps.url());
    } catch {
      return later();
    }
    socket = made;
    made.onopen = () => {
      // A page cannot set a header on a socket, and an address would end up in logs.
      made.send(JSON.stringify({ token }));
    };
    made.onmessage = ({ data }) => {
      const message = LiveMessage.safeParse(parse(data));
      if (!message.success || message.data.kind === 'progress') return;
      if (message.data.kind === 'hello') {
        open = true;
        failures = 0;
        deps.connected(true);
      }
      deps.poked();
    };
    made.onclose = () => {
      if (socket !== made) return;
      socket = null;
      if (open) deps.connected(false);
      open = false;
      later();
    };
  };
  const disconnect = (): void => {
    if (timer !== null) deps.clearTimer(timer);
    timer = null;
    const last = socket;
    socket = null;
    open = false;
    last?.close();
  };
  return {
    connect,
    isOpen: () => open,
    /** The session is over; another `connect` begins with the next. */
    disconnect,
    close: () => {
      closed = true;
      disconnect();
    },
  };
}

function parse(data: unknown): unknown {
  try {
    return typeof data === 'string' ? (JSON.parse(data) as unknown) : null;
  } catch {
    return null;
  }
}
