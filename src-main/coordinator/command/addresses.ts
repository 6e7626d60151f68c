import { networkInterfaces } from 'node:os';
import type { ServeOptions } from './serve-options.ts';

/** Where this computer finds the coordinator, and where others do. */
export const addressesOf = (
  options: Pick<ServeOptions, 'host'>,
  scheme: string,
  port: number,
): { readonly url: string; readonly addresses: readonly string[] } => {
  const at = (host: string): string => `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  if (options.host !== '0.0.0.0' && options.host !== '::')
    return { url: at(options.host), addresses: [at(options.host)] };
  const outside = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .filter(({ internal, address }) => !internal && !address.startsWith('fe80'));
  return { url: at('127.0.0.1'), addresses: outside.map(({ address }) => at(address)) };
};
