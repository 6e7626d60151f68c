import {
  CLOSING_LINES_SHOWN,
  closingRoutes as routes,
  type ClosingPreview,
} from '../../../src-shared/contract/closing.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { refuseOthers } from '../assignment/own-cases.ts';
import type { Context } from '../context.ts';
import { on, type Registration } from '../http/registration.ts';
import type { Sql } from '../store/store.ts';
import { closeMandate } from './close.ts';
import { listClosings, readBytes, readFileOf } from './list.ts';
import { readMandate } from './mandate.ts';
import { produce, type Produced } from './produce.ts';
import { collectedOf } from './return-line.ts';

const CSV = 'text/csv';

/** Chiusura: what would go back, the closing, and the file as often as it is asked for. */
export const closingRoomRoutes = (context: Context): readonly Registration[] => {
  const { store, clock } = context;
  return [
    on(routes.closings, () => ({ mandates: store.snapshot(listClosings) })),
    on(routes.previewClosing, ({ user, params }) =>
      store.snapshot((sql) => {
        refuseOthers(sql, store.db, user, params);
        return preview(sql, params.mandateId, clock.now());
      }),
    ),
    on(routes.draftReturnFile, ({ user, params }) => {
      refuseOthers(store.sql, store.db, user, params);
      const { fileName, bytes } = store.snapshot((sql) => draft(sql, params.mandateId, clock.now()));
      return { fileName: `BOZZA_${fileName}`, contentType: CSV, content: bytes };
    }),
    on(routes.closeMandate, ({ user, params, body }) => {
      refuseOthers(store.sql, store.db, user, params);
      return closeMandate(context, user, params.mandateId, body);
    }),
    on(routes.returnFile, ({ user, params }) => {
      const file = readBytes(store.sql, params.fileId);
      if (file === null) throw new AppError('not-found', { params: { file: params.fileId } });
      refuseOthers(store.sql, store.db, user, file);
      store.transaction((tx) =>
        context.audit.record(tx, {
          userId: user.id,
          action: 'mandate.return-file',
          subject: params.fileId,
          detail: { sha256: file.sha256 },
        }),
      );
      return { fileName: file.fileName, contentType: CSV, content: file.bytes };
    }),
  ];
};

/** A closed mandate is shown as of its closing. */
const draft = (sql: Sql, mandateId: string, now: string): Produced => {
  const mandate = readMandate(sql, mandateId);
  const closed = sql.get<{ closed_at: string | null }>('SELECT closed_at FROM mandates WHERE id = ?', mandateId);
  return produce(sql, mandate, closed?.closed_at ?? now);
};

const preview = (sql: Sql, mandateId: string, now: string): ClosingPreview => {
  const { id, code, title, creditor, endsOn } = readMandate(sql, mandateId);
  const { fileName, openWork, lines, ...produced } = draft(sql, mandateId, now);
  // Of a closed mandate the sums of the file that was sent, whatever promises have become since.
  const totals = readFileOf(sql, mandateId)?.totals ?? produced.totals;
  return {
    mandate: { id, code, title, creditor, endsOn },
    fileName,
    totals,
    openWork,
    lines: lines.slice(0, CLOSING_LINES_SHOWN).map(({ line }) => ({
      caseId: line.caseId,
      caseNumber: line.caseNumber,
      debtor: line.debtor,
      class: line.class,
      reason: line.reason,
      attempts: line.attempts,
      conversations: line.conversations,
      lastOutcome: line.lastOutcome,
      entrusted: line.entrusted,
      collected: collectedOf(line),
      residual: line.residual,
    })),
  };
};
