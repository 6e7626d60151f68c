import { todayIn } from '../../../src-shared/domain/civil-date.ts';

/** Today where this screen is read; the coordinator checks again in the workspace's zone. */
export const today = (): string => todayIn(Intl.DateTimeFormat().resolvedOptions().timeZone, new Date().toISOString());
