import type { AssignmentMandate, Standing } from '../../../src-shared/contract/assignment.ts';
import type { Filter } from './filter.ts';

/** The standing of the chosen batch or mandate, or of all of them together. */
export const standingOf = (
  mandates: readonly AssignmentMandate[],
  { mandateId, batchId }: Pick<Filter, 'mandateId' | 'batchId'>,
): Standing => {
  const chosen = mandates.filter(({ id }) => mandateId === null || id === mandateId);
  const parts =
    batchId === null
      ? chosen.map(({ standing }) => standing)
      : chosen.flatMap(({ batches }) => batches.filter(({ id }) => id === batchId).map(({ standing }) => standing));
  const pile = (name: Exclude<keyof Standing, 'worked'>) => ({
    cases: parts.reduce((sum, part) => sum + part[name].cases, 0),
    residual: parts.reduce((sum, part) => sum + part[name].residual, 0),
  });
  return {
    all: pile('all'),
    unassigned: pile('unassigned'),
    assigned: pile('assigned'),
    blocked: pile('blocked'),
    elsewhere: pile('elsewhere'),
    worked: parts.reduce((sum, part) => sum + part.worked, 0),
  };
};
