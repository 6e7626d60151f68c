import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hashToken, newToken } from '../administration/sessions/tokens.ts';
import type { Context } from '../context.ts';
import { type Command, type CommandIo, UsageError } from './command.ts';
import { CommandRequest, type Spoken } from './forward.ts';
import { complain } from './run.ts';

export type CommandDoor = { readonly commandUrl: string; readonly token: string; readonly close: () => Promise<void> };

const BODY_LIMIT = 1024 * 1024;
const PULSE_MS = 20_000;

/**
 * The door for commands typed on this computer while the folder is served: loopback only, whatever the coordinator
 * listens on, and only for who can read the data folder (`serve.json` holds the token).
 */
export const listenForCommands = async (context: Context, commands: readonly Command[]): Promise<CommandDoor> => {
  const token = newToken();
  const server = createServer((request, response) => {
    answer(context, commands, token, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    commandUrl: `http://127.0.0.1:${port}/command`,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

const bodyOf = async (request: IncomingMessage): Promise<unknown> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    if (text.length > BODY_LIMIT) throw new Error('too long');
  }
  return JSON.parse(text) as unknown;
};

const answer = async (
  context: Context,
  commands: readonly Command[],
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const given = request.headers.authorization ?? '';
  const right = timingSafeEqual(Buffer.from(hashToken(given)), Buffer.from(hashToken(`Bearer ${token}`)));
  if (!right || request.method !== 'POST') {
    response.writeHead(401).end();
    return;
  }
  const { argv, cwd, stdin, account } = CommandRequest.parse(await bodyOf(request));
  response.writeHead(200, { 'content-type': 'application/x-ndjson' });
  // A load of a million rows says nothing for minutes: the caller must not take that for a lost line.
  response.flushHeaders();
  const pulse = setInterval(() => response.write('\n'), PULSE_MS);
  const say = (spoken: Spoken): void => void response.write(`${JSON.stringify(spoken)}\n`);
  const io: CommandIo = {
    cwd,
    out: (out) => say({ out }),
    err: (err) => say({ err }),
    stdin: () => Promise.resolve(stdin),
    account,
  };
  const [name, ...words] = argv;
  const command = commands.find((one) => one.name === name);
  let code;
  try {
    if (command?.on !== 'workspace') throw new UsageError(`${name ?? ''} does not run on a served folder`);
    code = await command.run(words, io, context);
  } catch (error) {
    code = complain(error, words, io);
  }
  clearInterval(pulse);
  say({ code });
  response.end();
};
