import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';

/**
 * The baseline of the push bench: what is left when a durable outcome is only bytes. Takes a POST, puts its body into a
 * table, commits together with whoever else is waiting (WAL, synchronous=FULL, as the product does) and answers. Run
 * as `node bare-server.ts FILE`; prints its port.
 */
const database = new DatabaseSync(process.argv[2] ?? '');
database.exec(
  'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE log (seq INTEGER PRIMARY KEY, body TEXT)',
);
const insert = database.prepare('INSERT INTO log (body) VALUES (?)');

const GROUP_MAX = 256;
let waiting: { readonly body: string; readonly done: () => void }[] = [];
let scheduled = false;
const flush = (): void => {
  scheduled = false;
  const now = waiting.slice(0, GROUP_MAX);
  waiting = waiting.slice(GROUP_MAX);
  if (waiting.length > 0) schedule();
  database.exec('BEGIN IMMEDIATE');
  for (const { body } of now) insert.run(body);
  database.exec('COMMIT');
  for (const { done } of now) done();
};
const schedule = (): void => {
  if (scheduled) return;
  scheduled = true;
  setImmediate(flush);
};

const answer = JSON.stringify({ ok: true });
const server = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (text: string) => (body += text));
  request.on('end', () => {
    waiting.push({ body, done: () => response.setHeader('content-length', answer.length).end(answer) });
    schedule();
  });
});
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
process.once('SIGTERM', () => process.exit(0));
