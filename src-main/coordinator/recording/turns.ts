/** One after the other where they are about the same recording: a frame and the word that closes the file never cross. */
export type RecordingTurns = <T>(recordingId: string, work: () => Promise<T>) => Promise<T>;

export const createRecordingTurns = (): RecordingTurns => {
  const last = new Map<string, Promise<unknown>>();
  return async (recordingId, work) => {
    const before = last.get(recordingId) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(recordingId, mine);
    try {
      return await mine;
    } finally {
      if (last.get(recordingId) === mine) last.delete(recordingId);
    }
  };
};
