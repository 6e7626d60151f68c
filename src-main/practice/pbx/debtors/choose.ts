import { createRandom } from '../../sample/random.ts';
import type { Voice } from './cast.ts';
import { stepsOf, talkBack, TEMPERS, type Kind, type Temper } from './kinds.ts';
import type { LineName } from './lines/italian.ts';
import type { Behaviour, Step } from './step.ts';

/** What is known of a number, or wanted of it; what is left out comes by chance. */
export type Debtor = { readonly kind?: Kind; readonly voice?: Voice; readonly steps?: readonly Step[] };

/** How often a call comes to what, in parts of a hundred: about what people who call debtors meet. */
const SHARES = {
  cooperative: 14,
  promises: 14,
  confused: 8,
  annoyed: 8,
  disputes: 7,
  holds: 4,
  relative: 6,
  stranger: 4,
  'hangs-up': 4,
  company: 2,
  voicemail: 9,
  'no-answer': 10,
  busy: 5,
  rejects: 2,
  unreachable: 2,
  unassigned: 1,
} as const satisfies Readonly<Record<Kind, number>>;

export const KINDS = Object.keys(SHARES) as readonly Kind[];
export const isKind = (word: string): word is Kind => Object.hasOwn(SHARES, word);

/** Digits without prefixes of the line or the country: whoever dials 0 first or +39 reaches the same person. */
export const sameNumber = (number: string): string => number.replace(/\D/g, '').slice(-9);

export type Chance = { readonly seed: string; readonly day: string };

/**
 * What a call to a number comes to: the same all day long, another the next day; the voice never changes. The kinds
 * that call for a company's own exchange apart, everybody may be anybody.
 */
export function behaviourOf(number: string, debtor: Debtor, { seed, day }: Chance): Behaviour {
  const key = sameNumber(number) || number;
  const voice = debtor.voice ?? createRandom(`${seed}/voice/${key}`).pick<Voice>(['woman', 'man']);
  const random = createRandom(`${seed}/${day}/${key}`);
  const kind = debtor.kind ?? random.weighted(KINDS, (each) => SHARES[each]);
  const steps = debtor.steps ?? stepsOf(kind, random.int(1, 6));
  return { voice, steps, tones: tonesOf(kind) };
}

/** How the same person behaves when they call: only those who talk do. */
export function callerOf(number: string, debtor: Debtor, chance: Chance): Behaviour {
  const base = behaviourOf(number, debtor, chance);
  const temper = temperOf(debtor.kind) ?? createRandom(`${chance.seed}/${chance.day}/${number}/back`).pick(TEMPERS);
  return { ...base, steps: debtor.steps ?? talkBack(temper), tones: `${temper}/tones` };
}

const temperOf = (kind: Kind | undefined): Temper | null => TEMPERS.find((temper) => temper === kind) ?? null;

/** What somebody says when a key is pressed in their ear. */
function tonesOf(kind: Kind): LineName | null {
  const temper = kind === 'holds' ? 'cooperative' : kind === 'relative' ? 'promises' : temperOf(kind);
  return temper === null ? null : `${temper}/tones`;
}
