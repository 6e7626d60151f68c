import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import { type CommandIo, UsageError } from '../../command/command.ts';
import type { Header, Secret } from './envelope.ts';

/** Shorter ones are guessed from the file alone, with all the time in the world. */
const SHORTEST = 12;

/** Errors: `weak-password` (shorter than 12 characters). */
export const newPassphrase = async (io: CommandIo): Promise<Secret> => {
  const passphrase = await passphraseFrom(io);
  if (passphrase.length < SHORTEST) {
    throw new AppError('weak-password', { message: `a backup's passphrase has ${SHORTEST} characters or more` });
  }
  return { kind: 'passphrase', passphrase };
};

const passphraseFrom = async (io: CommandIo): Promise<string> => (await io.stdin()).replace(/\r?\n$/, '');

type Given = {
  readonly dataDir: string;
  readonly fromInput: boolean;
  /** A copy of the workspace's `keys/master.key`. */
  readonly keyFile: string | undefined;
};

/** What opens a backup sealed as its header says. Errors: `backup-key` where that is not at hand. */
export const secretFor = async (
  key: Header['key'],
  { dataDir, fromInput, keyFile }: Given,
  io: CommandIo,
): Promise<Secret> => {
  if (key.kind === 'passphrase') {
    if (!fromInput) throw new UsageError('the backup is sealed with a passphrase: give it with --passphrase-stdin');
    return { kind: 'passphrase', passphrase: await passphraseFrom(io) };
  }
  const file = keyFile === undefined ? path.join(dataDir, 'keys', 'master.key') : path.resolve(io.cwd, keyFile);
  if (!existsSync(file)) {
    throw new UsageError("the backup is sealed with its workspace's key: give a copy of keys/master.key with --key");
  }
  return { kind: 'workspace', master: readFileSync(file) };
};
