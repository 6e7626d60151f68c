export const id = 2;
export const name = 'telephony';

/** Accounts of the operators' telephones. Rows of `telephony_secrets` are only ever appended: see telephony/secrets.ts. */
export const sql = `
CREATE TABLE telephony_accounts (
  user_id TEXT PRIMARY KEY, username TEXT NOT NULL, display_name TEXT NOT NULL, box TEXT NOT NULL, changed_at TEXT NOT NULL
);
CREATE UNIQUE INDEX telephony_accounts_username ON telephony_accounts (username);
CREATE TABLE telephony_secrets (id TEXT PRIMARY KEY, salt TEXT NOT NULL);
`;
