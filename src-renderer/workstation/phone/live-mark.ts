/**
 * That a call is going on, where a reload or a crash of the page finds it again. Only ids and moments: numbers and names
 * stay in the sealed store.
 */
export type LiveMark = {
  readonly caseId: string;
  readonly startedAt: string;
  readonly answeredAt: string | null;
  readonly direction: 'out' | 'in';
  /** The call was there at this instant. */
  readonly seenAt: string;
};

export type LiveMarks = {
  readonly read: () => LiveMark | null;
  readonly write: (mark: LiveMark) => void;
  readonly clear: () => void;
};

const KEY = 'sollecito.phone.live';

const isMark = (value: unknown): value is LiveMark => {
  const mark = value as Partial<Record<keyof LiveMark, unknown>> | null;
  return (
    typeof mark === 'object' &&
    mark !== null &&
    typeof mark.caseId === 'string' &&
    typeof mark.startedAt === 'string' &&
    typeof mark.seenAt === 'string' &&
    (mark.answeredAt === null || typeof mark.answeredAt === 'string') &&
    (mark.direction === 'out' || mark.direction === 'in')
  );
};

export const createLiveMarks = (storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): LiveMarks => ({
  read: () => {
    try {
      const value: unknown = JSON.parse(storage.getItem(KEY) ?? 'null');
      return isMark(value) ? value : null;
    } catch {
      return null;
    }
  },
  write: (mark) => {
    try {
      storage.setItem(KEY, JSON.stringify(mark));
    } catch {
      // A full storage costs the note, not the call.
    }
  },
  clear: () => storage.removeItem(KEY),
});
