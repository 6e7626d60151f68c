import { openSamples } from '../e2e/fixtures/sample-copies.ts';
import { ensureBuilt } from './built.ts';

/** Before the first browser test of a run; what it answers runs after the last one. */
// oxlint-disable-next-line import/no-default-export -- Playwright wants the set-up of a run as a file's default.
export default async (): Promise<Awaited<ReturnType<typeof openSamples>>> => {
  await ensureBuilt('renderer', 'coordinator');
  return openSamples();
};
