import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { sql as schema } from '../../src-main/coordinator/store/migrations/0001-initial.ts';

/** The tables that a placement fills, parents first. */
const TABLES = ['parties', 'person_links', 'contact_points', 'cases', 'case_parties', 'positions', 'search_tokens'];
/** Rows of one transaction: big ones, as a program does that nobody else waits for. */
const TOGETHER = 50_000;

/**
 * The baseline of the load bench: rows that are already normalised go from one database into another with the same
 * schema and indexes, one INSERT each, in the order in which the first has them. Run as `node bare-insert.ts FROM TO`;
 * prints rows and seconds as JSON.
 */
const [from = '', to = ''] = process.argv.slice(2);
const source = new DatabaseSync(from, { readOnly: true });
const target = new DatabaseSync(to);
target.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536');
target.exec(schema);

const copy = (table: string): number => {
  const columns = source.prepare(`PRAGMA table_info(${table})`).all().length;
  const insert: StatementSync = target.prepare(`INSERT INTO ${table} VALUES (${Array(columns).fill('?').join(', ')})`);
  const rows = source.prepare(`SELECT * FROM ${table}`);
  rows.setReturnArrays(true);
  let count = 0;
  target.exec('BEGIN');
  for (const row of rows.iterate() as Iterable<unknown> as Iterable<(string | number | null)[]>) {
    insert.run(...row);
    count += 1;
    if (count % TOGETHER === 0) target.exec('COMMIT; BEGIN');
  }
  target.exec('COMMIT');
  return count;
};

const begun = performance.now();
const rows = TABLES.map((table) => copy(table)).reduce((sum, count) => sum + count, 0);
console.log(JSON.stringify({ rows, seconds: (performance.now() - begun) / 1000 }));
