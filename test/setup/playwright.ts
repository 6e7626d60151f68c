import { openSamples } from '../e2e/fixtures/sample-copies.ts';

/** Before the first browser test of a run; what it answers runs after the last one. */
// oxlint-disable-next-line import/no-default-export -- Playwright wants the set-up of a run as a file's default.
export default openSamples;
