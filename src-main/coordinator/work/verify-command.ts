import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { COMMON_OPTIONS, parseWords, UsageError, type WorkspaceCommand } from '../command/command.ts';
import type { Context } from '../context.ts';
import { workerUrl } from '../worker-url.ts';
import type { Verification } from './verify-workspace.ts';

const HELP = `verify --data DIR

Holds the workspace against its own logs and says the first difference; changes nothing, also while it is in use:
the audit's chain, the chain of operations and that of the coordinator's own events are whole; both logs, folded again
from the beginning, give the cases, debtors and promises as they stand; every operation is in the history once; every
return file is what was written at its closing; every recording of a call that is kept opens with its key, from its
first byte to its last.

  --json  answers {ok, audit, operations, events, cases, parties, gone, recordings, difference}
          as JSON

Ends with 0 where all agrees and with 1 where something differs.`;

type Report = Verification & { readonly recordings: number };

const verify = async ({ store, dataDir }: Context): Promise<Report> => {
  const worker = new Worker(workerUrl('work/verify-worker'), {
    workerData: { access: store.workerAccess, dataDir },
  });
  const [report] = (await once(worker, 'message')) as [Report];
  return report;
};

export const verifyCommand: WorkspaceCommand = {
  on: 'workspace',
  name: 'verify',
  summary: 'holds the workspace against its own logs',
  help: HELP,
  run: async (argv, io, context) => {
    const { values, positionals } = parseWords(argv, COMMON_OPTIONS);
    if (positionals[0] !== undefined) throw new UsageError(`verify does not understand ${positionals[0]}`);
    const report = await verify(context);
    if (values.json === true) io.out(JSON.stringify(report));
    else if (report.ok) {
      const { audit, operations, events, cases, parties, recordings } = report;
      io.out(
        `All agrees: ${audit} audit entries, ${operations} operations, ${events} events; ${cases} worked cases and ${parties} debtors folded again; ${recordings} recordings opened.`,
      );
    }
    if (!report.ok) io.err(report.difference ?? '');
    return report.ok ? 0 : 1;
  },
};
