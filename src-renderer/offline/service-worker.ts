/**
 * Serves the application's own files, never data: `/api` always goes to the coordinator. The list of files is written
 * in by the build (test/setup/offline-shell.ts). A new version waits until no window of the old one is open, so that a
 * card that is open keeps the code that it began with; a window that has just started alone may take it over.
 */
export type PrecacheEntry = { readonly url: string; readonly revision: string };

declare global {
  /** The built files; the build puts the list in its place. */
  var __PRECACHE__: readonly PrecacheEntry[];
}

const scope = self as unknown as ServiceWorkerGlobalScope;

const PREFIX = 'sollecito-shell-';
const FILES: readonly PrecacheEntry[] = self.__PRECACHE__;
const VERSION = FILES.map(({ url, revision }) => `${url}|${revision}`).join('\n');

async function cacheName(): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(VERSION));
  const hex = Array.from(new Uint8Array(digest, 0, 8), (byte) => byte.toString(16).padStart(2, '0'));
  return PREFIX + hex.join('');
}

/** All or nothing: a cache with a file missing would be a page that does not start. */
async function install(): Promise<void> {
  const cache = await caches.open(await cacheName());
  await cache.addAll(FILES.map(({ url }) => new Request(new URL(url, scope.location.href), { cache: 'reload' })));
}

async function activate(): Promise<void> {
  const current = await cacheName();
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(PREFIX) && name !== current).map((name) => caches.delete(name)),
  );
  await scope.clients.claim();
}

async function serve(request: Request): Promise<Response> {
  const cache = await caches.open(await cacheName());
  const page = request.mode === 'navigate' ? new URL('index.html', scope.location.href).href : request;
  return (await cache.match(page, { ignoreSearch: true })) ?? fetch(request);
}

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(activate()));
scope.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const own = url.origin === scope.location.origin && event.request.method === 'GET';
  if (own && !/^\/(?:api(?:\/|$)|health$)/u.test(url.pathname)) event.respondWith(serve(event.request));
});
scope.addEventListener('message', (event) => event.waitUntil(takeOver(event.data)));

async function takeOver(asked: unknown): Promise<void> {
  if (asked !== 'take-over') return;
  const windows = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (windows.length <= 1) await scope.skipWaiting();
}
