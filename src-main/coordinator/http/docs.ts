import type { FastifyInstance } from 'fastify';
import type { Route } from '../../../src-shared/contract/route.ts';
import { openApi, whoMay } from './openapi.ts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const STYLE = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2.5rem; border-bottom: 1px solid; padding-bottom: .25rem; text-transform: capitalize }
details { margin: .4rem 0 } summary { cursor: pointer }
code { font: 13px ui-monospace, monospace } .method { display: inline-block; width: 4.5rem; font-weight: 600 }
pre { overflow: auto; padding: .75rem; border: 1px solid; border-radius: 6px; font: 12px/1.45 ui-monospace, monospace }`;

const entry = (route: Route, operation: unknown): string => `<details>
<summary><code><span class="method">${route.method}</span>${escape(route.path)}</code> — ${escape(route.summary)}</summary>
<p>Who may: <strong>${escape(whoMay(route))}</strong></p>
<pre>${escape(JSON.stringify(operation, null, 2))}</pre>
</details>`;

/** A page to read: no script, nothing from outside. */
const page = (version: string, routes: readonly Route[], document: ReturnType<typeof openApi>): string => {
  const paths = document['paths'] as Record<string, Record<string, unknown>>;
  const groups = Map.groupBy(routes, (route) => route.path.split('/')[2] ?? 'api');
  const sections = [...groups].map(([name, of]) => {
    const entries = of.map((route) =>
      entry(route, paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()]),
    );
    return `<h2>${escape(name)}</h2>\n${entries.join('\n')}`;
  });
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sollecito API ${escape(version)}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/api/docs.css"></head><body>
<h1>Sollecito coordinator ${escape(version)}</h1>
<p>The same as data: <a href="/api/openapi.json">/api/openapi.json</a>. Every refusal is
<code>{"error": {"code", "recovery", "params"}}</code>.</p>
${sections.join('\n')}
</body></html>`;
};

export const registerDocs = (app: FastifyInstance, version: string, routes: readonly Route[]): void => {
  const made: { document: ReturnType<typeof openApi> | null } = { document: null };
  // Made at the first question: a start does not wait for it.
  const document = (): ReturnType<typeof openApi> => (made.document ??= openApi(version, routes));
  app.get('/api/openapi.json', (_request, reply) => reply.send(document()));
  app.get('/api/docs', (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page(version, routes, document())),
  );
  app.get('/api/docs.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(STYLE));
};
