import { AppError } from '../../../src-shared/contract/errors.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import {
  type AccountLine,
  type AccountMapping,
  type AccountPreview,
  type AccountProblem,
  SipUser,
} from '../../../src-shared/contract/telephony-settings.ts';
import type { Context } from '../context.ts';
import type { Sql } from '../store/store.ts';
import { guessColumns, sameWords } from './account-columns.ts';
import { type AccountInput, type AccountRow, operatorsOf, passwordOf, writeAccount } from './accounts.ts';
import { type CsvLine, readCsv } from './csv.ts';
import { tellWorkstations } from './tell.ts';

type Desk = Pick<SessionUser, 'id' | 'role' | 'teamId'>;
type File = { readonly text: string; readonly columns: AccountMapping | null };
type Read = { readonly shown: AccountLine; readonly input: AccountInput };

const NEEDED = ['operator', 'username', 'password'] as const;

/** What the file says, line by line, against the operators that the desk sees. Writes nothing. */
const readFile = (context: Context, sql: Sql, desk: Desk, file: File) => {
  const { header, lines } = readCsv(file.text);
  const operators = operatorsOf(sql, desk);
  const known = new Map<string, (typeof operators)[number][]>();
  for (const operator of operators) {
    const names = new Set([operator.login.toLowerCase(), sameWords(operator.name)]);
    for (const name of names) known.set(name, [...(known.get(name) ?? []), operator]);
  }
  const find = (text: string) => known.get(text.toLowerCase()) ?? known.get(sameWords(text)) ?? [];
  const columns = file.columns ?? guessColumns(header, lines, (text) => text !== '' && find(text).length > 0);
  const missing = NEEDED.filter((column) => {
    const at = columns[column];
    return at === null || at < 0 || at >= header.length;
  });
  const accounts = new Map(
    sql.all<AccountRow>('SELECT * FROM telephony_accounts').map((account) => [account.user_id, account]),
  );
  const owners = new Map([...accounts.values()].map(({ username, user_id }) => [username, user_id]));
  const inFile = new Set(lines.flatMap(({ fields }) => find(fields[columns.operator ?? -1] ?? '').map(({ id }) => id)));
  const seen = { operators: new Set<string>(), usernames: new Set<string>() };

  const readLine = ({ line, fields, quoteOpen }: CsvLine): Read => {
    const at = (place: number | null): string => (place === null ? '' : (fields[place] ?? ''));
    const operator = at(columns.operator);
    const username = at(columns.username);
    const password = at(columns.password);
    const found = find(operator);
    const person = found.length === 1 ? found[0] : undefined;
    const account = person === undefined ? undefined : accounts.get(person.id);
    const displayName = at(columns.displayName).slice(0, 100);
    const owner = owners.get(username);
    const problem = ((): AccountProblem | null => {
      if (quoteOpen) return 'quote-open';
      if (fields.length < header.length) return 'too-few-fields';
      if (operator === '') return 'operator-missing';
      if (found.length === 0) return 'operator-unknown';
      if (person === undefined) return 'operator-ambiguous';
      if (seen.operators.has(person.id)) return 'operator-repeated';
      if (username === '') return 'username-missing';
      if (!SipUser.safeParse(username).success) return 'username-wrong';
      if (seen.usernames.has(username)) return 'username-repeated';
      // Free again in the same file: its owner gets another one there.
      if (owner !== undefined && owner !== person.id && !inFile.has(owner)) return 'username-taken';
      if (password === '' || password.length > 200) return 'password-missing';
      return null;
    })();
    if (person !== undefined) seen.operators.add(person.id);
    if (username !== '') seen.usernames.add(username);
    const same =
      account !== undefined &&
      account.username === username &&
      account.display_name === displayName &&
      passwordOf(context, account) === password;
    const change = account === undefined ? 'new' : same ? 'same' : 'changed';
    const { id: userId = null, name = '' } = person ?? {};
    const shown = {
      line,
      operator: operator.slice(0, 120),
      userId,
      name,
      username: username.slice(0, 120),
      change,
      problem,
    } as const;
    return { shown, input: { username, password, displayName } };
  };
  return { header, columns, missing, read: missing.length > 0 ? [] : lines.map(readLine) };
};

/** Shows what a file would do; no password is in the answer. */
export const previewAccounts = (context: Context, desk: Desk, file: File): AccountPreview =>
  context.store.snapshot((sql) => {
    const { header, columns, missing, read } = readFile(context, sql, desk, file);
    return { header: [...header], columns, missing: [...missing], lines: read.map(({ shown }) => shown) };
  });

/** Takes a file's accounts, all or none. Errors: `telephony-file` with the number of lines that are wrong, `file-empty`. */
export const importAccounts = (context: Context, desk: Desk, file: File): number =>
  context.store.transaction((tx) => {
    const { read, missing } = readFile(context, tx, desk, file);
    const wrong = read.filter(({ shown }) => shown.problem !== null).length;
    if (wrong > 0 || missing.length > 0)
      throw new AppError('telephony-file', { params: { lines: wrong + missing.length } });
    if (read.length === 0) throw new AppError('file-empty');
    const changing = read.filter(({ shown }) => shown.change !== 'same');
    // Names may go from one to another: all of them are let go before the first is taken.
    for (const { shown } of changing) {
      tx.run('UPDATE telephony_accounts SET username = ? WHERE user_id = ?', `\n${shown.userId ?? ''}`, shown.userId);
    }
    for (const { shown, input } of changing) writeAccount(context, tx, shown.userId ?? '', input);
    const detail = { lines: read.length, changed: changing.length };
    context.audit.record(tx, { userId: desk.id, action: 'telephony.accounts-import', subject: 'telephony', detail });
    if (changing.length > 0) tellWorkstations(context, tx);
    return changing.length;
  });
