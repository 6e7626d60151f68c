import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isLoopback } from '../http/loopback.ts';
import { COMMON_OPTIONS, parseWords, required, UsageError } from './command.ts';

export type Tls = 'off' | 'self' | { readonly cert: string; readonly key: string };

export type ServeOptions = {
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly tls: Tls;
  readonly sample: boolean;
};

export const USUAL_PORT = 4870;

const portOf = (text: string): number => {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new UsageError(`--port is a number up to 65535, not ${text}`);
  return port;
};

const pem = (cwd: string, file: string): string => {
  try {
    return readFileSync(path.resolve(cwd, file), 'utf8');
  } catch {
    throw new UsageError(`--tls: ${file} cannot be read`);
  }
};

const tlsOf = (text: string | undefined, host: string, cwd: string): Tls => {
  // Beyond this computer nothing travels in clear unless somebody asks for it (behind a proxy that adds TLS).
  if (text === undefined) return isLoopback(host) ? 'off' : 'self';
  if (text === 'off' || text === 'self') return text;
  const [cert, key, more] = text.split(',');
  if (!cert || !key || more !== undefined) throw new UsageError(`--tls is off, self or CERT,KEY, not ${text}`);
  return { cert: pem(cwd, cert), key: pem(cwd, key) };
};

export const parseServe = (argv: readonly string[], cwd: string): ServeOptions => {
  const { values, positionals } = parseWords(argv, {
    ...COMMON_OPTIONS,
    port: { type: 'string' },
    host: { type: 'string' },
    tls: { type: 'string' },
    sample: { type: 'boolean' },
  });
  if (positionals[0] !== undefined) throw new UsageError(`serve does not understand ${positionals[0]}`);
  const host = values.host ?? '127.0.0.1';
  return {
    dataDir: path.resolve(cwd, required(values.data, '--data')),
    host,
    port: portOf(values.port ?? String(USUAL_PORT)),
    tls: tlsOf(values.tls, host, cwd),
    sample: values.sample ?? false,
  };
};
