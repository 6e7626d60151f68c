import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../../setup/command.ts';

/** A computer's sound as a browser finds it, of which microphones are plugged in and pulled out. */
export type SoundServer = {
  /** What a program needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** A microphone of this name, in which somebody speaks from now on. */
  readonly plug: (name: string) => Promise<void>;
  readonly unplug: (name: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Two notes that beat against each other four times a second: a browser takes a steady one for noise, and takes it away. */
const NOTES_HZ = [440, 444] as const;

/** PulseAudio of its own, beside whatever sound this machine has or has not. */
export const startSoundServer = async (): Promise<SoundServer> => {
  const home = mkdtempSync(path.join(tmpdir(), 'sollecito-sound-'));
  const socket = path.join(home, 'native');
  const env = { HOME: home, XDG_RUNTIME_DIR: home, PULSE_RUNTIME_PATH: home, PULSE_SERVER: `unix:${socket}` };
  const server = spawn(
    'pulseaudio',
    [
      ...['-n', '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--disallow-exit', '--log-level=error'],
      ...['-L', `module-native-protocol-unix auth-anonymous=1 socket=${socket}`],
    ],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const gone = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
    server.once('error', () => resolve());
  });
  let over = false;
  void gone.then(() => (over = true));
  const ask = (...words: readonly string[]) => runCommand('pactl', words, { env });
  while ((await ask('info')).code !== 0) {
    if (over) throw new Error('the sound server ended');
  }
  const load = async (...words: readonly string[]): Promise<string> => {
    const { code, stdout, output } = await ask('load-module', ...words);
    if (code !== 0) throw new Error(`${words.join(' ')}: ${output}`);
    return stdout.trim();
  };
  const plugged = new Map<string, readonly string[]>();
  return {
    env,
    plug: async (name) => {
      const throat = `${name}_throat`;
      const made = [await load('module-null-sink', `sink_name=${throat}`, 'rate=48000')];
      for (const hz of NOTES_HZ) made.push(await load('module-sine', `sink=${throat}`, `frequency=${hz}`));
      made.push(
        await load(
          'module-remap-source',
          `master=${throat}.monitor`,
          `source_name=${name}`,
          `source_properties=device.description=${name}`,
        ),
      );
      plugged.set(name, made);
    },
    unplug: async (name) => {
      for (const module of plugged.get(name)?.toReversed() ?? []) await ask('unload-module', module);
      plugged.delete(name);
    },
    stop: async () => {
      if (!over) server.kill();
      await gone;
      rmSync(home, { recursive: true, force: true });
    },
  };
};
