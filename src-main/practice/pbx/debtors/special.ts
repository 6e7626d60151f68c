import type { Step } from './step.ts';

/** What answers at the addresses that are no person's; null for every other. */
export function specialSteps(number: string): readonly Step[] | null {
  // The word, and the code that most exchanges give their echo test: a keypad has no letters.
  if (number !== 'echo' && number !== '*43') return null;
  return [
    { do: 'answer' },
    { do: 'say', line: 'network/echo' },
    { do: 'tone', hz: 1_000, seconds: 0.3 },
    { do: 'echo', seconds: 60 },
    { do: 'hang-up' },
  ];
}
