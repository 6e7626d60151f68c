import type { Net, Protocol } from 'electron';
import { readFile } from 'node:fs/promises';
import { contentSecurityPolicy } from '../../src-shared/contract/content-security-policy.ts';
import { appScheme, contentTypeOf, isAppAddress, resolveAppFile } from './app-files.ts';

export type AppProtocolOptions = {
  readonly net: Pick<Net, 'fetch'>;
  /** The folder of the built renderer. */
  readonly directory: string;
  /** The coordinator's origin at this moment, or null. */
  readonly coordinator: () => string | null;
};

/** Must be called before the application is ready: a standard, secure origin has storage, workers and microphones. */
export const declareAppScheme = (protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void =>
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);

/** The WebSocket origin that belongs to a coordinator's origin. */
export const socketOrigin = (origin: string): string => origin.replace(/^http/, 'ws');

const hardened = (coordinator: string | null): Record<string, string> => ({
  'Content-Security-Policy': contentSecurityPolicy(coordinator === null ? [] : [socketOrigin(coordinator)]),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
});

const refuse = (status: 404 | 405): Response => new Response(null, { status });

const isForCoordinator = (url: string): boolean => /^\/(?:api\/|health$)/.test(new URL(url).pathname);

/**
 * Asks the coordinator what the page asked of its own origin. So the page speaks to one origin in both hosts, the
 * coordinator needs to trust no foreign origin, and the pinned certificate is checked in one place.
 */
const forward = async ({ net, coordinator }: AppProtocolOptions, request: Request): Promise<Response> => {
  const origin = coordinator();
  // The same failure as a network that is down: the page works on without a coordinator.
  if (origin === null) return Response.error();
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  for (const name of ['origin', 'referer', 'cookie']) headers.delete(name);
  try {
    return await net.fetch(`${origin}${pathname}${search}`, {
      method: request.method,
      headers,
      body: request.body,
      redirect: 'error',
      credentials: 'omit',
      bypassCustomProtocolHandlers: true,
      signal: request.signal,
      ...(request.body === null ? {} : { duplex: 'half' }),
    });
  } catch {
    return Response.error();
  }
};

const serveFile = async ({ directory, coordinator }: AppProtocolOptions, request: Request): Promise<Response> => {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const file = resolveAppFile(directory, request.url);
  const type = file === null ? null : contentTypeOf(file);
  if (file === null || type === null) return refuse(404);
  try {
    const bytes = await readFile(file);
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), {
      headers: { 'Content-Type': type, ...hardened(coordinator()) },
    });
  } catch {
    return refuse(404);
  }
};

/** Answers one request of the page: a shipped file, or the coordinator's answer. */
export const answerAppRequest = (options: AppProtocolOptions, request: Request): Promise<Response> =>
  isAppAddress(request.url) && isForCoordinator(request.url) ? forward(options, request) : serveFile(options, request);

/** Serves the application's page under `app://sollecito/`. */
export const serveApp = (protocol: Pick<Protocol, 'handle'>, options: AppProtocolOptions): void =>
  protocol.handle(appScheme, (request) => answerAppRequest(options, request));
