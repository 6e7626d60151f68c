import type { Answer, Asked, Coordinator } from './coordinator.ts';

/** What becomes of one request. `page` makes the pull ask for so many rows. */
export type Fault =
  | { readonly kind: 'ok' | 'lose-request' | 'lose-answer' | 'twice' | 'later'; readonly page: number | null }
  | { readonly kind: 'coordinator-dies'; readonly before: boolean; readonly page: number | null };

/** A planted fault on the line or at the coordinator's door. */
export type Interference = (asked: Asked, deliver: (asked: Asked) => Promise<Answer>) => Promise<Answer>;

export type Network = {
  readonly fetch: typeof fetch;
  /** Opens the line for `fn`; the requests meet the faults in turn, then none. `on` is called before each delivery. */
  readonly during: <T>(
    faults: readonly Fault[],
    fn: () => Promise<T>,
    on?: (request: number) => Promise<void>,
  ) => Promise<T>;
  /** This computer's line is cut for good: the program on it is no more. */
  readonly cut: () => void;
};

/** Requests that were lost for their sender and arrive later, in any order. */
export type Stragglers = {
  readonly add: (asked: Asked) => void;
  readonly deliver: (from: number) => Promise<void>;
  readonly deliverAll: () => Promise<void>;
};

export function createStragglers(coordinator: Coordinator): Stragglers {
  const waiting: Asked[] = [];
  return {
    add: (asked) => void waiting.push(asked),
    deliverAll: async () => {
      for (const straggler of waiting.splice(0)) await coordinator.deliver(straggler);
    },
    deliver: async (from) => {
      const [straggler] = waiting.splice(waiting.length === 0 ? 0 : from % waiting.length, 1);
      if (straggler !== undefined) await coordinator.deliver(straggler);
    },
  };
}

const lost = (): never => {
  throw new TypeError('fetch failed');
};

export function createNetwork(
  coordinator: Coordinator,
  stragglers: Stragglers,
  interfere: Interference = (asked, deliver) => deliver(asked),
): Network {
  let open = false;
  let gone = false;
  let faults: readonly Fault[] = [];
  let before: ((request: number) => Promise<void>) | undefined;
  let requests = 0;

  const deliver = (asked: Asked): Promise<Answer> => interfere(asked, coordinator.deliver);
  const carry = async (asked: Asked, fault: Fault | undefined): Promise<Answer> => {
    switch (fault?.kind ?? 'ok') {
      case 'ok':
        return deliver(asked);
      case 'lose-request':
        return lost();
      case 'lose-answer':
        await deliver(asked);
        return lost();
      case 'twice':
        await deliver(asked);
        return deliver(asked);
      case 'later':
        stragglers.add(asked);
        return lost();
      case 'coordinator-dies': {
        const early = fault?.kind === 'coordinator-dies' && fault.before;
        if (!early) await deliver(asked);
        await coordinator.restart();
        return lost();
      }
      default:
        return lost();
    }
  };
  return {
    fetch: async (input, init) => {
      if (!open || gone) return lost();
      const fault = faults[requests];
      requests += 1;
      const url = input instanceof Request ? input.url : String(input);
      const body = typeof init?.body === 'string' ? init.body : undefined;
      const asked: Asked = {
        method: init?.method ?? 'GET',
        path: url.replace('http://coordinator', ''),
        headers: { ...(init?.headers as Record<string, string>) },
        body: withPage(url, body, fault?.page ?? null),
      };
      await before?.(requests);
      const { status, text } = await carry(asked, fault);
      if (gone) return lost();
      return new Response(text, { status });
    },
    during: async (next, fn, on) => {
      [open, faults, requests, before] = [true, next, 0, on];
      try {
        return await fn();
      } finally {
        open = false;
        before = undefined;
      }
    },
    cut: () => {
      gone = true;
    },
  };
}

function withPage(url: string, body: string | undefined, page: number | null): string | undefined {
  if (page === null || body === undefined || !url.endsWith('/api/sync/pull')) return body;
  return JSON.stringify({ ...(JSON.parse(body) as object), limit: page });
}
