import { WIRE_VERSION } from '../../src-shared/contract/basics.ts';
import { AppError } from '../../src-shared/contract/errors.ts';
import {
  OPERATION_BODIES,
  type Operation,
  type OperationBody,
  type OperationKind,
} from '../../src-shared/contract/operations.ts';
import type { JournalRecord } from './databases.ts';
import { operationOf, type Journal } from './journal.ts';
import { sealJson, unsealJson, type OperationSealer } from './seal.ts';
import { uuid7 } from './uuid7.ts';

export type CaptureDeps = {
  readonly journal: Pick<Journal, 'append'>;
  readonly dataKey: CryptoKey;
  readonly seal: OperationSealer;
  readonly operatorId: string;
  /** `state.version` of the case as the operator sees it, or null where he does not have it. */
  readonly versionOf: (caseId: string) => number | null;
  readonly now: () => number;
  readonly clockOffsetMs: () => number;
};

const ownAad = (opId: string): string => `own|${opId}`;

/**
 * Makes an operation durable on this computer. Errors: `unknown-case` where the case is not here, `malformed-operation`
 * where the body is not what the contract says (nothing that the coordinator must refuse enters the journal).
 */
export async function captureOperation<K extends OperationKind>(
  deps: CaptureDeps,
  kind: K,
  caseId: string,
  body: OperationBody<K>,
  opId?: string,
): Promise<Operation> {
  // A call of no case has no state that it could be ahead of.
  const baseVersion = kind === 'stray-call' ? 0 : deps.versionOf(caseId);
  if (baseVersion === null) throw new AppError('unknown-case');
  const checked = OPERATION_BODIES[kind].safeParse(body);
  if (!checked.success) throw new AppError('malformed-operation', { cause: checked.error });
  const now = deps.now();
  const head = {
    opId: opId ?? uuid7(now),
    operatorId: deps.operatorId,
    kind,
    caseId,
    baseVersion,
    leaseToken: null,
    occurredAt: new Date(now).toISOString(),
    clockOffsetMs: deps.clockOffsetMs(),
    wireVersion: WIRE_VERSION,
  };
  const [sealed, own] = await Promise.all([
    deps.seal(head, checked.data),
    sealJson(deps.dataKey, checked.data, ownAad(head.opId)),
  ]);
  return operationOf(await deps.journal.append({ head, sealed, own }), checked.data);
}

/** A journal record's operation, or null where another data key sealed it (its delivery does not need this key). */
export async function openRecord(record: JournalRecord, dataKey: CryptoKey): Promise<Operation | null> {
  const body = await unsealJson(dataKey, record.own, ownAad(record.opId)).catch(() => null);
  return body === null ? null : operationOf(record, body);
}
