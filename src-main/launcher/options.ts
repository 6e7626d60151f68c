import path from 'node:path';
import { parseArgs } from 'node:util';

export type LaunchHost = 'desktop' | 'browser' | 'none';

export type LaunchOptions = {
  readonly host: LaunchHost;
  /** The coordinator's data folder, absolute. */
  readonly workspace: string;
  /** The port asked for, or null: 4870 where it is free, any other where it is not. */
  readonly port: number | null;
};

export type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly cwd: string;
};

export type ParsedOptions =
  | { readonly kind: 'launch'; readonly options: LaunchOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly reason: string };

export const usage = `npm start -- [--host desktop|browser|none] [--workspace DIR] [--port N]

  --host       where to open the application (default: desktop, or a browser where Electron is missing)
  --workspace  the folder of the data (default: a sample workspace in your data folder)
  --port       the coordinator's port (default: 4870, or a free one)
`;

const hosts: readonly LaunchHost[] = ['desktop', 'browser', 'none'];

/** Where a user's programs keep their data on this platform. */
const dataFolder = ({ platform, env, home }: Surroundings): string => {
  if (platform === 'win32')
    return path.win32.join(env['LOCALAPPDATA'] ?? path.win32.join(home, 'AppData', 'Local'), 'Sollecito');
  if (platform === 'darwin') return path.posix.join(home, 'Library', 'Application Support', 'Sollecito');
  return path.posix.join(env['XDG_DATA_HOME'] || path.posix.join(home, '.local', 'share'), 'sollecito');
};

const wrong = (reason: string): ParsedOptions => ({ kind: 'wrong', reason });

/** Reads the words after `npm start --`. Anything not understood is named, never ignored. */
export const parseOptions = (args: readonly string[], around: Surroundings): ParsedOptions => {
  try {
    const { values } = parseArgs({
      args: [...args],
      strict: true,
      allowPositionals: false,
      options: {
        host: { type: 'string', default: 'desktop' },
        workspace: { type: 'string' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    if (values.help) return { kind: 'help' };
    const host = hosts.find((known) => known === values.host);
    if (!host) return wrong(`--host is one of ${hosts.join(', ')}, not "${values.host}".`);
    if (values.workspace === '') return wrong('--workspace needs the name of a folder.');
    const port = values.port === undefined ? null : Number(values.port);
    if (port !== null && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) {
      return wrong(`--port is a number from 1 to 65535, not "${values.port}".`);
    }
    const workspace = values.workspace
      ? path.resolve(around.cwd, values.workspace)
      : path.join(dataFolder(around), 'sample');
    return { kind: 'launch', options: { host, workspace, port } };
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
};
