import { createServer } from 'node:http';
import { parseArgs } from 'node:util';

/**
 * Answers like a coordinator as far as the launcher can see: the same arguments, the same ready line, a server that
 * closes when asked to end. A workspace called `broken` makes it fail at once, one called `served` is
 * served by another, one called `silent` never gets ready,
 * and one called `deaf` ignores the request to end.
 */
const { values } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', default: '' },
    port: { type: 'string' },
    sample: { type: 'boolean' },
    json: { type: 'boolean' },
  },
});

if (values.data.endsWith('broken')) process.exit(3);
if (values.data.endsWith('served')) {
  const params = { pid: 1, url: 'http://127.0.0.1:4999' };
  process.stdout.write(`${JSON.stringify({ error: { code: 'data-dir-in-use', params, message: 'in use' } })}\n`);
  process.exit(1);
}
const server = createServer((request, response) => response.end(request.url));
server.listen(Number(values.port), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.stdout.write('not the ready line\n');
  if (values.data.endsWith('silent')) return;
  process.stdout.write(`${JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}`, pid: process.pid })}\n`);
});
process.on('SIGTERM', () => {
  if (values.data.endsWith('deaf')) return;
  server.close();
  server.closeAllConnections();
});
