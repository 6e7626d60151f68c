const TELEPHONE = ['wss:', 'ws://127.0.0.1:*', 'ws://localhost:*'] as const;

/**
 * The one content-security-policy of the application's page, the same from the coordinator and from the desktop
 * application. `connect` lists the origins it may talk to besides its own, e.g. `wss://10.0.0.5:4870`.
 *
 * Telephones connect to their exchange themselves. The settings may name another one at any time, and a page keeps the
 * policy that it was loaded with: so it may open sealed sockets anywhere, and unsealed ones to this computer (the practice
 * exchange). Nothing is lost by it: the voice goes where no policy reaches.
 *
 * Nothing runs that was not shipped: no inline script, no eval (zod runs with `jitless`), no frame, no plug-in. Inline
 * styles are refused as elements; React writes styles through the object model, which the policy does not concern.
 */
export const contentSecurityPolicy = (connect: readonly string[] = []): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob: mediastream:",
    ["connect-src 'self'", ...connect, ...TELEPHONE].join(' '),
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
