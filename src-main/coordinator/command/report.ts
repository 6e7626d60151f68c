import { AppError } from '../../../src-shared/contract/errors.ts';
import { translate } from '../store/sqlite/errors.ts';
import { UsageError } from './command.ts';

/** What the command line adds to a code; the screens have their own sentences in two languages. */
const SENTENCES: Readonly<Record<string, string>> = {
  'data-dir-in-use': 'the data folder is in use by another process',
  'data-dir-missing': 'there is no workspace in the data folder',
  'disk-full': 'the disk is full; nothing was written',
  'backup-damaged': 'the backup is damaged or not complete; nothing was restored',
  'backup-newer': 'a newer version of the program made this backup; nothing was restored',
  'backup-key': 'the passphrase or the key does not open this backup',
  'not-found': 'it is not there',
  'unknown-creditor': 'there is no such creditor',
  'unknown-mandate': 'there is no such mandate',
  'unknown-user': 'there is no such user',
  'unknown-layout': 'there is no such layout',
  'already-exists': 'it exists already',
  'file-empty': 'the file is empty',
  'file-binary': 'the file is not text',
  'file-encoding': 'the bytes are not in the encoding that the file seems to have',
  'file-delimiter': 'no delimiter cuts the rows into columns',
  'file-truncated': 'the last line is cut short',
  'file-line-too-long': 'a line never seems to end',
  'file-repeated': 'the same file was loaded before',
  'file-control-totals': 'the sum of the rows is not that of the header or trailer record, in cents',
  'file-control-count': 'the number of rows is not that of the header or trailer record',
  'file-control-records': 'a header or trailer record is missing, doubled or out of place',
  'file-no-rows': 'the file has no rows to load',
  'layout-incomplete': 'the layout does not map everything that a case needs',
  'layout-mismatch': 'the file lacks columns of the layout',
  'mandate-closed': 'the mandate is closed',
  'return-file-damaged': 'the stored return file is no longer what was written; nothing was handed out',
  'batch-state': 'another batch is being written, or it was stopped',
  'weak-password': 'the password is too easy to guess (10 characters or more, not a common one)',
  'last-administrator': 'the last administrator cannot be disabled',
};

/** One line for a person: what happened and to what. */
export const reasonOf = (thrown: unknown): string => {
  const error = translate(thrown);
  if (error instanceof UsageError) return error.message;
  if (!(error instanceof AppError))
    return `unexpected error: ${error instanceof Error ? error.message : String(error)}`;
  const params = Object.entries(error.params).map(([name, value]) => `${name} ${value}`);
  const said = error.message === error.code ? SENTENCES[error.code] : error.message;
  const what = said === undefined ? error.code : `${error.code}: ${said}`;
  return params.length === 0 ? what : `${what} (${params.join(', ')})`;
};

export const exitCodeOf = (error: unknown): number => (error instanceof UsageError ? 2 : 1);

/** The same for programs. */
export const reportOf = (thrown: unknown): unknown => {
  const error = translate(thrown);
  return {
    error: {
      code: error instanceof UsageError ? 'usage' : error instanceof AppError ? error.code : 'internal',
      params: error instanceof AppError ? error.params : {},
      message: reasonOf(error),
    },
  };
};
