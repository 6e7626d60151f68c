const MARK = 'cli:';

/** Stands where a user's id stands for what was typed at the command line; `account` is the operating system's. */
export const commandAuthor = (account: string): string => `${MARK}${account}`;

/** The account of what was typed at the command line; null where a user or the coordinator did it. */
export const accountOf = (author: string): string | null =>
  author.startsWith(MARK) ? author.slice(MARK.length) : null;
