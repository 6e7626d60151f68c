/** The beds that the scenarios run on; each has a Playwright project of its own. */
export type BedName = 'practice';

/** What a bed cannot show, by the scenario's rule id, and why. Whatever does not stand here must hold on every bed. */
const WITHOUT: Readonly<Record<BedName, Readonly<Record<string, string>>>> = {
  practice: {},
};

/** For a project's `grepInvert`: a title that no test has where nothing is left out. */
export const leftOut = (bed: BedName): RegExp =>
  new RegExp(`(?:^|\\s)(?:${[...Object.keys(WITHOUT[bed]), 'no such rule'].join('|')})\\b`, 'u');
