import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { Route } from '../../../src-shared/contract/route.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';

/** Bytes to download, for routes with `reply: 'file'`. */
export type FileReply = {
  readonly fileName: string;
  readonly contentType: string;
  readonly content: Uint8Array | Readable;
};

type Out<S> = S extends z.ZodType ? z.output<S> : undefined;

/** Who a route's declaration lets in: nobody known, a device, or a signed-in user. */
type Caller<R extends Route> = R['roles'] extends 'public'
  ? { readonly user: null; readonly deviceId: null }
  : R['roles'] extends 'device'
    ? { readonly user: null; readonly deviceId: string }
    : { readonly user: SessionUser; readonly deviceId: string | null };

export type Request<R extends Route> = Caller<R> & {
  readonly params: Out<R['params']>;
  readonly query: Out<R['query']>;
  readonly body: Out<R['body']>;
  /** The raw body of a route with `upload: true`; consume it wholly or destroy it. */
  readonly stream: R['upload'] extends true ? Readable : null;
  readonly request: FastifyRequest;
};

type Reply<R extends Route> = R['reply'] extends 'file' ? FileReply : z.input<R['response']>;

export type Handler<R extends Route> = (request: Request<R>) => Reply<R> | Promise<Reply<R>>;

/** A route with what it does; a room exports `routes(context)`, a list of these. */
export type Registration = { readonly route: Route; readonly handler: (request: never) => unknown };

/** Binds a route to its handler, which then sees its checked params, query and body typed. */
export const on = <R extends Route>(route: R, handler: Handler<R>): Registration => ({ route, handler });
