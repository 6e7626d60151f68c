import { useTranslation } from 'react-i18next';
import type { ToDecide } from '../../../src-shared/contract/board.ts';

type Kind = keyof ToDecide;

/** In the order of urgency, each with the screen where it is decided. */
const PLACES: readonly (readonly [Kind, string])[] = [
  ['conflicts', '/decisions'],
  ['rejected', '/decisions'],
  ['late', '/decisions'],
  ['overdueCallbacks', '/decisions'],
  ['stopped', '/decisions'],
  ['claims', '/payments'],
  ['drafts', '/placements'],
  ['blocked', '/assignment'],
  ['unassigned', '/assignment'],
];

export type Waiting = {
  readonly kind: Kind;
  readonly count: number;
  readonly words: string;
  readonly href: string;
};

/** What waits, as rows with words; what is zero is left out. */
export const useWaiting = (toDecide: ToDecide): readonly Waiting[] => {
  const { t } = useTranslation('board');
  return PLACES.filter(([kind]) => toDecide[kind] > 0).map(([kind, href]) => ({
    kind,
    href,
    count: toDecide[kind],
    words: t(`waiting.${kind}`, { count: toDecide[kind] }),
  }));
};

/** Cases that nobody has been given yet are work to plan, not decisions to take. */
export const isDecision = ({ kind }: Pick<Waiting, 'kind'>): boolean => kind !== 'unassigned';

export const waitingTotal = (toDecide: ToDecide): number =>
  PLACES.filter(([kind]) => isDecision({ kind })).reduce((sum, [kind]) => sum + toDecide[kind], 0);
