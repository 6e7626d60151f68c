import { AppError } from '../../../src-shared/contract/errors.ts';
import { recordingRoutes, type RecordingEnd } from '../../../src-shared/contract/recording.ts';
import { pieceAad, RECORDING_INFO } from '../../../src-shared/domain/recording-seal.ts';
import { toBase64Url } from '../../../src-shared/sync/seal-format.ts';
import type { Api } from '../../app/api.ts';
import { sealBytes, sharedKey } from '../../offline/seal.ts';
import { createPieceSender } from './piece-sender.ts';
import type { Piece } from './sound-recorder.ts';

export type Upload = {
  /** False where no more is taken (piece-sender.ts). The piece is sealed first, and the clear bytes are let go. */
  readonly add: (piece: Piece) => Promise<boolean>;
  /** The recording is paused and goes on later. */
  readonly alive: () => void;
  /** Everything that waits, then the word that it is over. What cannot be said any more the coordinator finds by itself. */
  readonly end: (end: RecordingEnd) => Promise<void>;
};

export type UploadDeps = {
  readonly api: Pick<Api, 'call' | 'upload'>;
  readonly later: (ms: number, run: () => void) => void;
  readonly onRefused: () => void;
};

export type NewRecording = {
  readonly recordingId: string;
  readonly caseId: string;
  readonly phoneId: string;
  readonly consentOpId: string;
  readonly publicKey: string;
};

const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;
/** A cut network tells nobody: what takes longer is sent again. */
const PIECE_LIMIT_MS = 15_000;
const END_TRIES = 5;
const END_WAIT_MS = 2000;

/**
 * Begins a recording at the coordinator: a pair of keys for it alone, whose private half never leaves this memory.
 * Errors: those of the route; `recording-consent` where the consent is still on its way.
 */
export const prepareUpload = async (
  { api, later, onRefused }: UploadDeps,
  recording: NewRecording,
): Promise<{ readonly begin: () => Promise<Upload> }> => {
  const { recordingId, caseId, phoneId, consentOpId, publicKey } = recording;
  const pair = await crypto.subtle.generateKey(CURVE, false, ['deriveBits']);
  const key = await sharedKey(pair.privateKey, publicKey, RECORDING_INFO);
  const epk = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  const params = { recordingId };
  const upload = (): Upload => {
    let sealed = 0;
    const sender = createPieceSender({
      send: async (no, box, ms) => {
        const file = new Blob([box]);
        const args = { params: { recordingId, no }, query: { ms } };
        await api.upload(
          recordingRoutes.sendRecordingPiece,
          args,
          file,
          undefined,
          AbortSignal.timeout(PIECE_LIMIT_MS),
        );
      },
      later,
      onRefused,
    });
    const sayEnd = async (pieces: number, end: RecordingEnd, tries: number): Promise<void> => {
      try {
        await api.call(recordingRoutes.endRecording, { params, body: { pieces, end } });
      } catch (error) {
        if (tries <= 1 || (error instanceof AppError && error.recovery !== 'retry')) return;
        await new Promise<void>((resolve) => later(END_WAIT_MS, resolve));
        await sayEnd(pieces, end, tries - 1);
      }
    };
    return {
      add: async ({ bytes, ms }) => {
        const no = sealed;
        sealed += 1;
        return sender.add({ sealed: await sealBytes(key, bytes, pieceAad(recordingId, no)), ms });
      },
      alive: () => void api.call(recordingRoutes.holdRecording, { params }).catch(() => undefined),
      end: async (end) => {
        const pieces = await sender.drained();
        if (pieces !== null) await sayEnd(pieces, end, END_TRIES);
      },
    };
  };
  return {
    begin: async () => {
      await api.call(recordingRoutes.beginRecording, { body: { recordingId, caseId, phoneId, consentOpId, epk } });
      return upload();
    },
  };
};
