import type { CaseState, FlagName, Lattice, PartyState } from '../contract/entities.ts';

/** What a leader has looked at no longer outranks what operators hear from now on. */
const SETTLED: readonly (Lattice | null)[] = ['paid', 'dispute', 'stop'];

/** A leader puts a case back to work: whatever suspended it, it is called from `at` on. Nothing where it is closed. */
export function resumeCase(state: CaseState, { at, zone }: { readonly at: string; readonly zone: string }): CaseState {
  if (state.closed !== null) return state;
  const version = state.version + 1;
  return {
    ...state,
    suspended: null,
    lattice: SETTLED.includes(state.lattice) ? 'contact' : state.lattice,
    next: { kind: 'call', at, zone, reason: 'resumed' },
    version,
    lastBy: null,
    runStart: version,
  };
}

/** Takes away what stood against contacting a person; the same party where nothing of it did. */
export function liftFlags(party: PartyState, lift: readonly FlagName[]): PartyState {
  const standing = lift.filter((flag) => party.flags[flag] !== null);
  if (standing.length === 0) return party;
  return { ...party, flags: { ...party.flags, ...Object.fromEntries(standing.map((flag) => [flag, null])) } };
}
