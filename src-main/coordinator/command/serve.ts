import { lookup } from 'node:dns/promises';
import { pino } from 'pino';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { newSetupCode } from '../administration/sessions/setup-code.ts';
import { needsAdministrator } from '../administration/sessions/setup.ts';
import { openContext } from '../compose.ts';
import type { Context } from '../context.ts';
import { fingerprintOf, selfSigned } from '../http/certificate.ts';
import { isLoopback } from '../http/loopback.ts';
import { ROOMS } from '../http/rooms.ts';
import { createServer, type HttpsFiles } from '../http/server.ts';
import { createLog } from '../log.ts';
import type { LaunchPractice } from '../telephony/exchange.ts';
import { STARTS } from '../starts.ts';
import { addressesOf } from './addresses.ts';
import { type Command, type CommandIo, type FreeCommand, UsageError } from './command.ts';
import { dropServing, readServing, writeServing } from './forward.ts';
import { listenForCommands } from './listen.ts';
import { parseServe, type ServeOptions, USUAL_PORT } from './serve-options.ts';

/** The page of the desktop application. */
const DESKTOP_ORIGIN = 'app://sollecito';

const HELP = `serve --data DIR [--port N] [--host ADDR] [--tls off|self|CERT,KEY] [--sample]

Serves the workspace of DIR until it is stopped (Ctrl C). Prints one JSON line when it is ready:
{"ready":true,"url":…,"pid":…}; logs go to the error output.

  --data      the folder of the workspace; made where it is missing
  --port      ${USUAL_PORT} unless given; 0 takes a free one
  --host      the address to listen on: 127.0.0.1 unless given, 0.0.0.0 for all
  --tls       self: a certificate of the workspace's own (the rule beyond this computer);
              CERT,KEY: your own, as PEM files; off: none
  --sample    fills an empty folder with the sample workspace`;

const UNENCRYPTED =
  'Warning: --tls off beyond this computer: names, debts and passwords travel unencrypted unless a proxy adds TLS.';

const httpsOf = async (options: ServeOptions): Promise<HttpsFiles | null> => {
  if (options.tls === 'off') return null;
  if (options.tls === 'self') return selfSigned(options.dataDir, options.host, Date.now());
  return { ...options.tls, ca: null };
};

/** Where pages of this computer come from: whatever name of it is in the address. */
const pagesOf = (url: string): readonly string[] => {
  const { protocol, port, origin } = new URL(url);
  const here = ['127.0.0.1', 'localhost'].map((host) => `${protocol}//${host}:${port}`);
  return [...new Set([origin, ...here, DESKTOP_ORIGIN])];
};

const notListening = (error: unknown, { host, port }: ServeOptions): unknown => {
  switch ((error as { code?: unknown }).code) {
    case 'EADDRINUSE':
      return new UsageError(`port ${port} of ${host} is in use; choose another with --port`);
    case 'EACCES':
      return new UsageError(`this account may not listen on port ${port}; choose another with --port`);
    case 'EADDRNOTAVAIL':
      return new UsageError(`this computer has no address ${host}`);
    default:
      return error;
  }
};

/** Before anything is made: a name that nobody knows is no address to listen on. */
const mustBeAddress = async (host: string): Promise<void> => {
  await lookup(host).catch(() => {
    throw new UsageError(`--host: ${host} is no address of this computer`);
  });
};

/** Opens the workspace; where another coordinator serves it, the refusal says where. */
const openServed = async (
  { dataDir }: ServeOptions,
  given: Parameters<typeof openContext>[1],
): ReturnType<typeof openContext> => {
  try {
    return await openContext(dataDir, given);
  } catch (error) {
    const serving = error instanceof AppError && error.code === 'data-dir-in-use' ? readServing(dataDir) : null;
    if (serving === null) throw error;
    throw new AppError('data-dir-in-use', { params: { pid: serving.pid, url: serving.url }, cause: error });
  }
};

/** Resolves when the process is asked to stop; a second signal ends it at once. */
const stopAsked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(1));
        resolve();
      });
    }
  });

/** What a sample workspace is made of; it stands beside the coordinator, which knows it only so. */
export type Practice = {
  /** Fills an empty workspace with the sample; leaves any other alone. */
  readonly fillSample: (context: Context) => Promise<void>;
  /** Starts the practice exchange, which the settings switch on and off. */
  readonly launchTelephone: LaunchPractice;
};

const serve = async (
  argv: readonly string[],
  io: CommandIo,
  commands: readonly Command[],
  practice: Practice,
): Promise<number> => {
  const options = parseServe(argv, io.cwd);
  const log = createLog(process.env['SOLLECITO_LOG'] ?? 'info', pino.destination({ fd: 2, sync: true }));
  const setupCode = isLoopback(options.host) ? null : newSetupCode();
  await mustBeAddress(options.host);
  const { context, hub, close } = await openServed(options, { log, config: { setupCode } });
  const undo: (() => Promise<void> | void)[] = [close];
  const stopAll = async (): Promise<void> => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    if (options.sample) await practice.fillSample(context);
    const starts = STARTS.map((start) => start(context));
    undo.push(() => starts.forEach(({ stop }) => stop()));
    const https = await httpsOf(options);
    if (https === null && !isLoopback(options.host)) io.err(UNENCRYPTED);
    const app = await createServer(
      context,
      hub,
      ROOMS.flatMap((room) => room(context)),
      https,
    );
    undo.push(() => app.close());
    await app.listen({ host: options.host, port: options.port }).catch((error: unknown) => {
      throw notListening(error, options);
    });
    const door = await listenForCommands(context, commands);
    undo.push(door.close);
    const bound = app.server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : options.port;
    const { url, addresses } = addressesOf(options, https === null ? 'http' : 'https', port);
    const telephones = context.switchboard.open(practice.launchTelephone, pagesOf(url));
    undo.push(telephones.stop);
    writeServing(options.dataDir, { url, pid: process.pid, commandUrl: door.commandUrl, token: door.token });
    undo.push(() => dropServing(options.dataDir));
    if (setupCode !== null && needsAdministrator(context.store.sql)) io.err(`Setup code: ${setupCode}`);
    const fingerprint = https === null ? {} : { fingerprint: fingerprintOf(https.cert) };
    const stop = stopAsked();
    io.out(JSON.stringify({ ready: true, url, pid: process.pid, addresses, ...fingerprint }));
    await stop;
    log.info('stopping');
    return 0;
  } finally {
    await stopAll();
  }
};

/** `commands` are those that may be typed while the folder is served. */
export const serveCommand = (commands: readonly Command[], practice: Practice): FreeCommand => ({
  on: 'nothing',
  name: 'serve',
  summary: 'serves a workspace to browsers and workstations',
  help: HELP,
  run: (argv, io) => serve(argv, io, commands, practice),
});
