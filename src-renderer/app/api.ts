import type { z } from 'zod';
import { AppError, ErrorEnvelope } from '../../src-shared/contract/errors.ts';
import type { Route } from '../../src-shared/contract/route.ts';

type Input<S> = S extends z.ZodType ? z.input<S> : never;
type Part<K extends string, S> = S extends z.ZodType
  ? { readonly [P in K]: Input<S> }
  : { readonly [P in K]?: undefined };

/** A route object as it was defined: with or without params, query and body. */
export type AnyRoute = Pick<Route, 'id' | 'method' | 'path' | 'response'> & {
  readonly params?: z.ZodType | undefined;
  readonly query?: z.ZodType | undefined;
  readonly body?: z.ZodType | undefined;
};

/** What a call to the route needs. */
export type Args<R extends AnyRoute> = Part<'params', R['params']> &
  Part<'query', R['query']> &
  Part<'body', R['body']>;
export type Answer<R extends AnyRoute> = z.output<R['response']>;

type Loose = {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
};
type CallOptions = { readonly signal?: AbortSignal | undefined; readonly timeoutMs?: number };

export type SavedFile = { readonly name: string; readonly content: Blob };

export type Api = {
  /** Calls a route of the contract; the answer is checked. Throws AppError with the envelope's code. */
  readonly call: <R extends AnyRoute>(route: R, args: Args<R>, options?: CallOptions) => Promise<Answer<R>>;
  /** A route that answers bytes (`reply: 'file'`); the name is the one the coordinator gives. */
  readonly download: <R extends AnyRoute>(route: R, args: Args<R>, options?: CallOptions) => Promise<SavedFile>;
  /** A route that takes a file as its body (`upload: true`); `onProgress` hears bytes sent. */
  readonly upload: <R extends AnyRoute>(
    route: R,
    args: Omit<Args<R>, 'body'>,
    file: Blob,
    onProgress?: (sent: number, total: number) => void,
    signal?: AbortSignal,
  ) => Promise<Answer<R>>;
};

export type ApiDeps = {
  /** The coordinator's origin, or '' for the page's own. */
  readonly origin: () => string;
  readonly token: () => string | null;
  /** The coordinator no longer knows the session. */
  readonly onSessionEnded: () => void;
  readonly fetch: typeof fetch;
};

/** What a query string can carry. */
type Plain = string | number | boolean | null | undefined;

const TIMEOUT_MS = 30_000;

/** The address of a route with its params and its query filled in. */
export const urlOf = (route: Pick<AnyRoute, 'path'>, { params, query }: Loose): string => {
  const values = (params ?? {}) as Readonly<Record<string, unknown>>;
  const path = route.path.replace(/:(\w+)/gu, (_, name: string) => encodeURIComponent(String(values[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries((query ?? {}) as Readonly<Record<string, Plain | readonly Plain[]>>)) {
    for (const item of Array.isArray(value) ? (value as readonly Plain[]) : [value as Plain]) {
      if (item !== undefined && item !== null) search.append(name, String(item));
    }
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
};

/** The error that an answer other than 2xx carries. */
const errorOf = (status: number, body: unknown): AppError => {
  const envelope = ErrorEnvelope.safeParse(body);
  if (envelope.success) {
    const { code, recovery, params } = envelope.data.error;
    return new AppError(code, { recovery, params });
  }
  // No envelope: something between here and the coordinator answered for it.
  return new AppError(status >= 502 && status <= 504 ? 'coordinator-unreachable' : 'internal', { recovery: 'retry' });
};

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

export const createApi = (deps: ApiDeps): Api => {
  const headers = (): Record<string, string> => {
    const token = deps.token();
    return token === null ? {} : { authorization: `Bearer ${token}` };
  };
  const fail = (status: number, text: string): AppError => {
    const error = errorOf(status, jsonOf(text));
    if (error.code === 'session-expired' || error.code === 'not-signed-in') deps.onSessionEnded();
    return error;
  };
  const send = async (route: AnyRoute, args: Loose, options: CallOptions): Promise<Response> => {
    const limit = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
    try {
      return await deps.fetch(deps.origin() + urlOf(route, args), {
        method: route.method,
        headers: { ...headers(), ...(args.body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(args.body === undefined ? {} : { body: JSON.stringify(args.body) }),
        signal,
        cache: 'no-store',
      });
    } catch (cause) {
      if (options.signal?.aborted) throw cause;
      if (limit.aborted) throw new AppError('timeout', { recovery: 'retry', cause });
      throw new AppError(navigator.onLine ? 'coordinator-unreachable' : 'offline', { recovery: 'retry', cause });
    }
  };
  return {
    call: async (route, args, options = {}) => {
      const answer = await send(route, args, options);
      const text = await answer.text();
      if (!answer.ok) throw fail(answer.status, text);
      return route.response.parse(jsonOf(text)) as Answer<typeof route>;
    },
    download: async (route, args, options = {}) => {
      const answer = await send(route, args, options);
      if (!answer.ok) throw fail(answer.status, await answer.text());
      const disposition = answer.headers.get('content-disposition') ?? '';
      const encoded = /filename\*=UTF-8''([^;]+)/iu.exec(disposition)?.[1];
      const plain = /filename="?([^";]+)"?/iu.exec(disposition)?.[1];
      return { name: encoded ? decodeURIComponent(encoded) : (plain ?? route.id), content: await answer.blob() };
    },
    // fetch cannot tell how much of a body has been sent; XMLHttpRequest can.
    upload: (route, args, file, onProgress, signal) =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.open(route.method, deps.origin() + urlOf(route, args));
        for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
        request.setRequestHeader('content-type', 'application/octet-stream');
        request.upload.onprogress = (event) => onProgress?.(event.loaded, event.total);
        request.onerror = () => reject(new AppError('coordinator-unreachable', { recovery: 'retry' }));
        request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
        request.onload = () => {
          if (request.status < 200 || request.status > 299) return reject(fail(request.status, request.responseText));
          const parsed = route.response.safeParse(jsonOf(request.responseText));
          return parsed.success
            ? resolve(parsed.data as Answer<typeof route>)
            : reject(new AppError('internal', { cause: parsed.error }));
        };
        signal?.addEventListener('abort', () => request.abort(), { once: true });
        request.send(file);
      }),
  };
};

/** Calls of somebody who is signed in, and who waits, not fails, while the desk is locked or the session is renewed. */
export const onlySignedIn = (
  api: Pick<Api, 'call' | 'upload'>,
  isSignedIn: () => boolean,
): Pick<Api, 'call' | 'upload'> => {
  const wait = (): Promise<never> => Promise.reject(new AppError('not-signed-in', { recovery: 'retry' }));
  return {
    call: (...args) => (isSignedIn() ? api.call(...args) : wait()),
    upload: (...args) => (isSignedIn() ? api.upload(...args) : wait()),
  };
};
