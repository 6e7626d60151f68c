import { launchPracticeTelephone } from '../../practice/practice-telephone.ts';
import { fillSample } from '../../practice/sample-workspace.ts';
import { backupCommand } from '../administration/backup/backup-command.ts';
import { restoreCommand } from '../administration/backup/restore-command.ts';
import { userCommand } from '../administration/user-command.ts';
import { closingCommand } from '../closing/command.ts';
import { intakeCommand } from '../intake/command.ts';
import { verifyCommand } from '../work/verify-command.ts';
import type { Command, WorkspaceCommand } from './command.ts';
import { serveCommand } from './serve.ts';

/** The commands that work on a workspace. A room's command is one line here. */
const WORKSPACE_COMMANDS: readonly WorkspaceCommand[] = [
  userCommand,
  intakeCommand,
  backupCommand,
  verifyCommand,
  closingCommand,
];

/** Every command of the program. */
export const COMMANDS: readonly Command[] = [
  serveCommand(WORKSPACE_COMMANDS, {
    fillSample: (context) => fillSample(context),
    launchTelephone: launchPracticeTelephone,
  }),
  ...WORKSPACE_COMMANDS,
  restoreCommand,
];
