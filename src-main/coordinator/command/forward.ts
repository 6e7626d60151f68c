import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { CommandIo } from './command.ts';

/** How a command on this computer reaches the coordinator that serves a folder; readable by its own account only. */
const Serving = z.object({ url: z.string(), pid: z.int(), commandUrl: z.string(), token: z.string() });
export type Serving = z.infer<typeof Serving>;

const fileOf = (dataDir: string): string => path.join(dataDir, 'serve.json');

export const writeServing = (dataDir: string, serving: Serving): void =>
  writeFileSync(fileOf(dataDir), JSON.stringify(serving), { mode: 0o600 });

export const dropServing = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });

/** Null where nobody serves the folder, or who did was killed. */
export const readServing = (dataDir: string): Serving | null => {
  try {
    return Serving.parse(JSON.parse(readFileSync(fileOf(dataDir), 'utf8')));
  } catch {
    return null;
  }
};

/** One line of the answer: a line for the output, one for the error output, or the exit code, which comes last. */
export const Spoken = z.union([
  z.object({ out: z.string() }),
  z.object({ err: z.string() }),
  z.object({ code: z.int() }),
]);
export type Spoken = z.infer<typeof Spoken>;

export const CommandRequest = z.object({
  argv: z.array(z.string()),
  cwd: z.string(),
  stdin: z.string(),
  account: z.string(),
});

const hear = (line: string, io: CommandIo): number | null => {
  const said = Spoken.parse(JSON.parse(line));
  if ('out' in said) io.out(said.out);
  else if ('err' in said) io.err(said.err);
  else return said.code;
  return null;
};

/** Lets the serving coordinator run the command and repeats what it says. Answers its exit code. */
export const forward = async (serving: Serving, argv: readonly string[], io: CommandIo): Promise<number> => {
  const wantsInput = argv.some((word) => word.endsWith('-stdin'));
  const body = JSON.stringify({ argv, cwd: io.cwd, stdin: wantsInput ? await io.stdin() : '', account: io.account });
  const answer = await fetch(serving.commandUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${serving.token}`, 'content-type': 'application/json' },
    body,
  }).catch((cause: unknown) => {
    throw new AppError('data-dir-in-use', { params: { pid: serving.pid }, cause });
  });
  if (!answer.ok || answer.body === null) throw new AppError('data-dir-in-use', { params: { pid: serving.pid } });
  let rest = '';
  let code: number | null = null;
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') code = hear(line, io) ?? code;
  }
  if (code === null) throw new AppError('coordinator-unreachable', { recovery: 'retry' });
  return code;
};
