import { recordingRoutes as routes } from '../../../src-shared/contract/recording.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { readWorkspace } from '../administration/workspace.ts';
import type { Context } from '../context.ts';
import { on, type Registration } from '../http/registration.ts';
import { listCalls } from './calls.ts';
import { closeOthersOf, closeRecording, destroyOutlived } from './close.ts';
import { listenTo, ownRecordings } from './listen.ts';
import { readPolicy, readPolicyDetail, savePolicy } from './policy.ts';
import { beginRecording, offersRecording, openOne, readPiece, takePiece } from './take.ts';

const OK = { ok: true as const };

/** Registrazione: whether calls may be recorded, their sound piece by piece, and who listens to it. */
export const recordingRoomRoutes = (context: Context): readonly Registration[] => [
  ...desk(context),
  ...workstation(context),
];

const desk = (context: Context): readonly Registration[] => [
  on(routes.readRecordingPolicy, () => context.store.snapshot(readPolicyDetail)),
  on(routes.saveRecordingPolicy, ({ user, body }) => {
    savePolicy(context, user.id, body);
    // Fewer days hold at once.
    destroyOutlived(context);
    return context.store.snapshot(readPolicyDetail);
  }),
  on(routes.listCalls, ({ user, query }) =>
    context.store.snapshot((sql) => listCalls(context.store, user, readWorkspace(sql).zone, query)),
  ),
  on(routes.ownRecordings, ({ user, params }) => ({ recordings: ownRecordings(context, user, params.caseId) })),
  on(routes.listen, ({ user, params }) => listenTo(context, user, params.recordingId)),
];

const workstation = (context: Context): readonly Registration[] => [
  on(routes.recordingOffer, ({ user, params }) => {
    const { sql } = context.store;
    if (!offersRecording(sql, params.caseId, user.id)) return { offer: null };
    return { offer: { question: readPolicy(sql).question, publicKey: context.keys.publicKey } };
  }),
  on(routes.beginRecording, async ({ user, body }) => {
    beginRecording(context, user.id, body);
    await closeOthersOf(context, user.id, body.recordingId);
    return OK;
  }),
  on(routes.sendRecordingPiece, async ({ user, params, query, stream }) => {
    const sealed = await readPiece(stream);
    return { next: await takePiece(context, user.id, { ...params, ms: query.ms, sealed }) };
  }),
  on(routes.holdRecording, ({ user, params }) => {
    const { id } = openOne(context.store.sql, params.recordingId, user.id);
    context.store.transaction((tx) =>
      tx.run('UPDATE recordings SET heard_at = ? WHERE id = ?', context.clock.now(), id),
    );
    return OK;
  }),
  on(routes.endRecording, async ({ user, params, body }) => {
    const row = openOne(context.store.sql, params.recordingId, user.id);
    if (row.pieces < body.pieces) throw new AppError('sequence-gap', { params: { expected: row.pieces } });
    await closeRecording(context, row.id, body.end);
    return OK;
  }),
];
