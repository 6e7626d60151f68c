import { connect, type Socket } from 'node:net';

/**
 * Sends ready-made HTTP/1.1 requests one after the other over one connection and times each answer. Thinner than
 * `node:http` on purpose: on two cores the client must not be what is measured.
 */
export type Timed = { readonly latencies: number[]; readonly failures: string[] };

/** The bytes of one POST. */
export const requestOf = (path: string, authorization: string, body: string): Buffer =>
  Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );

const END = Buffer.from('\r\n\r\n');

/** Length of the first whole answer in `bytes`, or 0 while it is not all there. */
const answerLength = (bytes: Buffer): number => {
  const head = bytes.indexOf(END);
  if (head < 0) return 0;
  const length = /content-length: (\d+)/i.exec(bytes.toString('latin1', 0, head))?.[1];
  const total = head + END.length + Number(length ?? 0);
  return bytes.length >= total ? total : 0;
};

/** Resolves when every request has its answer, or the time is over. */
export const sendAll = (port: number, requests: readonly Buffer[], until: () => boolean): Promise<Timed> =>
  new Promise((resolve, reject) => {
    const socket: Socket = connect(port, '127.0.0.1');
    socket.setNoDelay(true);
    const timed: Timed = { latencies: [], failures: [] };
    let next = 0;
    let sentAt = 0;
    let waiting: Buffer = Buffer.alloc(0);
    const send = (): void => {
      const request = requests[next];
      if (request === undefined || until()) {
        socket.end();
        resolve(timed);
        return;
      }
      next += 1;
      sentAt = performance.now();
      socket.write(request);
    };
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      waiting = waiting.length === 0 ? chunk : Buffer.concat([waiting, chunk]);
      const length = answerLength(waiting);
      if (length === 0) return;
      timed.latencies.push(performance.now() - sentAt);
      if (!waiting.subarray(0, 15).includes(' 200 ')) timed.failures.push(waiting.toString('utf8', 0, 600));
      waiting = waiting.subarray(length);
      send();
    });
  });
