import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { AppError } from '../../../src-shared/contract/errors.ts';
import type { RecordingRow } from '../../../src-shared/contract/recording.ts';
import type { SessionUser } from '../../../src-shared/contract/session.ts';
import { mayListen } from '../../../src-shared/domain/recording-policy.ts';
import { refuseOthers } from '../assignment/own-cases.ts';
import type { Context } from '../context.ts';
import type { FileReply } from '../http/registration.ts';
import { readPolicy } from './policy.ts';
import { recordingKey } from './recording-keys.ts';
import { readRecording, type Recording, rowOf } from './rows.ts';
import { openSound, soundFile } from './sound-file.ts';

const isKept = ({ status }: Recording): boolean => status === 'finished' || status === 'torn';

/** Errors: `not-found`, `other-team`, `forbidden`. */
const refuse = ({ store }: Context, user: SessionUser, row: Recording): void => {
  if (user.role === 'leader') refuseOthers(store.sql, store.db, user, { caseId: row.case_id });
  const who = { role: user.role, ownTeam: true, ownCall: row.operator_id === user.id };
  if (!mayListen(readPolicy(store.sql), who)) throw new AppError('forbidden');
};

/**
 * The whole sound, proved to its last byte before any of it leaves, and written down in the audit first.
 * Errors: `not-found`, `other-team`, `forbidden`, `recording-damaged`.
 */
export const listenTo = async (context: Context, user: SessionUser, recordingId: string): Promise<FileReply> => {
  const { store, caseKeys, dataDir, audit } = context;
  const row = readRecording(store.sql, recordingId);
  refuse(context, user, row);
  const key = recordingKey(caseKeys, store.sql, row.id, row.case_id);
  if (!isKept(row) || key === null) throw new AppError('not-found', { params: { recording: recordingId } });
  const file = soundFile(dataDir, recordingId);
  const sound = existsSync(file) ? openSound(key, recordingId, await readFile(file)) : null;
  if (sound === null || !sound.closed || sound.pieces.length !== row.pieces) throw new AppError('recording-damaged');
  store.transaction((tx) =>
    audit.record(tx, {
      userId: user.id,
      action: 'recording.listen',
      subject: recordingId,
      caseId: row.case_id,
      detail: { seconds: Math.round(row.duration_ms / 1000) },
    }),
  );
  return { fileName: 'recording.webm', contentType: 'audio/webm', content: Buffer.concat(sound.pieces) };
};

/** The recordings of this operator's own calls about a case; none where the policy does not let operators listen. */
export const ownRecordings = (
  { store }: Context,
  user: SessionUser,
  caseId: string,
): (RecordingRow & { phoneId: string })[] => {
  const policy = readPolicy(store.sql);
  if (!mayListen(policy, { role: user.role, ownTeam: false, ownCall: true })) return [];
  return store.sql
    .all<Recording>('SELECT * FROM recordings WHERE case_id = ? AND operator_id = ? ORDER BY id', caseId, user.id)
    .filter(isKept)
    .map((row) => ({ ...rowOf(row, policy), phoneId: row.phone_id }));
};
