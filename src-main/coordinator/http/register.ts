import { PassThrough, type Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { Route } from '../../../src-shared/contract/route.ts';
import type { Views } from '../administration/audit/views.ts';
import type { DeviceOfCredential } from '../administration/sessions/devices.ts';
import type { Context } from '../context.ts';
import { authenticate } from './authenticate.ts';
import { BadInput } from './errors.ts';
import type { FileReply, Registration } from './registration.ts';

/** A push may carry 200 sealed bodies; nothing else of JSON comes near. */
const JSON_LIMIT = 16 * 1024 * 1024;
const PUBLIC_LIMIT = 16 * 1024;
/** A placement of a million rows is about 180 MB. */
const UPLOAD_LIMIT = 2 * 1024 * 1024 * 1024;

/** Changes asked by one address without a session, per minute: each sign-in costs a scrypt. */
const PUBLIC_LIMITS = { rateLimit: { max: 300, timeWindow: 60_000 } };

const checked = (schema: z.ZodType | undefined, value: unknown, where: string): unknown => {
  if (schema === undefined) return undefined;
  const result = schema.safeParse(value);
  if (!result.success) throw new BadInput(result.error, where);
  return result.data;
};

/** The uploaded bytes, ending in `body-too-large` past the limit however the length was declared. */
const limited = (stream: Readable): Readable => {
  let size = 0;
  const out = new PassThrough({
    transform: (chunk: Buffer, _encoding, done) => {
      size += chunk.length;
      if (size > UPLOAD_LIMIT) done(new AppError('body-too-large'));
      else done(null, chunk);
    },
  });
  stream.once('error', (error) => out.destroy(error));
  stream.once('close', () => {
    // The caller went away in the middle: a reader must not take what came for the whole file.
    if (!stream.readableEnded) out.destroy(new AppError('bad-request', { message: 'upload cut short' }));
  });
  return stream.pipe(out);
};

const sendFile = (reply: FastifyReply, file: FileReply): FastifyReply => {
  const ascii = file.fileName.replaceAll(/[^\w.-]/g, '_');
  void reply.header(
    'content-disposition',
    `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
  );
  return reply.type(file.contentType).header('cache-control', 'no-store').send(file.content);
};

/** What all routes of a server share. */
export type RouteTools = { readonly deviceOf: DeviceOfCredential; readonly views: Views };

/** Puts one route of the contract on the server: who may, what goes in, what comes out. */
export const registerRoute = (
  app: FastifyInstance,
  context: Context,
  tools: RouteTools,
  { route, handler }: Registration,
): void => {
  const handle = handler as (request: unknown) => unknown;
  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.upload === true ? UPLOAD_LIMIT : route.roles === 'public' ? PUBLIC_LIMIT : JSON_LIMIT,
    config: route.roles === 'public' && route.method !== 'GET' ? PUBLIC_LIMITS : {},
    // Before the body is read: a stranger uploads nothing.
    onRequest: (request, _reply, done) => {
      try {
        request.caller = authenticate(context, tools.deviceOf, route, request);
        // A file is refused for its declared length before its bytes travel; `limited` counts what really comes.
        if (route.upload === true && Number(request.headers['content-length'] ?? 0) > UPLOAD_LIMIT) {
          throw new AppError('body-too-large');
        }
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    handler: async (request, reply) => {
      const input = inputOf(route, request);
      const answer = await handle(input);
      if (route.shows !== undefined && request.caller.user !== null) {
        const { params, query, body } = input;
        const asked = route.shows === 'draft' ? { params, query } : { params, query, body };
        await tools.views.note(route, request.caller.user, asked, answer);
      }
      if (route.reply === 'file') return sendFile(reply, answer as FileReply);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(checkedAnswer(route, answer)));
    },
  });
};

const inputOf = (route: Route, request: FastifyRequest) => ({
  ...request.caller,
  params: checked(route.params, request.params, 'params'),
  query: checked(route.query, request.query, 'query'),
  body: route.upload === true ? undefined : checked(route.body, request.body, 'body'),
  stream: route.upload === true ? limited(request.body as Readable) : null,
  request,
});

/** A wrong answer is a fault of the program, never of the caller; unknown fields are dropped rather than leaked. */
const checkedAnswer = (route: Route, answer: unknown): unknown => {
  const result = route.response.safeParse(answer);
  if (result.success) return result.data;
  throw new Error(`answer of ${route.id} breaks its contract at ${result.error.issues[0]?.path.join('.') ?? ''}`);
};
