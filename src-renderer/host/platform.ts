import type { Host } from '../../src-shared/contract/host.ts';

/** The operating system named by a user agent string. */
export const platformOf = (userAgent: string): Host['platform'] => {
  if (/Windows/i.test(userAgent)) return 'windows';
  if (/Macintosh|Mac OS X/i.test(userAgent)) return 'mac';
  if (/Linux|X11|CrOS/i.test(userAgent)) return 'linux';
  return 'other';
};
