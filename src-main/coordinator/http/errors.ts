import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { AppError, type ErrorEnvelope } from '../../../src-shared/contract/errors.ts';
import { translate } from '../store/sqlite/errors.ts';
import { statusOf } from './status.ts';

/** Input that does not fit the contract. Names the places and what was expected there, never what was sent. */
export class BadInput extends Error {
  readonly issues: readonly { readonly path: string; readonly message: string }[];

  constructor(error: z.ZodError, where: string) {
    super('input does not fit the contract');
    this.issues = error.issues.slice(0, 20).map((issue) => ({
      path: [where, ...issue.path.map(String)].join('.'),
      message: issue.code === 'custom' ? issue.message : issue.code,
    }));
  }
}

const FASTIFY_CODES: Readonly<Record<string, AppError>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new AppError('body-too-large'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new AppError('unsupported-media'),
};

/** Every error that leaves over HTTP has this one shape; what nobody foresaw is logged and says only `internal`. */
export const envelopeOf = (error: unknown, log: Logger): { status: number; body: ErrorEnvelope } => {
  if (error instanceof BadInput) {
    const body = { code: 'bad-request' as const, recovery: 'user' as const, params: {}, issues: [...error.issues] };
    return { status: 400, body: { error: body } };
  }
  const foreseen = translate(error);
  const known = foreseen instanceof AppError ? foreseen : known4xx(error);
  if (known === null) log.error({ err: error }, 'unexpected error');
  const { code, recovery, params } = known ?? new AppError('internal', { recovery: 'retry' });
  if (code === 'disk-full') log.error('the disk is full');
  return { status: statusOf(code), body: { error: { code, recovery, params: { ...params } } } };
};

const known4xx = (error: unknown): AppError | null => {
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const byCode = typeof code === 'string' ? FASTIFY_CODES[code] : undefined;
  if (byCode !== undefined) return byCode;
  // Unreadable JSON, a wrong length, a prototype key: the caller's doing, without personal detail.
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? new AppError('bad-request') : null;
};

export const sendError = (error: unknown, request: FastifyRequest, reply: FastifyReply, log: Logger): FastifyReply => {
  const { status, body } = envelopeOf(error, log);
  if (status >= 500) log.warn({ method: request.method, route: request.routeOptions.url, status }, 'request failed');
  return reply.code(status).type('application/json').send(body);
};
