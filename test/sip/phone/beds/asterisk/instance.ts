import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, closeSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Files } from '../render.ts';
import type { InstalledAsterisk } from './install.ts';
import { openManager, type Manager, type Packet } from './manager.ts';

export type InstanceWish = {
  readonly name: string;
  /** Where its folder is made. */
  readonly parent: string;
  /** Where it writes its log: a folder that is there. */
  readonly logs: string;
  /** Laid over what Debian's package brings. */
  readonly files: Files;
  /** The port of the manager interface, free now. */
  readonly managerPort: number;
  readonly onEvent: (event: Packet) => void;
  /** Puts more into its folder before it starts. */
  readonly prepare: (folder: string) => Promise<void>;
};

/** One Asterisk with a folder of its own for everything that it writes. */
export type Instance = {
  readonly folder: string;
  readonly manager: () => Manager;
  /** Its process is killed, without a word to anybody, and another one takes its place. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Where it sees its own folder. */
const SEEN_AS = '/bed';
const FOLDERS = ['etc', 'lib', 'lib/keys', 'spool', 'run', 'log', 'moh', 'keys'];
/** Drivers that listen to ports of their own, for which nothing here calls. */
const UNUSED = ['chan_iax2', 'chan_dahdi', 'chan_unistim', 'chan_motif', 'chan_mobile', 'chan_ooh323', 'pbx_dundi'];
/**
 * Hands the packets of two joined calls on as they came: a stream of other numbers takes the place of the one before, and the
 * recorders on the network's side hear nothing of it, though its sound is on the wire.
 */
const UNHEARD = 'bridge_native_rtp';

const directories = (given: string): string => {
  const own: Readonly<Record<string, string>> = {
    astetcdir: 'etc',
    astvarlibdir: 'lib',
    astdbdir: 'lib',
    astkeydir: 'lib',
    astspooldir: 'spool',
    astrundir: 'run',
    astlogdir: 'log',
  };
  // Debian writes the section as a template, which counts for nothing.
  return given
    .replace(/^\[directories\]\(!\)/mu, '[directories]')
    .replace(/^(ast\w+dir)\s*=>.*$/gmu, (line, name: string) =>
      own[name] === undefined ? line : `${name} => ${SEEN_AS}/${own[name]}`,
    );
};

const READY_MS = 60_000;
const WAIT_MS = 100;
const STOP_MS = 5000;
const SECRET = 'bed';

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => {
        child.once('exit', () => resolve());
      });

/**
 * In the foreground, in a mount namespace of its own (nothing is left mounted, however it ends), and killed by the system
 * when whoever started it is gone.
 */
const launch = ({ root }: InstalledAsterisk, folder: string, logs: string): ChildProcess => {
  const script =
    'mount -t proc proc "$0/proc" && mount --bind "$1" "$0/bed" && mount --bind "$2" "$0/bed/log" && exec chroot "$0" asterisk -f -C /bed/etc/asterisk.conf';
  const words = ['--pdeathsig', 'KILL', 'unshare', '--mount', 'sh', '-c', script, root, folder, logs];
  const output = openSync(path.join(logs, 'output'), 'a');
  const child = spawn('setpriv', words, { stdio: ['ignore', output, output] });
  closeSync(output);
  return child;
};

/** Starts it and resolves when it says that it is fully up. */
export const startInstance = async (installed: InstalledAsterisk, wish: InstanceWish): Promise<Instance> => {
  const folder = path.join(wish.parent, wish.name);
  const etc = path.join(folder, 'etc');
  for (const name of FOLDERS) await mkdir(path.join(folder, name), { recursive: true });
  await cp(path.join(installed.root, 'etc', 'asterisk'), etc, { recursive: true });
  const given = await readFile(path.join(etc, 'asterisk.conf'), 'utf8');
  const files: Files = {
    'asterisk.conf': directories(given),
    'modules.conf': ['[modules]', 'autoload=yes', ...[...UNUSED, UNHEARD].map((name) => `noload=${name}.so`), ''].join(
      '\n',
    ),
    'logger.conf': '[general]\n[logfiles]\nfull => notice,warning,error,verbose(3),dtmf\n',
    'manager.conf': [
      '[general]',
      'enabled=yes',
      'bindaddr=127.0.0.1',
      `port=${wish.managerPort}`,
      '[test]',
      `secret=${SECRET}`,
      'read=all',
      'write=all',
      '',
    ].join('\n'),
    ...wish.files,
  };
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(etc, name), text);

  const lastWords = async (): Promise<string> => {
    const texts = ['output', 'full'].map((name) => readFile(path.join(wish.logs, name), 'utf8').catch(() => ''));
    return (await Promise.all(texts)).join('\n').slice(-3000);
  };
  let child: ChildProcess | null = null;
  let manager: Manager | null = null;
  const kill = async (): Promise<void> => {
    manager?.stop();
    manager = null;
    child?.kill('SIGKILL');
    if (child !== null) await ended(child);
  };
  const start = async (): Promise<void> => {
    const started = launch(installed, folder, wish.logs);
    child = started;
    const from = performance.now();
    while (manager === null) {
      try {
        manager = await openManager(wish.managerPort, SECRET, wish.onEvent);
      } catch (error) {
        const over = started.exitCode !== null || started.signalCode !== null || performance.now() - from > READY_MS;
        if (over) {
          await kill();
          throw new Error(`Asterisk (${wish.name}) does not come up:\n${await lastWords()}`, { cause: error });
        }
        await new Promise((resolve) => {
          setTimeout(resolve, WAIT_MS);
        });
      }
    }
  };
  const stop = async (): Promise<void> => {
    manager?.stop();
    manager = null;
    if (child !== null) {
      child.kill('SIGTERM');
      const late = setTimeout(() => child?.kill('SIGKILL'), STOP_MS);
      await ended(child);
      clearTimeout(late);
    }
  };
  await wish.prepare(folder);
  await start();
  return {
    folder,
    manager: () => {
      if (manager === null) throw new Error(`Asterisk (${wish.name}) is not up`);
      return manager;
    },
    restart: async () => {
      await kill();
      await start();
    },
    stop,
  };
};
