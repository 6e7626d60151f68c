import type { Socket } from 'node:net';
import {
  TRIAL_STEPS,
  type TrialProblem,
  type TrialStep,
  type TrialStepId,
} from '../../../../src-shared/contract/telephony-settings.ts';
import { readServerAddress } from '../../../../src-shared/domain/server-address.ts';
import { TrialFailure } from './failure.ts';
import { openSocket, openTls, openWebSocket, resolveName } from './reach.ts';
import { createSipClient, type SipLogin } from './sip-client.ts';

export type TrialPlan = { readonly server: string; readonly domain: string; readonly login: SipLogin | null };

/** No step takes longer; the next one is then not tried. */
const STEP_MS = 5_000;

/** What a step that took too long means, where it does not say so itself. */
const LATE: Readonly<Record<TrialStepId, TrialProblem>> = {
  name: 'name-unanswered',
  connect: 'connect-silent',
  tls: 'tls-not-spoken',
  socket: 'socket-not-websocket',
  options: 'silent',
  register: 'silent',
  unregister: 'silent',
};

export const waitingSteps = (): TrialStep[] =>
  TRIAL_STEPS.map((id) => ({ id, state: 'waiting', ms: null, found: '', problem: null }));

/**
 * Tries a server from here, step by step, and tells of each as it begins and ends. After a failure the rest is skipped.
 * What it registered it takes away again; where it cannot, the server forgets it within a minute.
 */
export const runTrial = async (
  plan: TrialPlan,
  tell: (step: TrialStep) => void,
  { signal, limitMs = STEP_MS }: { readonly signal: AbortSignal; readonly limitMs?: number },
): Promise<void> => {
  const address = readServerAddress(plan.server);
  if (!address.ok) throw new Error('the address was checked before');
  let failed = false;
  const open: { end: () => void }[] = [];
  const step = async <T>(
    id: TrialStepId,
    run: (signal: AbortSignal) => Promise<readonly [T, string]>,
  ): Promise<T | null> => {
    const one = { id, ms: null, found: '', problem: null } as const;
    if (failed || signal.aborted) {
      tell({ ...one, state: 'skipped' });
      return null;
    }
    tell({ ...one, state: 'running' });
    const began = performance.now();
    const took = (): number => Math.max(1, Math.round(performance.now() - began));
    const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)]);
    const late = new Promise<never>((_, reject) => {
      limit.addEventListener('abort', () => reject(new TrialFailure(LATE[id])), { once: true });
    });
    try {
      const [value, found] = await Promise.race([run(limit), late]);
      tell({ ...one, state: 'passed', ms: took(), found });
      return value;
    } catch (error) {
      failed = true;
      const failure = error instanceof TrialFailure && !limit.aborted ? error : new TrialFailure(LATE[id]);
      tell({ ...one, state: 'failed', ms: took(), found: failure.found, problem: failure.problem });
      return null;
    }
  };
  const skip = (id: TrialStepId): void => tell({ id, state: 'skipped', ms: null, found: '', problem: null });

  try {
    const ip = await step('name', async () => {
      const found = await resolveName(address.host);
      return [found, found];
    });
    const plain = await step('connect', async (limit) => {
      const socket = await openSocket(ip ?? '', address.port, limit);
      open.push({ end: () => socket.destroy() });
      return [socket, `${ip ?? ''}:${address.port}`];
    });
    let socket: Socket | null = plain;
    if (!address.tls) skip('tls');
    else if (plain === null) await step('tls', () => Promise.reject(new TrialFailure('tls-failed')));
    else {
      socket = await step('tls', async (limit) => {
        const secured = await openTls(plain, address.host, limit);
        return [secured.socket, secured.found];
      });
    }
    const client = await step('socket', async (limit) => {
      if (socket === null) throw new TrialFailure('connect-failed');
      const line = await openWebSocket(address.url, socket, limit);
      open.push({ end: () => line.terminate() });
      return [createSipClient(line, plan.domain), 'sip'];
    });
    await step('options', async (limit) => {
      const answer = await client?.options(limit);
      return [null, answer === undefined ? '' : `${answer.status} ${answer.reason}`.slice(0, 80)];
    });
    const { login } = plan;
    if (login === null || client === null) {
      skip('register');
      skip('unregister');
      return;
    }
    await step('register', async (limit) => {
      const { status, reason } = await client.register(login, 60, limit);
      return [null, `${status} ${reason}`.slice(0, 80)];
    });
    await step('unregister', async (limit) => {
      const { status, reason } = await client.register(login, 0, limit);
      return [null, `${status} ${reason}`.slice(0, 80)];
    });
  } finally {
    for (const { end } of open.toReversed()) end();
  }
};
