/** The refused rows of a loaded placement, sealed: with the workspace in its backup, and gone with the batch. */
export const id = 5;
export const name = 'rejects';

export const sql = `
CREATE TABLE batch_rejects (
  batch_id TEXT NOT NULL, no INTEGER NOT NULL, box TEXT NOT NULL, PRIMARY KEY (batch_id, no)
) WITHOUT ROWID;
`;
