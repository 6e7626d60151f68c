import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import * as tls from 'node:tls';
import { WebSocket } from 'ws';
import { codeOf, TrialFailure } from './failure.ts';

/** The address behind a name. Problems: `name-unknown`, `name-unanswered`. */
export const resolveName = async (host: string): Promise<string> => {
  if (isIP(host) !== 0) return host;
  try {
    return (await lookup(host)).address;
  } catch (error) {
    throw new TrialFailure(codeOf(error) === 'ENOTFOUND' ? 'name-unknown' : 'name-unanswered', host);
  }
};

const CONNECT_PROBLEMS = {
  ECONNREFUSED: 'connect-refused',
  ETIMEDOUT: 'connect-silent',
  EHOSTUNREACH: 'connect-no-route',
  ENETUNREACH: 'connect-no-route',
} as const;

/** A TCP connection. Problems: `connect-…`. The signal ends the attempt. */
export const openSocket = (address: string, port: number, signal: AbortSignal): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: address, port });
    const stop = (): void => void socket.destroy(new Error('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    socket.once('connect', () => {
      signal.removeEventListener('abort', stop);
      socket.removeAllListeners('error');
      // From here on whoever uses it hears of its errors.
      socket.on('error', () => undefined);
      resolve(socket);
    });
    socket.once('error', (error) => {
      const code = codeOf(error) as keyof typeof CONNECT_PROBLEMS;
      reject(new TrialFailure(CONNECT_PROBLEMS[code] ?? 'connect-failed', code));
    });
  });

const TLS_PROBLEMS: Readonly<Record<string, ConstructorParameters<typeof TrialFailure>[0]>> = {
  CERT_HAS_EXPIRED: 'tls-expired',
  CERT_NOT_YET_VALID: 'tls-not-yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'tls-self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'tls-unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'tls-unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls-unknown-authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls-unknown-authority',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls-other-name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'tls-not-spoken',
  ERR_SSL_PACKET_LENGTH_TOO_LONG: 'tls-not-spoken',
  EPROTO: 'tls-not-spoken',
  ECONNRESET: 'tls-not-spoken',
};

/** Whom this computer trusts: what the runtime brings, and what its owner has added to the system. */
const authorities = (): string[] => [...tls.getCACertificates('default'), ...tls.getCACertificates('system')];

/** TLS over an open connection, with the certificate checked as a browser would. Problems: `tls-…`. */
export const openTls = (
  socket: Socket,
  host: string,
  signal: AbortSignal,
): Promise<{ readonly socket: tls.TLSSocket; readonly found: string }> =>
  new Promise((resolve, reject) => {
    const servername = isIP(host) === 0 ? { servername: host } : {};
    const secured = tls.connect({
      socket,
      ca: authorities(),
      ...servername,
      // Its own check would look for the name of the connection, which has none where only an address is known.
      checkServerIdentity: (_name, certificate) => tls.checkServerIdentity(host, certificate),
    });
    const stop = (): void => void secured.destroy(new Error('aborted'));
    signal.addEventListener('abort', stop, { once: true });
    secured.once('secureConnect', () => {
      signal.removeEventListener('abort', stop);
      secured.removeAllListeners('error');
      secured.on('error', () => undefined);
      const { subject, valid_to: until } = secured.getPeerCertificate();
      const name = [subject?.CN].flat()[0] ?? host;
      resolve({ socket: secured, found: `${secured.getProtocol() ?? 'TLS'} · ${name} · ${until ?? ''}` });
    });
    secured.once('error', (error) => {
      const code = codeOf(error);
      reject(new TrialFailure(TLS_PROBLEMS[code] ?? 'tls-failed', code));
    });
  });

const statusFailure = (status: number): TrialFailure => {
  if (status === 404) return new TrialFailure('socket-path', String(status));
  if (status === 401 || status === 403) return new TrialFailure('socket-forbidden', String(status));
  if (status === 200 || status === 400 || status === 426)
    return new TrialFailure('socket-not-websocket', String(status));
  return new TrialFailure('socket-status', String(status));
};

/** The WebSocket with SIP in it (RFC 7118). Problems: `socket-…`. */
export const openWebSocket = (url: string, socket: Socket, signal: AbortSignal): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const made = new WebSocket(url, ['sip'], {
      createConnection: () => socket,
      perMessageDeflate: false,
      followRedirects: false,
      maxPayload: 64 * 1024,
    });
    const stop = (): void => made.terminate();
    signal.addEventListener('abort', stop, { once: true });
    made.once('open', () => {
      signal.removeEventListener('abort', stop);
      made.removeAllListeners('error');
      made.on('error', () => undefined);
      if (made.protocol === 'sip') resolve(made);
      else reject(new TrialFailure('socket-not-sip'));
    });
    made.once('unexpected-response', (_request, response) => {
      reject(statusFailure(response.statusCode ?? 0));
      made.terminate();
    });
    made.on('error', (error) =>
      reject(new TrialFailure(/subprotocol/iu.test(error.message) ? 'socket-not-sip' : 'socket-not-websocket')),
    );
  });
