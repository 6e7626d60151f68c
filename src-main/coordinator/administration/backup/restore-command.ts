import path from 'node:path';
import { AppError } from '../../../../src-shared/contract/errors.ts';
import { authorOf, COMMON_OPTIONS, type FreeCommand, parseWords, required, UsageError } from '../../command/command.ts';
import { systemClock } from '../../clock.ts';
import { restoreBackup } from './restore-backup.ts';
import { secretFor } from './secrets.ts';

const HELP = `restore --data DIR --from FILE [--replace] [--passphrase-stdin | --key FILE]

Puts a backup in the place of a workspace; the coordinator must be stopped. A backup that is damaged, cut short, sealed
with another key or made by a newer version is refused and nothing is changed. Workstations then start over from the
restored rows, and everybody signs in again.

  --from              the file that backup wrote
  --replace           DIR holds a workspace: it is set aside in DIR/before-restore-…, not deleted
  --passphrase-stdin  reads the passphrase from the input
  --key               a copy of the workspace's keys/master.key, where DIR has none
  --json              answers {epoch, before, createdAt, files} as JSON`;

export const restoreCommand: FreeCommand = {
  on: 'nothing',
  name: 'restore',
  summary: 'puts a backup in the place of a workspace',
  help: HELP,
  run: async (argv, io) => {
    const { values, positionals } = parseWords(argv, {
      ...COMMON_OPTIONS,
      from: { type: 'string' },
      replace: { type: 'boolean' },
      'passphrase-stdin': { type: 'boolean' },
      key: { type: 'string' },
    });
    if (positionals[0] !== undefined) throw new UsageError(`restore does not understand ${positionals[0]}`);
    const dataDir = path.resolve(io.cwd, required(values.data, '--data'));
    const from = path.resolve(io.cwd, required(values.from, '--from'));
    const given = { dataDir, fromInput: values['passphrase-stdin'] === true, keyFile: values.key };
    const { manifest, epoch, before } = await restoreBackup({
      dataDir,
      from,
      replace: values.replace ?? false,
      secretFor: (key) => secretFor(key, given, io),
      clock: systemClock,
      by: authorOf(io),
    }).catch((error: unknown) => {
      throw error instanceof AppError && error.code === 'already-exists'
        ? new UsageError(`${dataDir} holds a workspace: --replace sets it aside and puts the backup in its place`)
        : error;
    });
    const { createdAt, files } = manifest;
    if (values.json === true) io.out(JSON.stringify({ epoch, before, createdAt, files }));
    else {
      io.out(`${dataDir}: the workspace as of ${createdAt} is in place.`);
      if (before !== null) io.out(`What was there is in ${path.join(dataDir, before)}.`);
    }
    return 0;
  },
};
