import { AppError } from '../../../../src-shared/contract/errors.ts';

const SQLITE_BUSY = 5;
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;
const SQLITE_CONSTRAINT = 19;
/** Extended results keep the primary one in the low byte. */
const primary = (error: unknown): number | null => {
  const code = (error as { errcode?: unknown }).errcode;
  return typeof code === 'number' ? code & 0xff : null;
};

export const isBusy = (error: unknown): boolean => primary(error) === SQLITE_BUSY;

/** The same of a file that is written beside the database: an upload, a draft, a report. */
const isFileWithoutRoom = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT'].includes(String((error as { code?: unknown } | null)?.code));

/**
 * A full disk reaches people as `disk-full`; everything else stays what it was. A short write shows up as an I/O error
 * on some file systems, so both count.
 */
export const translate = (error: unknown): unknown => {
  const code = primary(error);
  const noSpace =
    code === SQLITE_FULL || (code === SQLITE_IOERR && /full|space/i.test(String(error))) || isFileWithoutRoom(error);
  return noSpace ? new AppError('disk-full', { recovery: 'retry', cause: error }) : error;
};

/** The store itself failed (no room, no lock, a damaged disk), as against a statement that the data did not allow. */
export const isStorageTrouble = (error: unknown): boolean => {
  if (error instanceof AppError) return error.code === 'disk-full';
  const code = primary(error);
  return code !== null && code !== SQLITE_CONSTRAINT;
};
