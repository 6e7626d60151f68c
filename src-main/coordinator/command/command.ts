import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';
import { commandAuthor } from '../../../src-shared/contract/command-author.ts';
import type { Context } from '../context.ts';

/** Where a command reads and writes. It may run in the coordinator that serves the folder, for a shell elsewhere. */
export type CommandIo = {
  /** The caller's working folder: relative file names count from there (use `path.resolve(io.cwd, name)`). */
  readonly cwd: string;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly stdin: () => Promise<string>;
  /** The operating system's account of the caller. */
  readonly account: string;
};

type Named = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole of `--help`. */
  readonly help: string;
};

/**
 * A command on a workspace. It gets the open workspace of `--data DIR`, whether another process serves it or not, and
 * answers its exit code: 0 done, 1 failed, 2 wrong usage, 3 a required field cannot be mapped with certainty. Throw
 * `UsageError` for wrong words and `AppError` for refusals: both become one line on the error output (and an `error`
 * object on the output with `--json`). `argv` holds every word after the command, `--data` included.
 */
export type WorkspaceCommand = Named & {
  readonly on: 'workspace';
  /** True where the command may begin a workspace in an empty folder. */
  readonly creates?: (argv: readonly string[]) => boolean;
  readonly run: (argv: readonly string[], io: CommandIo, context: Context) => Promise<number>;
};

/** A command that opens what it needs by itself. */
export type FreeCommand = Named & {
  readonly on: 'nothing';
  readonly run: (argv: readonly string[], io: CommandIo) => Promise<number>;
};

export type Command = WorkspaceCommand | FreeCommand;

/** Who the audit says did what a command does. */
export const authorOf = ({ account }: Pick<CommandIo, 'account'>): string => commandAuthor(account);

/** Words that a command does not understand: exit code 2. The message is one line for the person who typed them. */
export class UsageError extends Error {}

/** The options of every command; spread them into your own. */
export const COMMON_OPTIONS = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsOptionsConfig;

/** `parseArgs`, strict, whose complaints are usage errors. */
export const parseWords = <const O extends ParseArgsOptionsConfig>(
  argv: readonly string[],
  options: O,
): ReturnType<typeof parseArgs<{ args: string[]; options: O; allowPositionals: true; strict: true }>> => {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error));
  }
};

/** The value of an option that must be given. */
export const required = (value: string | undefined, option: string): string => {
  if (value === undefined || value === '') throw new UsageError(`${option} is missing`);
  return value;
};
