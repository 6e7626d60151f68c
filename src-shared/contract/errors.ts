import { z } from 'zod';

/**
 * Every error that reaches a person. Each code has an Italian and an English sentence in the renderer's dictionaries
 * (`errors.<code>`) that says what happened and what to do next; a parity test fails when one is missing.
 */
export const ERROR_CODES = [
  'bad-request',
  'body-too-large',
  'unsupported-media',
  'not-signed-in',
  'session-expired',
  'wrong-credentials',
  'user-disabled',
  'too-many-attempts',
  'weak-password',
  'password-given',
  'forbidden',
  'not-found',
  'already-exists',
  'stale-version',
  'device-unknown',
  'device-forked',
  'sequence-gap',
  'wrong-epoch',
  'wire-version',
  'malformed-operation',
  'unreadable-operation',
  'unknown-case',
  'unknown-outcome',
  'outcome-incomplete',
  'identity-not-verified',
  'out-of-scope',
  'other-team',
  'unknown-creditor',
  'unknown-mandate',
  'unknown-batch',
  'unknown-layout',
  'unknown-user',
  'file-empty',
  'file-binary',
  'file-encoding',
  'file-delimiter',
  'file-truncated',
  'file-line-too-long',
  'file-repeated',
  'file-control-totals',
  'file-control-count',
  'file-control-records',
  'file-no-rows',
  'file-columns',
  'layout-incomplete',
  'layout-mismatch',
  'batch-worked',
  'batch-not-loaded',
  'batch-state',
  'payment-repeated',
  'payment-unknown-case',
  'payment-bad-amount',
  'payment-bad-date',
  'payment-already-reversed',
  'payment-before-placement',
  'payment-over-residual',
  'mandate-open-work',
  'mandate-closed',
  'return-file-damaged',
  'assignment-empty',
  'last-administrator',
  'team-has-members',
  'outcome-catalogue',
  'telephony-file',
  'telephony-password',
  'backup-damaged',
  'backup-key',
  'backup-newer',
  'data-dir-in-use',
  'data-dir-missing',
  'setup-done',
  'disk-full',
  'recording-off',
  'recording-consent',
  'recording-over',
  'recording-damaged',
  'offline',
  'coordinator-unreachable',
  'timeout',
  'storage-unavailable',
  'wrong-password-offline',
  'not-known-offline',
  'usage',
  'internal',
] as const;

export const ErrorCode = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** What the caller can do: try again, resynchronise, ask the person, or nothing. */
export type Recovery = 'retry' | 'resync' | 'user' | 'fatal';

/** `params` carries what the sentence names (line, field, file, expected number); never personal data. */
export const ErrorEnvelope = z.object({
  error: z.object({
    code: ErrorCode,
    recovery: z.enum(['retry', 'resync', 'user', 'fatal']),
    params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
    issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  }),
});
export type ErrorEnvelope = z.infer<typeof ErrorEnvelope>;

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly recovery: Recovery;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(
    code: ErrorCode,
    options: {
      recovery?: Recovery;
      params?: Readonly<Record<string, string | number>>;
      cause?: unknown;
      message?: string;
    } = {},
  ) {
    super(options.message ?? code, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.recovery = options.recovery ?? 'user';
    this.params = options.params ?? {};
  }
}
