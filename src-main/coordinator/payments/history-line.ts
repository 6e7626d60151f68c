import type { HistoryEntry } from '../../../src-shared/contract/entities.ts';
import type { Context } from '../context.ts';
import { newId } from '../identity.ts';
import type { Tx } from '../store/store.ts';
import { writeActivity } from '../work/write-state.ts';

type Line = {
  readonly caseId: string;
  readonly kind: HistoryEntry['kind'];
  /** Who did it. */
  readonly userId: string;
  readonly code?: string;
  readonly text?: string;
  readonly params: HistoryEntry['params'];
};

/** A line of a case's history for what a leader did now. */
export const addLine = (context: Context, tx: Tx, { code, text, ...line }: Line): void =>
  writeActivity(tx, {
    ...line,
    id: newId(context.clock.ms()),
    seq: context.store.nextSeq(tx),
    at: context.clock.now(),
    code: code ?? null,
    text: text ?? '',
    disposition: 'applied',
  });
