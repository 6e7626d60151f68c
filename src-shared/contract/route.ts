import type { z } from 'zod';
import type { Role } from './basics.ts';

/**
 * One HTTP route as data: the coordinator registers it, the renderer calls it, the OpenAPI page and the role × route
 * refusal tests are made from it.
 *
 * `roles`: 'public' needs nothing; 'device' needs the device's own credential; 'session' any signed-in user; a list
 * names the roles that may. `reply: 'file'` answers bytes instead of JSON; `upload: true` takes a raw stream as body.
 */
export type Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = {
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/api/${string}`;
  readonly roles: 'public' | 'device' | 'session' | readonly Role[];
  readonly summary: string;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly response: R;
  readonly reply?: 'file';
  readonly upload?: boolean;
  /**
   * The answer shows debtors: who looked is in the audit. `draft`: those of one file, and what the body asks (a layout
   * that is being written) makes no other look of it.
   */
  readonly shows?: 'debtors' | 'draft';
};

/** Keeps the literal types: a handler and a caller see this route's own params, query, body and roles. */
export const defineRoute = <const R extends Route>(route: R): R => route;
