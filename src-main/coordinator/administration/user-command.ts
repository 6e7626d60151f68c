import { ROLES, type Role } from '../../../src-shared/contract/basics.ts';
import { Login } from '../../../src-shared/contract/administration.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { Password } from '../../../src-shared/contract/session.ts';
import {
  authorOf,
  COMMON_OPTIONS,
  type CommandIo,
  parseWords,
  required,
  UsageError,
  type WorkspaceCommand,
} from '../command/command.ts';
import type { Context } from '../context.ts';
import { createWorkspace, insertUser, workspaceName } from './create-workspace.ts';
import { oneTimePassword } from './one-time-password.ts';
import { hashPassword } from './passwords.ts';
import { GIVEN, listUsers, readUser } from './people.ts';
import { refuseWeakPassword } from './sessions/password-rules.ts';
import { createTeam } from './teams.ts';
import { setUserEnabled } from './users.ts';

const HELP = `user add --data DIR --login L --name N --role R [--team T] [--workspace NAME] [--password-stdin]
user list --data DIR
user disable|enable --data DIR --login L

  --role            ${ROLES.join(', ')}
  --team            the name of the user's team; made where it is missing
  --workspace       the workspace's name, where this user begins it
  --password-stdin  reads the password from the input; without it one is made and shown once
  --json            answers as JSON`;

const roleOf = (text: string): Role => {
  const role = ROLES.find((one) => one === text);
  if (role === undefined) throw new UsageError(`--role is one of ${ROLES.join(', ')}, not ${text}`);
  return role;
};

const teamId = (context: Context, by: string, name: string | undefined): string | null => {
  if (name === undefined) return null;
  const { store } = context;
  const known = store.sql.get<{ id: string }>('SELECT id FROM teams WHERE lower(name) = lower(?)', name);
  return known?.id ?? createTeam(context, by, name).id;
};

const passwordOf = async (io: CommandIo, login: string): Promise<string> => {
  const password = Password.safeParse((await io.stdin()).replace(/\r?\n$/, ''));
  if (!password.success) throw new AppError('weak-password');
  refuseWeakPassword(password.data, login);
  return password.data;
};

const add = async (argv: readonly string[], io: CommandIo, context: Context): Promise<number> => {
  const { values } = parseWords(argv, {
    ...COMMON_OPTIONS,
    login: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    team: { type: 'string' },
    workspace: { type: 'string' },
    'password-stdin': { type: 'boolean' },
  });
  const login = Login.safeParse(required(values.login, '--login'));
  if (!login.success) throw new UsageError('--login is 2 to 40 of a–z, 0–9, dot, dash and underscore');
  const name = required(values.name, '--name');
  const role = roleOf(required(values.role, '--role'));
  const own = values['password-stdin'] === true ? await passwordOf(io, login.data) : null;
  const given = own ?? oneTimePassword();
  const by = authorOf(io);
  const password = await hashPassword(given, context.config.scryptLog2N);
  const id = context.store.transaction((tx) => {
    if (tx.get('SELECT 1 AS found FROM users WHERE login = ?', login.data) !== undefined) {
      throw new AppError('already-exists', { params: { name: login.data } });
    }
    if (workspaceName(tx) === null)
      createWorkspace(context, tx, { name: values.workspace ?? 'Sollecito', sample: false });
    const team = teamId(context, by, values.team);
    const user = insertUser(context, tx, { login: login.data, name, role, teamId: team, password });
    // Until its owner changes it, the password counts as given (people.ts).
    if (own === null) tx.run('UPDATE users SET password_changed_at = ? WHERE id = ?', GIVEN, user);
    context.audit.record(tx, { userId: by, action: 'user.create', subject: user, detail: { login: login.data, role } });
    tx.onCommit(context.switchboard.look);
    return user;
  });
  if (values.json === true) {
    io.out(
      JSON.stringify({ user: readUser(context.store.sql, id), ...(own === null ? { oneTimePassword: given } : {}) }),
    );
  } else {
    io.out(`${login.data} can sign in.${own === null ? ` Password, shown once: ${given}` : ''}`);
  }
  return 0;
};

const list = (argv: readonly string[], io: CommandIo, context: Context): number => {
  const { values } = parseWords(argv, COMMON_OPTIONS);
  const users = listUsers(context.store.sql, { role: 'administrator', teamId: null });
  if (values.json === true) io.out(JSON.stringify({ users }));
  else for (const user of users) io.out([user.login, user.role, user.name, user.disabledAt ?? ''].join('\t').trimEnd());
  return 0;
};

const enable = (enabled: boolean, argv: readonly string[], io: CommandIo, context: Context): number => {
  const { values } = parseWords(argv, { ...COMMON_OPTIONS, login: { type: 'string' } });
  const login = required(values.login, '--login');
  const found = context.store.sql.get<{ id: string }>('SELECT id FROM users WHERE login = ?', login.toLowerCase());
  if (found === undefined) throw new AppError('unknown-user', { params: { login } });
  const user = setUserEnabled(context, authorOf(io), found.id, enabled);
  if (values.json === true) io.out(JSON.stringify({ user }));
  else io.out(`${user.login} is ${enabled ? 'enabled' : 'disabled'}.`);
  return 0;
};

export const userCommand: WorkspaceCommand = {
  on: 'workspace',
  name: 'user',
  summary: 'adds, lists, disables and enables users',
  help: HELP,
  creates: ([verb]) => verb === 'add',
  run: async ([verb, ...argv], io, context) => {
    switch (verb) {
      case 'add':
        return add(argv, io, context);
      case 'list':
        return list(argv, io, context);
      case 'disable':
        return enable(false, argv, io, context);
      case 'enable':
        return enable(true, argv, io, context);
      default:
        throw new UsageError(`user wants add, list, disable or enable, not ${verb ?? 'nothing'}`);
    }
  },
};
