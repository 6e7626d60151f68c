import { createServer } from 'node:http';
import path from 'node:path';
import express from 'express';
import expressPouchDB from 'express-pouchdb';
import PouchDB from 'pouchdb';

/**
 * The baseline of the first-sync bench: a CouchDB-like server on the disk, and a page on its own origin with PouchDB in
 * it. Run as `node serve.mjs FOLDER`; prints its port.
 */
const folder = process.argv[2] ?? '.';
const app = express();
const page = '<!doctype html><meta charset="utf-8"><title>bench</title><script src="/pouchdb.js"></script>';
app.get('/bench.html', (_request, response) => response.type('html').send(page));
app.get('/pouchdb.js', (_request, response) =>
  response.sendFile(path.join(import.meta.dirname, 'node_modules', 'pouchdb', 'dist', 'pouchdb.min.js')),
);
app.use(
  expressPouchDB(PouchDB.defaults({ prefix: `${folder}${path.sep}` }), {
    mode: 'minimumForPouchDB',
    inMemoryConfig: true,
    logPath: path.join(folder, 'log.txt'),
  }),
);
const server = createServer(app);
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
process.once('SIGTERM', () => process.exit(0));
