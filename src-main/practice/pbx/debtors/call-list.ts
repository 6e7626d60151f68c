import type { Session } from 'sip.js';
import type { Call } from './call.ts';
import { sameNumber } from './choose.ts';
import type { CallReport } from './report.ts';

/** The calls that are, and the last ones that were. */
export type CallList = {
  readonly add: (call: Call) => void;
  readonly over: (call: Call) => void;
  /** The call that this session carries. */
  readonly on: (session: Session) => Call | undefined;
  /** The newest call of a number that is not over. */
  readonly of: (number: string) => Call | undefined;
  readonly reports: () => readonly CallReport[];
};

const MOST_ENDED = 100;

export function createCallList(): CallList {
  const running = new Set<Call>();
  let ended: readonly CallReport[] = [];
  return {
    add: (call) => void running.add(call),
    over: (call) => {
      if (running.delete(call)) ended = [...ended, call.report()].slice(-MOST_ENDED);
    },
    on: (session) => [...running].find((call) => call.isOn(session)),
    of: (number) =>
      [...running].reverse().find((call) => {
        const own = call.report().number;
        return own === number || (sameNumber(number) !== '' && sameNumber(own) === sameNumber(number));
      }),
    reports: () => [...ended, ...[...running].map((call) => call.report())],
  };
}
