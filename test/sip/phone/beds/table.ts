/** The beds that the scenarios run on; each has a Playwright project of its own. */
export const BED_NAMES = ['practice', 'kamailio', 'asterisk'] as const;
export type BedName = (typeof BED_NAMES)[number];
export const isBedName = (name: string): name is BedName => BED_NAMES.some((known) => known === name);

/** What a bed cannot show, by the scenario's rule id, and why. Whatever does not stand here must hold on every bed. */
const WITHOUT: Readonly<Record<BedName, Readonly<Record<string, string>>>> = {
  // The scenarios of network.spec.ts are not among its: its far sides live in the exchange, on the same computer.
  practice: {
    'OS-13': 'the debtors live in the exchange, and go with it (OS-12)',
  },
  kamailio: {
    'TL-08': 'baresip 1.0.0 sends nothing before it answers',
    'TL-16': 'baresip 1.0.0 takes a REFER with Replaces for a call to place anew',
    'TL-34': 'the calls do not live in the proxy: they outlast it (TL-35)',
    'OS-08': 'as TL-16',
    'OS-12': 'as TL-34: OS-13',
  },
  asterisk: {
    'TL-10': 'a PBX plays music to whom the far side holds, and tells him nothing: AP-03',
    'TL-15': 'a PBX has let go of the far side when it hears that nobody takes over, and ends the call: AP-05',
    'TL-23': 'Asterisk waits half a minute for the ACK that the lost link took with it: AP-08',
    'TL-25': 'a PBX stands between: it speaks for a colleague who is gone until his sound is missed (rtp_timeout)',
    'TL-35': 'the calls live in the PBX and go with it (TL-34)',
    'OS-13': 'as TL-35: OS-12',
    'OS-21': 'it takes the 480 of its carrier for "nobody picked up", and says so',
  },
};

/** For a project's `grepInvert`: a title that no test has where nothing is left out. */
export const leftOut = (bed: BedName): RegExp =>
  new RegExp(`(?:^|\\s)(?:${[...Object.keys(WITHOUT[bed]), 'no such rule'].join('|')})\\b`, 'u');
