/** The beds that the scenarios run on; each has a Playwright project of its own. */
export type BedName = 'practice' | 'kamailio';

/** What a bed cannot show, by the scenario's rule id, and why. Whatever does not stand here must hold on every bed. */
const WITHOUT: Readonly<Record<BedName, Readonly<Record<string, string>>>> = {
  // The scenarios of network.spec.ts are not among its: its far sides live in the exchange, on the same computer.
  practice: {},
  kamailio: {
    'TL-08': 'baresip 1.0.0 sends nothing before it answers',
    'TL-16': 'baresip 1.0.0 takes a REFER with Replaces for a call to place anew',
    'TL-25': 'to a browser whose socket is gone the proxy answers 500, and cannot say whether it will be back',
    'TL-34': 'the calls do not live in the proxy: they outlast it (TL-35)',
  },
};

/** For a project's `grepInvert`: a title that no test has where nothing is left out. */
export const leftOut = (bed: BedName): RegExp =>
  new RegExp(`(?:^|\\s)(?:${[...Object.keys(WITHOUT[bed]), 'no such rule'].join('|')})\\b`, 'u');
