import { useEffect, useRef, useState } from 'react';
import {
  type Trial,
  type TrialInput,
  telephonySettingsRoutes,
} from '../../../../src-shared/contract/telephony-settings.ts';
import { useApp } from '../../../app/context.tsx';
import { trySocket } from './try-socket.ts';

export type BrowserStep = {
  readonly state: 'waiting' | 'running' | 'passed' | 'failed' | 'skipped';
  readonly ms: number | null;
};

export type TrialRun = {
  readonly trial: Trial;
  /** What this page tried itself, after the coordinator. */
  readonly browser: BrowserStep;
  readonly over: boolean;
};

const LOOK_MS = 150;
const WAITING: BrowserStep = { state: 'waiting', ms: null };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Runs a test and shows it step by step. A second one ends the first; leaving the screen ends the watching. */
export const useTrial = () => {
  const { api } = useApp();
  const [run, setRun] = useState<TrialRun | null>(null);
  const [error, setError] = useState<unknown>(null);
  const turn = useRef(0);
  useEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );
  const start = async (input: TrialInput, server: string | null): Promise<void> => {
    turn.current += 1;
    const mine = turn.current;
    const show = (next: TrialRun): void => {
      if (turn.current === mine) setRun(next);
    };
    setError(null);
    setRun(null);
    try {
      let trial = await api.call(telephonySettingsRoutes.startTrial, { body: input });
      show({ trial, browser: WAITING, over: false });
      while (!trial.over && turn.current === mine) {
        await pause(LOOK_MS);
        trial = await api.call(telephonySettingsRoutes.readTrial, { params: { trialId: trial.id } });
        show({ trial, browser: WAITING, over: false });
      }
      const reached = trial.steps.find(({ id }) => id === 'options')?.state === 'passed';
      if (!reached || server === null) {
        show({ trial, browser: { state: 'skipped', ms: null }, over: true });
        return;
      }
      show({ trial, browser: { state: 'running', ms: null }, over: false });
      const { ok, ms } = await trySocket(server);
      show({ trial, browser: { state: ok ? 'passed' : 'failed', ms }, over: true });
    } catch (problem) {
      if (turn.current === mine) setError(problem);
    }
  };
  return { run, error, start };
};
