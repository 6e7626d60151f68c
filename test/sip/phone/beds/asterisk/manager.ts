import { connect, type Socket } from 'node:net';

/** One packet of the manager interface: `Key: value` lines. */
export type Packet = Readonly<Record<string, string>>;

export type Manager = {
  /** Resolves with the answer; rejects when the manager says that it failed. */
  readonly ask: (action: string, words?: Packet) => Promise<Packet>;
  readonly stop: () => void;
};

const parse = (text: string): Packet =>
  Object.fromEntries(
    text.split('\r\n').flatMap((line) => {
      const at = line.indexOf(':');
      return at < 0 ? [] : [[line.slice(0, at), line.slice(at + 1).trim()]];
    }),
  );

const openSocket = (port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket)).once('error', reject);
  });

/** Asterisk's manager interface, as far as a test needs it. Resolves when Asterisk says that it is fully up. */
export const openManager = async (port: number, secret: string, onEvent: (event: Packet) => void): Promise<Manager> => {
  const socket = await openSocket(port);
  const waiting = new Map<string, (answer: Packet) => void>();
  let last = 0;
  let rest = '';
  let booted = (): void => undefined;
  let broken = (_error: Error): void => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    booted = resolve;
    broken = reject;
  });
  const take = (packet: Packet): void => {
    const id = packet['ActionID'] ?? '';
    if (packet['Response'] !== undefined) {
      waiting.get(id)?.(packet);
      waiting.delete(id);
    } else if (packet['Event'] === 'FullyBooted') booted();
    else if (packet['Event'] !== undefined) onEvent(packet);
  };
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    // The first line is a greeting that belongs to no packet.
    const parts = (rest + chunk).split('\r\n\r\n');
    rest = parts.pop() ?? '';
    for (const part of parts) take(parse(part.replace(/^Asterisk Call Manager\/[^\r\n]*\r\n/u, '')));
  });
  const end = (): void => {
    broken(new Error('the manager interface closed'));
    for (const answer of waiting.values()) answer({ Response: 'Error', Message: 'the manager interface closed' });
    waiting.clear();
  };
  socket.on('error', () => undefined).on('close', end);
  const ask: Manager['ask'] = async (action, words = {}) => {
    last += 1;
    const id = String(last);
    const lines = Object.entries({ Action: action, ActionID: id, ...words }).map(([key, value]) => `${key}: ${value}`);
    const answer = await new Promise<Packet>((resolve) => {
      waiting.set(id, resolve);
      if (socket.destroyed) end();
      else socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    });
    if (answer['Response'] === 'Error') throw new Error(`${action}: ${answer['Message'] ?? 'refused'}`);
    return answer;
  };
  try {
    await ask('Login', { Username: 'test', Secret: secret });
    await ready;
  } catch (error) {
    socket.destroy();
    throw error;
  }
  return { ask, stop: () => socket.destroy() };
};
