/**
 * How a piece of a recording travels, the same on both sides: WebCrypto in the renderer, node:crypto on the coordinator.
 *
 * secret = ECDH P-256 (a key pair made for this recording alone, the coordinator's key); key = HKDF-SHA-256(secret, salt =
 * empty, info), 256 bits. A piece = iv (12 bytes, random) ‖ AES-256-GCM ciphertext ‖ tag (16); the additional data says
 * which piece of which recording it is, so that pieces cannot be exchanged.
 */
export const RECORDING_INFO = 'sollecito-recording-v1';

export const pieceAad = (recordingId: string, no: number): string => `${recordingId}|${no}`;

/** A piece holds a few seconds of speech: some 20 kB. What is larger is none. */
export const PIECE_BYTES = 1024 * 1024;

/** The longest recording, in milliseconds; a call that goes on is not recorded beyond it. */
export const LONGEST_MS = 4 * 60 * 60_000;

/** Nothing heard for so long (pieces, or the word that it is paused): the recording is closed as torn. */
export const SILENT_MS = 120_000;
