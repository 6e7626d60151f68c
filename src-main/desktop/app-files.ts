import path from 'node:path';

/** The origin of the application's page in the desktop host. */
export const appScheme = 'app';
export const appOrigin = 'app://sollecito';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
};

/** The content type of a shipped file, or null for a kind of file that the application does not ship. */
export const contentTypeOf = (file: string): string | null => contentTypes[path.extname(file).toLowerCase()] ?? null;

/** True for an address of the application's own page and files. */
export const isAppAddress = (url: string): boolean => url === appOrigin || url.startsWith(`${appOrigin}/`);

/**
 * The file that an address of the page asks for, always inside `directory`, or null. Encoded dots and slashes, NUL
 * bytes and backslashes are refused, not repaired: the page never asks for them.
 */
export const resolveAppFile = (directory: string, url: string): string | null => {
  if (!isAppAddress(url) || !URL.canParse(url)) return null;
  const { pathname } = new URL(url);
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  // The parser has already folded away plain dots; what is left of them was hidden in an encoding.
  if (/[\\\0]/.test(decoded) || decoded.split('/').includes('..') || url.toLowerCase().includes('%2f')) return null;
  const file = path.join(directory, decoded === '/' || decoded === '' ? 'index.html' : decoded);
  const inside = path.relative(directory, file);
  return inside === '' || inside.startsWith('..') || path.isAbsolute(inside) ? null : file;
};
