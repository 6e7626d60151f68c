/**
 * The one content-security-policy of the application's page, the same from the coordinator and from the desktop
 * application. `connect` lists the origins it may talk to besides its own, e.g. `wss://10.0.0.5:4870`.
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
    ["connect-src 'self'", ...connect].join(' '),
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
