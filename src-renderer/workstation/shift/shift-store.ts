import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { newShift, PAUSE_REASONS, reduceShift, type PauseReason, type Shift, type ShiftEvent } from './shift-state.ts';

/** What one operator chose for his own day, on this computer. */
export type ShiftChoice = {
  /** After the outcome the next case shows the number it would call; it never calls by itself. */
  readonly nextMode: boolean;
};

const CHOICE: ShiftChoice = { nextMode: false };
/** What a new workspace has, until this one's settings are read. */
const WRAP_UP_S = 30;

type Kept = ShiftChoice & { readonly pause: PauseReason | null };

export type ShiftView = {
  readonly shift: Shift;
  readonly choice: ShiftChoice;
  /** Seconds after a call, as the workspace has them; 0 for none. */
  readonly wrapUpS: number;
};

export type ShiftStore = UseBoundStore<StoreApi<ShiftView>> & {
  readonly tell: (event: ShiftEvent) => void;
  readonly choose: (choice: Partial<ShiftChoice>) => void;
  /** The workspace's own length of the time after a call; a countdown that runs already keeps its own. */
  readonly learn: (wrapUpS: number) => void;
  /** Somebody's day begins: his own choices, and a pause that a reload must not end. Null: nobody is here. */
  readonly enter: (operatorId: string | null, at: string) => void;
};

const keyOf = (operatorId: string): string => `sollecito.${operatorId}.shift`;

const readKept = (storage: Pick<Storage, 'getItem'>, operatorId: string): Kept => {
  const found = ((): Partial<Kept> => {
    try {
      return (JSON.parse(storage.getItem(keyOf(operatorId)) ?? '{}') ?? {}) as Partial<Kept>;
    } catch {
      return {};
    }
  })();
  return {
    nextMode: found.nextMode === true,
    pause: PAUSE_REASONS.find((reason) => reason === found.pause) ?? null,
  };
};

/** The one place that knows how the operator stands. It is told of everything and sends nothing. */
export const createShiftStore = (storage: Pick<Storage, 'getItem' | 'setItem'>, at: string): ShiftStore => {
  const store = create<ShiftView>()(() => ({ shift: newShift(at), choice: CHOICE, wrapUpS: WRAP_UP_S }));
  let operator: string | null = null;
  const keep = (): void => {
    const { choice, shift } = store.getState();
    if (operator === null) return;
    try {
      storage.setItem(keyOf(operator), JSON.stringify({ ...choice, pause: shift.pause?.reason ?? null }));
    } catch {
      // A full storage costs a choice, not the work.
    }
  };
  const tell = (event: ShiftEvent): void => {
    const { shift } = store.getState();
    const next = reduceShift(shift, event);
    if (next === shift) return;
    store.setState({ shift: next });
    if (next.pause !== shift.pause) keep();
  };
  return Object.assign(store, {
    tell,
    choose: (choice: Partial<ShiftChoice>) => {
      store.setState((state) => ({ choice: { ...state.choice, ...choice } }));
      keep();
    },
    learn: (wrapUpS: number) => {
      if (wrapUpS !== store.getState().wrapUpS) store.setState({ wrapUpS });
    },
    enter: (operatorId: string | null, now: string) => {
      if (operatorId === operator) return;
      operator = operatorId;
      const { pause, ...choice } = operatorId === null ? { ...CHOICE, pause: null } : readKept(storage, operatorId);
      store.setState({ shift: newShift(now), choice });
      if (pause !== null) tell({ type: 'pause-asked', at: now, reason: pause });
    },
  });
};
