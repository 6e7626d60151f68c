/** What the leader may filter by is read from the index, however many cases there are. */
export const id = 4;
export const name = 'products';

export const sql = `
CREATE INDEX cases_product ON cases (batch_id, product) WHERE closed_class IS NULL;
`;
