import { text } from 'node:stream/consumers';
import { accountName } from './command/account.ts';
import { COMMANDS } from './command/all.ts';
import type { CommandIo } from './command/command.ts';
import { runCommandLine } from './command/run.ts';

/** Writes through before going on: a process that ends at once still says its last line. */
const write = (stream: NodeJS.WriteStream, line: string): void => void stream.write(`${line}\n`);

// Whatever is written holds debtors' data: it belongs to the account that runs the program, and to nobody else here.
process.umask(0o077);

const io: CommandIo = {
  cwd: process.cwd(),
  out: (line) => write(process.stdout, line),
  err: (line) => write(process.stderr, line),
  stdin: () => text(process.stdin),
  account: accountName(),
};

process.exitCode = await runCommandLine(COMMANDS, process.argv.slice(2), io);
