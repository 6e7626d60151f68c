import { existsSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { restoreWaits } from '../administration/backup/finish-restore.ts';
import { openContext } from '../compose.ts';
import { DATABASE_FILE } from '../store/sqlite/open.ts';
import { type Command, type CommandIo, required, UsageError, type WorkspaceCommand } from './command.ts';
import { forward, readServing } from './forward.ts';
import { exitCodeOf, reasonOf, reportOf } from './report.ts';

/** The value of `--data` without judging the other words: those are the command's. */
const dataOf = (argv: readonly string[]): string | undefined => {
  const at = argv.findIndex((word) => word === '--data' || word.startsWith('--data='));
  if (at < 0) return undefined;
  return argv[at]?.startsWith('--data=') === true ? argv[at].slice('--data='.length) : argv[at + 1];
};

const wantsHelp = (argv: readonly string[]): boolean => argv.includes('--help') || argv.includes('-h');

const onWorkspace = async (command: WorkspaceCommand, argv: readonly string[], io: CommandIo): Promise<number> => {
  const dataDir = path.resolve(io.cwd, required(dataOf(argv), '--data'));
  const there = existsSync(path.join(dataDir, DATABASE_FILE)) || restoreWaits(dataDir);
  if (!there && command.creates?.(argv) !== true) {
    throw new AppError('data-dir-missing', { params: { folder: dataDir } });
  }
  let opened;
  try {
    opened = await openContext(dataDir);
  } catch (error) {
    const serving = error instanceof AppError && error.code === 'data-dir-in-use' ? readServing(dataDir) : null;
    if (serving === null) throw error;
    return forward(serving, [command.name, ...argv], io);
  }
  try {
    return await command.run(argv, io, opened.context);
  } finally {
    await opened.close();
  }
};

/** Says what went wrong in one line and answers the exit code. */
export const complain = (error: unknown, argv: readonly string[], io: CommandIo): number => {
  if (argv.includes('--json')) io.out(JSON.stringify(reportOf(error)));
  io.err(reasonOf(error));
  return exitCodeOf(error);
};

/** Runs one command line (without the program's name) and answers its exit code; never throws. */
export const runCommandLine = async (
  commands: readonly Command[],
  [name, ...argv]: readonly string[],
  io: CommandIo,
): Promise<number> => {
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      io.out(overview(commands));
      return name === undefined ? 2 : 0;
    }
    const command = commands.find((one) => one.name === name);
    if (command === undefined) throw new UsageError(`there is no command ${name}; --help lists them`);
    if (wantsHelp(argv)) {
      io.out(command.help);
      return 0;
    }
    return command.on === 'nothing' ? await command.run(argv, io) : await onWorkspace(command, argv, io);
  } catch (error) {
    return complain(error, argv, io);
  }
};

const overview = (commands: readonly Command[]): string => {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: npm run -s coordinator -- COMMAND [options]\n\n${lines.join('\n')}\n\nCOMMAND --help says more.`;
};
