import type { Character, LineName } from './lines/italian.ts';
import type { Step } from './step.ts';

/** People who talk: each of these characters has a whole conversation. */
export type Temper = Extract<Character, 'cooperative' | 'confused' | 'annoyed' | 'promises' | 'disputes'>;
export const TEMPERS = ['cooperative', 'confused', 'annoyed', 'promises', 'disputes'] as const satisfies Temper[];

/** What a call to a number comes to. */
export type Kind =
  | Temper
  | 'holds'
  | 'relative'
  | 'stranger'
  | 'hangs-up'
  | 'company'
  | 'voicemail'
  | 'no-answer'
  | 'busy'
  | 'rejects'
  | 'unreachable'
  | 'unassigned';

const say = (line: LineName): Step => ({ do: 'say', line });
const listen = (who: Temper | 'relative' | 'stranger' | 'company', most = 20): Step => ({
  do: 'listen',
  most,
  nudge: `${who}/nudge`,
});
const answered: readonly Step[] = [{ do: 'answer' }, { do: 'wait', seconds: 0.3 }];
const wait = (seconds: number): Step => ({ do: 'wait', seconds });
const ring: Step = { do: 'ring' };
const hangUp: Step = { do: 'hang-up' };
/** What a network says when it has let it ring long enough (ITU-T Q.850). */
const NOBODY_PICKED_UP = 19;

const talk = (who: Temper): readonly Step[] => [
  say(`${who}/hello`),
  listen(who),
  say(`${who}/who`),
  listen(who),
  say(`${who}/reason`),
  listen(who),
  say(`${who}/how`),
  listen(who),
  say(`${who}/agree`),
  listen(who),
  say(`${who}/bye`),
  hangUp,
];

/** What somebody says who was called in vain and calls back: they begin once the operator has answered. */
export const talkBack = (who: Temper): readonly Step[] => [
  listen(who, 8),
  say(`${who}/calling`),
  ...talk(who).slice(3),
];

/** Seconds of ringing before an answer come with the number: nobody always answers at the second ring. */
export function stepsOf(kind: Kind, seconds: number): readonly Step[] {
  switch (kind) {
    case 'cooperative':
    case 'confused':
    case 'annoyed':
    case 'promises':
    case 'disputes':
      return [ring, wait(seconds), ...answered, ...talk(kind)];
    case 'holds': {
      const [hello, first, ...rest] = talk('cooperative');
      const pause: Step[] = [say('cooperative/moment'), { do: 'hold' }, wait(6), { do: 'resume' }, wait(0.5)];
      const talking = [hello, first, ...pause, say('cooperative/back'), ...rest].filter((step) => step !== undefined);
      return [ring, wait(seconds), ...answered, ...talking];
    }
    case 'relative':
      return [
        ...[ring, wait(seconds), ...answered, say('relative/hello'), listen('relative')],
        ...[say('relative/who'), listen('relative'), say('relative/fetch'), wait(2)],
        ...[{ do: 'voice', voice: 'man' } as const, ...talk('promises')],
      ];
    case 'stranger':
      return [
        ...[ring, wait(seconds), ...answered, say('stranger/hello'), listen('stranger')],
        ...[say('stranger/wrong'), listen('stranger'), say('stranger/since'), listen('stranger')],
        ...[say('stranger/bye'), hangUp],
      ];
    case 'hangs-up':
      return [ring, wait(seconds), ...answered, say('annoyed/hello'), { do: 'listen', most: 4 }, hangUp];
    case 'company':
      return [ring, wait(1), ...answered, ...menu(2)];
    case 'voicemail':
      return [
        ...[ring, wait(Math.max(4, seconds)), ...answered, say('voicemail/greeting')],
        ...[{ do: 'tone', hz: 1_000, seconds: 0.6 } as const, { do: 'listen', most: 30 } as const],
        ...[say('voicemail/thanks'), hangUp],
      ];
    case 'no-answer':
      return [ring, wait(45), { do: 'reject', status: 480, because: NOBODY_PICKED_UP }];
    case 'busy':
      return [wait(0.4), { do: 'reject', status: 486 }];
    case 'rejects':
      return [ring, wait(seconds), { do: 'reject', status: 603 }];
    case 'unreachable':
      return [wait(0.8), { do: 'announce' }, say('network/unreachable'), { do: 'reject', status: 480 }];
    case 'unassigned':
      return [wait(0.4), { do: 'announce' }, say('network/unassigned'), { do: 'reject', status: 404 }];
  }
}

/** A firm's exchange: one for accounts, two for the warehouse; who presses nothing right hears it again, so often. */
function menu(times: number): readonly Step[] {
  const accounts: readonly Step[] = [
    ...[say('company/accounts'), listen('company'), say('company/check'), wait(2)],
    ...[say('company/found'), listen('company'), say('company/bye'), hangUp],
  ];
  const again: readonly Step[] = times > 0 ? [say('company/again'), ...menu(times - 1)] : [say('company/bye'), hangUp];
  const warehouse: readonly Step[] = [say('company/warehouse'), ...again];
  const choices = { 0: accounts, 1: accounts, 2: warehouse };
  return [say('company/menu'), { do: 'menu', choices, seconds: 8, otherwise: again }];
}
