import type { BatchStatus, Review } from '../../../src-shared/contract/intake.ts';
import type { Tone } from '../../ui/tag.tsx';

export const BATCH_TONES: Readonly<Record<BatchStatus, Tone>> = {
  draft: 'info',
  loading: 'info',
  loaded: 'good',
  undoing: 'warn',
  undone: 'plain',
};

/** The colour of a rule's level: what refuses is bad, what is loaded with a mark is a warning. */
export const LEVEL_TONES: Readonly<Record<Review['rules'][number]['level'], Tone>> = {
  file: 'bad',
  row: 'bad',
  block: 'warn',
  warn: 'warn',
  off: 'plain',
  duplicate: 'info',
};
