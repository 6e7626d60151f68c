import path from 'node:path';
import {
  authorOf,
  COMMON_OPTIONS,
  parseWords,
  required,
  UsageError,
  type WorkspaceCommand,
} from '../../command/command.ts';
import { makeBackup } from './make-backup.ts';
import { newPassphrase } from './secrets.ts';

const HELP = `backup --data DIR --out FILE [--passphrase-stdin]

Writes the whole workspace, as it stands at one moment, into one sealed file; work goes on meanwhile. The file is read
back before it gets its name. An existing file is never written over.

  --out               the file to write; its folder must be there
  --passphrase-stdin  seals it with a passphrase read from the input (12 characters or more). Without it the file opens
                      only with this workspace's own key, DIR/keys/master.key: keep a copy of that key elsewhere
  --json              answers {file, bytes, createdAt, epoch, schema, files} as JSON`;

export const backupCommand: WorkspaceCommand = {
  on: 'workspace',
  name: 'backup',
  summary: 'writes a sealed copy of the workspace while it is in use',
  help: HELP,
  run: async (argv, io, context) => {
    const { values, positionals } = parseWords(argv, {
      ...COMMON_OPTIONS,
      out: { type: 'string' },
      'passphrase-stdin': { type: 'boolean' },
    });
    if (positionals[0] !== undefined) throw new UsageError(`backup does not understand ${positionals[0]}`);
    const out = path.resolve(io.cwd, required(values.out, '--out'));
    const secret =
      values['passphrase-stdin'] === true
        ? await newPassphrase(io)
        : ({ kind: 'workspace', master: context.keys.master } as const);
    const { bytes, manifest } = await makeBackup(context, out, secret, authorOf(io));
    if (values.json === true) io.out(JSON.stringify({ file: out, bytes, ...manifest }));
    else io.out(`${out}: ${bytes} bytes, the workspace as of ${manifest.createdAt}, read back and good.`);
    return 0;
  },
};
