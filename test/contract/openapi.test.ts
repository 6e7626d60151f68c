import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../src-shared/contract/errors.ts';
import { inHouse } from '../integration/coordinator/house.ts';

type Operation = { operationId: string; security: object[]; requestBody?: object; responses: Record<string, object> };
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object> };
};

describe('the description of the API', () => {
  it(
    'CO-18 it has every registered route once, with who may call it, what goes in and what comes out',
    inHouse(async ({ call, registrations }) => {
      const { body } = await call('GET', '/api/openapi.json');
      const document = body as unknown as Document;
      expect(document.openapi).toBe('3.1.0');
      const described = Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method.toUpperCase()} ${path}`),
      );
      const registered = registrations.map(
        ({ route }) => `${route.id} ${route.method} ${route.path.replaceAll(/:(\w+)/g, '{$1}')}`,
      );
      expect(described.toSorted()).toEqual(registered.toSorted());
      for (const { route } of registrations) {
        const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
        const operation = document.paths[path]?.[route.method.toLowerCase()];
        expect(operation?.security, route.id).toHaveLength(route.roles === 'public' ? 0 : 1);
        const takes = route.upload === true || 'body' in route;
        expect(operation?.requestBody !== undefined, route.id).toBe(takes);
        expect(operation?.responses).toHaveProperty('200');
        expect(operation?.responses).toHaveProperty('default');
      }
    }),
  );

  it(
    'CO-18 its error codes are the contract’s, and no reference of it leads nowhere',
    inHouse(async ({ call }) => {
      const { text, body } = await call('GET', '/api/openapi.json');
      const document = body as unknown as Document;
      expect(JSON.stringify(document.components.schemas['Error'])).toContain(ERROR_CODES.at(-1));
      for (const [, pointer] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
        const found = (pointer ?? '')
          .split('/')
          .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
        expect(found, pointer).toBeDefined();
      }
    }),
  );

  it(
    'CO-19 the page to read lists every route, runs no script and loads nothing from elsewhere',
    inHouse(async ({ call, registrations }) => {
      const { text, status } = await call('GET', '/api/docs');
      expect(status).toBe(200);
      for (const { route } of registrations) expect(text).toContain(route.path);
      expect(text).not.toMatch(/<script|https?:\/\/(?!json-schema\.org)[^"<\s]+\.(?:js|css)/);
      const links = [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, link]) => link);
      expect(new Set(links)).toEqual(new Set(['/api/docs.css', '/api/openapi.json']));
    }),
  );
});
