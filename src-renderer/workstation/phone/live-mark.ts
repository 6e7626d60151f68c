/**
 * That a call is going on, where a reload or a crash of the page finds it again. Only ids and moments: numbers and names
 * stay in the sealed store.
 */
export type LiveMark = {
  readonly operatorId: string;
  /** Under which its record is captured, whenever that is. */
  readonly opId: string;
  /** What the telephone calls it: recordings of it bear this name. */
  readonly phoneId: string;
  readonly caseId: string;
  readonly partyId: string;
  readonly contactPointId: string | null;
  readonly startedAt: string;
  readonly answeredAt: string | null;
  readonly direction: 'out' | 'in';
  /** The call was there at this instant. */
  readonly seenAt: string;
};

export type LiveMarks = {
  /** Each operator's own: whoever signs in after another leaves the other's call alone. */
  readonly read: (operatorId: string) => LiveMark | null;
  readonly write: (mark: LiveMark) => void;
  readonly clear: (operatorId: string) => void;
};

const keyOf = (operatorId: string): string => `sollecito.phone.live.${operatorId}`;

const isMark = (value: unknown): value is LiveMark => {
  const mark = value as Partial<Record<keyof LiveMark, unknown>> | null;
  return (
    typeof mark === 'object' &&
    mark !== null &&
    ['operatorId', 'opId', 'phoneId', 'caseId', 'partyId'].every(
      (name) => typeof Reflect.get(mark, name) === 'string',
    ) &&
    (mark.contactPointId === null || typeof mark.contactPointId === 'string') &&
    typeof mark.startedAt === 'string' &&
    typeof mark.seenAt === 'string' &&
    (mark.answeredAt === null || typeof mark.answeredAt === 'string') &&
    (mark.direction === 'out' || mark.direction === 'in')
  );
};

export const createLiveMarks = (storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): LiveMarks => ({
  read: (operatorId) => {
    try {
      const value: unknown = JSON.parse(storage.getItem(keyOf(operatorId)) ?? 'null');
      return isMark(value) ? value : null;
    } catch {
      return null;
    }
  },
  write: (mark) => {
    try {
      storage.setItem(keyOf(mark.operatorId), JSON.stringify(mark));
    } catch {
      // A full storage costs the note, not the call.
    }
  },
  clear: (operatorId) => storage.removeItem(keyOf(operatorId)),
});
