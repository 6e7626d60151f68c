import { afterEach } from 'vitest';
import type { Debtor } from '../../../src-main/practice/pbx/debtors/choose.ts';
import type { CallReport } from '../../../src-main/practice/pbx/debtors/report.ts';
import type { Step } from '../../../src-main/practice/pbx/debtors/step.ts';
import { SAMPLES_PER_SECOND } from '../../../src-main/practice/pbx/media/frames.ts';
import {
  startPracticePbx,
  type PracticePbx,
  type PracticePbxOptions,
} from '../../../src-main/practice/pbx/practice-pbx.ts';
import { createCaller, type Caller, type End } from './caller.ts';
import { until } from './until.ts';

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

export const afterwards = (cleanUp: () => Promise<void>): void => void cleanUps.push(cleanUp);

/** Numbers of nobody. */
export const MARIA = '+393870001111';
export const PIETRO = '+393870002222';

export const answers = (...steps: readonly Step[]): Debtor => ({
  steps: [{ do: 'ring' }, { do: 'answer' }, ...steps],
});
/** Answers and gives back what it hears. */
export const echoes = answers({ do: 'echo', seconds: 60 });

export const startBed = async (options: Partial<PracticePbxOptions> = {}): Promise<PracticePbx> => {
  const pbx = await startPracticePbx({
    allowedOrigins: ['http://127.0.0.1:4870'],
    accounts: [{ username: 'anna' }, { username: 'bruno' }],
    language: 'it',
    seed: 'test',
    day: '2026-11-23',
    ...options,
  });
  afterwards(pbx.stop);
  return pbx;
};

/** An operator's telephone, registered. */
export const operator = async (pbx: PracticePbx, username = 'anna'): Promise<Caller> => {
  const account = pbx.accounts.find((account) => account.username === username);
  if (account === undefined) throw new Error(`no account ${username}`);
  const caller = createCaller({ ...pbx, account });
  afterwards(caller.stop);
  const status = await caller.register();
  if (status !== 200) throw new Error(`not registered: ${status}`);
  return caller;
};

/** The report of the newest call of a number. */
export const callOf = async (pbx: PracticePbx, number: string): Promise<CallReport> => {
  const call = (await pbx.calls()).findLast((call) => call.number === number);
  if (call === undefined) throw new Error(`no call of ${number}`);
  return call;
};

export const ended = (pbx: PracticePbx, number: string): Promise<void> =>
  until(async () => (await callOf(pbx, number)).state === 'ended', `the call of ${number} is over`);

/** Half a second of what this end hears from now on. */
export const listen = async (end: End): Promise<Uint8Array> => {
  end.recording();
  let heard: Uint8Array = new Uint8Array();
  await until(() => {
    heard = Buffer.concat([heard, end.recording()]);
    return heard.length >= SAMPLES_PER_SECOND / 2;
  }, 'half a second is heard');
  return heard;
};
