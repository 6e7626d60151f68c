import { WIRE_VERSION } from '../../../src-shared/contract/basics.ts';
import {
  type Operation,
  OPERATION_BODIES,
  type OperationHead,
  SealedOperation,
} from '../../../src-shared/contract/operations.ts';
import type { PushedOperation } from '../../../src-shared/contract/sync.ts';
import type { Unseal } from './unseal.ts';

/** What a pushed operation turned out to be: readable, or a fact nevertheless, with the reason why it is not. */
export type Read =
  | { readonly ok: true; readonly op: Operation; readonly head: OperationHead }
  | {
      readonly ok: false;
      readonly code: 'malformed-operation' | 'unreadable-operation' | 'wire-version';
      readonly head: OperationHead | null;
    };

/** Device clocks are shown and corrected, never refused; but an instant must be one. */
const OLDEST_WIRE_VERSION = Math.max(0, WIRE_VERSION - 1);

/** Unseals and checks one operation. Never throws: whatever came is recorded. */
export const readOperation = (pushed: PushedOperation, unseal: Unseal): Read => {
  const parsed = SealedOperation.safeParse(pushed);
  if (!parsed.success) return { ok: false, code: 'malformed-operation', head: null };
  const { sealed: _, ...head } = parsed.data;
  if (head.wireVersion < OLDEST_WIRE_VERSION) return { ok: false, code: 'wire-version', head };
  let content: unknown;
  try {
    content = unseal.body(parsed.data);
  } catch {
    return { ok: false, code: 'unreadable-operation', head };
  }
  const body = OPERATION_BODIES[head.kind].safeParse(content);
  if (!body.success) return { ok: false, code: 'malformed-operation', head };
  return { ok: true, head, op: { ...head, body: body.data } as Operation };
};
