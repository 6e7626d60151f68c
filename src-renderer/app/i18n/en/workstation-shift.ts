import type { Dictionary } from '../dictionary.ts';
import type { shift as italian } from '../it/workstation-shift.ts';

export const shift: Dictionary<typeof italian> = {
  label: 'Your state',
  standing: {
    available: 'Available',
    'on-call': 'On a call',
    'wrap-up': 'After call',
    'wrap-up-over': 'After call, over time',
    pause: 'Pause',
    away: 'Away',
  },
  pause: {
    title: 'Pause',
    break: 'Coffee',
    meeting: 'Meeting',
    training: 'Training',
    office: 'Back office',
    other: 'Other',
    resume: 'Resume',
    planned: 'pause as soon as you are done: {{reason}}',
  },
  wrapUp: {
    title: 'After call',
    extend: '{{count, number}} seconds more',
    finish: 'I am done',
  },
  next: {
    title: 'Next call',
    mode: 'Preview of the next call',
    would: 'One key calls',
    call: 'Call',
    until: 'May be called until {{time}}',
    none: 'This case has no telephone.',
    paused: 'You are on a pause: resume, then call.',
  },
};
