import type { Role } from '../bed.ts';
import type { Packet } from './manager.ts';

/** The people of `network/extensions.conf`. */
export const NUMBERS: Readonly<Record<Role, string>> = {
  answers: '+393470000001',
  'answers-too': '+393470000002',
  busy: '+393470000003',
  rings: '+393470000004',
  rejects: '+393470000005',
  early: '+393470000006',
  unassigned: '+393470000007',
  silent: '+393470000008',
  unreachable: '+393470000009',
};

/** A call at one of them, as the manager's events tell it. */
export type PersonCall = {
  readonly number: string;
  readonly channel: string;
  readonly id: string;
  up: boolean;
  ended: boolean;
  keys: string;
  packets: number;
};

/** Follows the calls of the public network. Those that it places itself have the number in their id: `out-+39…-1`. */
export const createPeople = () => {
  const calls: PersonCall[] = [];
  const find = (event: Packet): PersonCall | undefined => calls.find(({ id }) => id === event['Uniqueid']);
  return {
    follow: (event: Packet): void => {
      const call = find(event);
      switch (event['Event']) {
        case 'Newchannel': {
          const id = event['Uniqueid'] ?? '';
          const number = /^out-(\+\d+)/u.exec(id)?.[1] ?? event['Exten'] ?? '';
          calls.push({ number, id, channel: event['Channel'] ?? '', up: false, ended: false, keys: '', packets: 0 });
          break;
        }
        case 'Newstate':
          if (call !== undefined && event['ChannelStateDesc'] === 'Up') call.up = true;
          break;
        case 'DTMFEnd':
          if (call !== undefined && event['Direction'] === 'Received') call.keys += event['Digit'] ?? '';
          break;
        case 'Hangup':
          if (call !== undefined) call.ended = true;
          break;
        default:
      }
    },
    /** Whoever is on the telephone anywhere. */
    left: (): readonly PersonCall[] => calls.filter(({ ended }) => !ended),
    /** The calls at a number, oldest first. */
    of: (wanted: string): readonly PersonCall[] => calls.filter(({ number }) => number === wanted),
  };
};
