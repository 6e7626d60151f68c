import type { TrialProblem } from '../../../../src-shared/contract/telephony-settings.ts';

/** A step of the test that did not pass; `found` is what was seen (a status, a certificate's name), never a secret. */
export class TrialFailure extends Error {
  readonly problem: TrialProblem;
  readonly found: string;

  constructor(problem: TrialProblem, found = '') {
    super(problem);
    this.name = 'TrialFailure';
    this.problem = problem;
    this.found = found;
  }
}

export const codeOf = (error: unknown): string => {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : '';
};
