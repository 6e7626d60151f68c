import type { AmountsDraft } from './placement.ts';

/** What is known of each case of a file, by number, in arrays: a million objects would not fit the memory budget. */
export type CaseBook = {
  readonly add: (facts: CaseFacts) => void;
  readonly size: () => number;
  readonly flags: (index: number) => number;
  readonly flag: (index: number, bits: number) => void;
  readonly partyOf: (index: number) => number;
  /** The party's identity is a number, not only a name. */
  readonly nameHash: (index: number) => number;
  /** Adds an accepted row. `due` is the due date as a number (20260818), 0 for none. */
  readonly addRow: (index: number, amounts: AmountsDraft, due: number) => void;
  readonly rows: (index: number) => number;
  readonly amounts: (index: number) => AmountsDraft;
  readonly oldestDue: (index: number) => number;
};

export type CaseFacts = { readonly party: number; readonly nameHash: number; readonly flags: number };

export const CASE = { refused: 1, open: 2, closedBefore: 4, blocked: 8, warned: 16, strong: 32 } as const;

const COMPONENTS = 5;

export const createCaseBook = (expected = 1024): CaseBook => {
  let capacity = Math.max(expected, 1024);
  let size = 0;
  let flags = new Uint8Array(capacity);
  let parties = new Int32Array(capacity);
  let names = new Int32Array(capacity);
  let rows = new Int32Array(capacity);
  let due = new Int32Array(capacity);
  let cents = new Float64Array(capacity * COMPONENTS);

  const grow = (): void => {
    capacity *= 2;
    flags = wider(flags, new Uint8Array(capacity));
    parties = wider(parties, new Int32Array(capacity));
    names = wider(names, new Int32Array(capacity));
    rows = wider(rows, new Int32Array(capacity));
    due = wider(due, new Int32Array(capacity));
    cents = wider(cents, new Float64Array(capacity * COMPONENTS));
  };
  const plus = (at: number, value: number): void => void (cents[at] = (cents[at] ?? 0) + value);

  return {
    size: () => size,
    add: (facts) => {
      if (size === capacity) grow();
      flags[size] = facts.flags;
      parties[size] = facts.party;
      names[size] = facts.nameHash;
      size += 1;
    },
    flags: (index) => flags[index] ?? 0,
    flag: (index, bits) => void (flags[index] = (flags[index] ?? 0) | bits),
    partyOf: (index) => parties[index] ?? -1,
    nameHash: (index) => names[index] ?? 0,
    addRow: (index, amounts, dueOn) => {
      rows[index] = (rows[index] ?? 0) + 1;
      const known = due[index] ?? 0;
      if (dueOn !== 0 && (known === 0 || dueOn < known)) due[index] = dueOn;
      const at = index * COMPONENTS;
      plus(at, amounts.principal);
      plus(at + 1, amounts.interest);
      plus(at + 2, amounts.fees);
      plus(at + 3, amounts.other);
      plus(at + 4, amounts.total);
    },
    rows: (index) => rows[index] ?? 0,
    amounts: (index) => {
      const [principal = 0, interest = 0, fees = 0, other = 0, total = 0] = cents.subarray(
        index * COMPONENTS,
        (index + 1) * COMPONENTS,
      );
      return { principal, interest, fees, other, total };
    },
    oldestDue: (index) => due[index] ?? 0,
  };
};

const wider = <A extends Uint8Array | Int32Array | Float64Array>(from: A, to: A): A => {
  to.set(from);
  return to;
};

/** 32 bits of a text, for telling two names of one case apart. */
export const hash32 = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash | 0;
};
