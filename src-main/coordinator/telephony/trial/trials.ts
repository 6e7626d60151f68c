import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { SessionUser } from '../../../../src-shared/contract/session.ts';
import type { Trial, TrialInput, TrialStep } from '../../../../src-shared/contract/telephony-settings.ts';
import type { Context } from '../../context.ts';
import { newId } from '../../identity.ts';
import { passwordOf, readAccount, requireOperator } from '../accounts.ts';
import { runTrial, type TrialPlan, waitingSteps } from './run-trial.ts';
import type { SipLogin } from './sip-client.ts';

type Desk = Pick<SessionUser, 'id' | 'role' | 'teamId'>;

export type Trials = {
  /** Begins a test; a test of the same person's that is still going on is stopped. */
  readonly start: (desk: Desk, input: TrialInput) => Trial;
  readonly read: (userId: string, trialId: string) => Trial;
};

type Running = { readonly id: string; steps: TrialStep[]; over: boolean; readonly stop: () => void };

/** The tests of servers: one for each person, kept in memory until the next. */
export const createTrials = (context: Context): Trials => {
  const trials = new Map<string, Running>();
  const shown = ({ id, steps, over }: Running): Trial => ({ id, steps, over });

  const loginOf = (desk: Desk, account: Extract<TrialInput, { exchange: 'server' }>['account']): SipLogin | null => {
    if (account === null || 'username' in account) return account;
    requireOperator(context.store.sql, desk, account.userId);
    const kept = readAccount(context.store.sql, account.userId);
    const password = kept === undefined ? null : passwordOf(context, kept);
    if (kept === undefined || password === null) throw new AppError('telephony-password');
    return { username: kept.username, password };
  };
  const planOf = (desk: Desk, input: TrialInput): TrialPlan => {
    if (input.exchange === 'server') {
      return { server: input.server, domain: input.domain, login: loginOf(desk, input.account) };
    }
    const line = context.switchboard.testLine();
    if (line === null) throw new AppError('not-found', { params: { exchange: 'practice' } });
    return { server: line.server, domain: line.domain, login: line };
  };

  return {
    start: (desk, input) => {
      const plan = planOf(desk, input);
      context.store.transaction((tx) =>
        context.audit.record(tx, {
          userId: desk.id,
          action: 'telephony.test',
          subject: 'telephony',
          detail: { server: plan.server, registered: plan.login !== null },
        }),
      );
      trials.get(desk.id)?.stop();
      const stop = new AbortController();
      const trial: Running = { id: newId(), steps: waitingSteps(), over: false, stop: () => stop.abort() };
      trials.set(desk.id, trial);
      const tell = (step: TrialStep): void => {
        trial.steps = trial.steps.map((one) => (one.id === step.id ? step : one));
      };
      void runTrial(plan, tell, { signal: stop.signal })
        .catch((error: unknown) =>
          context.log.error({ name: error instanceof Error ? error.name : '' }, 'a test of the exchange ended badly'),
        )
        .finally(() => (trial.over = true));
      return shown(trial);
    },
    read: (userId, trialId) => {
      const trial = trials.get(userId);
      if (trial?.id !== trialId) throw new AppError('not-found');
      return shown(trial);
    },
  };
};
