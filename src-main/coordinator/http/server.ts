import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from '../../../src-shared/contract/content-security-policy.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { createViews } from '../administration/audit/views.ts';
import { createDeviceOfCredential } from '../administration/sessions/devices.ts';
import type { Context } from '../context.ts';
import type { Caller } from './authenticate.ts';
import { registerDocs } from './docs.ts';
import { sendError } from './errors.ts';
import type { LiveHub } from './live.ts';
import { registerLive } from './live-socket.ts';
import { registerRoute } from './register.ts';
import type { Registration } from './registration.ts';
import { registerRenderer } from './renderer.ts';

declare module 'fastify' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- fastify's own interface is extended
  interface FastifyRequest {
    caller: Caller;
  }
}

export type HttpsFiles = { readonly key: string; readonly cert: string; readonly ca: string | null };

/**
 * The HTTP server with every route of the given rooms, not yet listening; tests use its `inject()`.
 * Logs carry methods, route patterns, codes and times: no address, no query, no body.
 */
export const createServer = async (
  context: Context,
  hub: LiveHub,
  registrations: readonly Registration[],
  https: HttpsFiles | null = null,
): Promise<FastifyInstance> => {
  const options = { logger: false, trustProxy: false, forceCloseConnections: true } as const;
  const app = (
    https === null ? Fastify(options) : Fastify({ ...options, https: { key: https.key, cert: https.cert } })
  ) as FastifyInstance;
  // Set before each handler of the contract (register.ts).
  app.decorateRequest('caller', null as unknown as Caller);
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply, context.log));
  app.setNotFoundHandler((request, reply) => sendError(new AppError('not-found'), request, reply, context.log));
  app.addHook('onResponse', (request, reply, done) => {
    const ms = Math.round(reply.elapsedTime);
    const entry = { method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms };
    if (ms > 1_000) context.log.info(entry, 'slow request');
    else context.log.debug(entry, 'request');
    done();
  });

  await app.register(helmet, {
    contentSecurityPolicy: false,
    // Over plain HTTP (loopback) the header means nothing and would outlive the choice.
    hsts: https !== null,
    crossOriginEmbedderPolicy: false,
  });
  app.addHook('onSend', (_request, reply, _payload, done) => {
    void reply.header('content-security-policy', contentSecurityPolicy());
    done();
  });
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) =>
      new AppError('too-many-attempts', { params: { seconds: Math.ceil(ttl / 1000) } }),
  });
  await app.register(websocket, { options: { maxPayload: 4096 } });
  registerLive(app, context, hub);

  app.get('/health', (_request, reply) => {
    context.store.sql.get('SELECT 1');
    return reply.send({ ok: true, version: context.config.version });
  });
  if (https?.ca != null) {
    app.get('/api/ca.crt', (_request, reply) =>
      reply
        .type('application/x-x509-ca-cert')
        .header('content-disposition', 'attachment; filename="sollecito-ca.crt"')
        .send(https.ca),
    );
  }
  registerDocs(
    app,
    context.config.version,
    registrations.map(({ route }) => route),
  );
  const tools = { deviceOf: createDeviceOfCredential(context), views: createViews(context) };
  await app.register((json, _options, done) => {
    const ofJson = registrations.filter(({ route }) => route.upload !== true);
    for (const one of ofJson) registerRoute(json, context, tools, one);
    done();
  });
  await app.register((uploads, _options, done) => {
    // The bytes go to the handler as they come, whatever the browser calls them.
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('*', (_request, payload, parsed) => parsed(null, payload));
    const ofFiles = registrations.filter(({ route }) => route.upload === true);
    for (const one of ofFiles) registerRoute(uploads, context, tools, one);
    done();
  });
  if (context.config.rendererDir !== null) await registerRenderer(app, context.config.rendererDir);
  return app;
};
