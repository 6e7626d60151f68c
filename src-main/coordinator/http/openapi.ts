import { z } from 'zod';
import { ErrorEnvelope } from '../../../src-shared/contract/errors.ts';
import type { Route } from '../../../src-shared/contract/route.ts';

type Json = Readonly<Record<string, unknown>>;

/** `$schema` belongs to a whole document, not to a part of one. */
const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' });
  return rest;
};

const parametersOf = (schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] => {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
};

export const whoMay = (route: Pick<Route, 'roles'>): string =>
  typeof route.roles === 'string' ? route.roles : route.roles.join(', ');

const operationOf = (route: Route): Json => {
  const body = route.upload === true ? null : route.body;
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.path.split('/')[2] ?? 'api'],
    description: `Who may: ${whoMay(route)}.`,
    security: route.roles === 'public' ? [] : [route.roles === 'device' ? { device: [] } : { session: [] }],
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.upload === true
      ? { requestBody: { required: true, content: { 'application/octet-stream': {} } } }
      : body === undefined || body === null
        ? {}
        : { requestBody: { required: true, content: { 'application/json': { schema: jsonSchema(body, 'input') } } } }),
    responses: {
      200: {
        description: 'Done',
        content:
          route.reply === 'file'
            ? { 'application/octet-stream': {} }
            : { 'application/json': { schema: jsonSchema(route.response, 'output') } },
      },
      default: {
        description: 'Refused: the code says why, the recovery what helps',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
      },
    },
  };
};

/** OpenAPI 3.1 from the very objects that the server registers and the renderer calls. */
export const openApi = (version: string, routes: readonly Route[]): Json => {
  const paths: Record<string, Record<string, Json>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Sollecito coordinator', version },
    paths,
    components: {
      schemas: { Error: jsonSchema(ErrorEnvelope, 'output') },
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'Token answered by POST /api/session' },
        device: { type: 'apiKey', in: 'header', name: 'authorization', description: 'Device <credential>' },
      },
    },
  };
};
