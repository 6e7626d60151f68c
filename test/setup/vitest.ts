import { ensureBuilt } from './built.ts';

/** Before the tests of a project that starts worker threads or whole coordinators: both run from the build. */
export const setup = (): Promise<void> => ensureBuilt('coordinator');
