import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Review } from '../../../../src-shared/contract/intake.ts';

/** Why a file that was looked at did not load after all. */
export const refusalOf = (review: Review, seen: number | null): AppError => {
  if (review.refusedBy.includes('IN-03')) return new AppError('file-repeated', { params: { file: review.file } });
  const wrong = review.controls.find(({ agrees }) => agrees === false);
  if (wrong !== undefined) {
    const code = wrong.what === 'total' ? 'file-control-totals' : 'file-control-count';
    return new AppError(code, {
      params: { rules: review.refusedBy.join(', '), expected: wrong.expected, found: wrong.found },
    });
  }
  if (review.refusedBy.length > 0) {
    // Line 0: there is none at all.
    const line = review.rules.find(({ id }) => review.refusedBy.includes(id))?.examples[0]?.row ?? 0;
    return new AppError('file-control-records', { params: { rules: review.refusedBy.join(', '), line } });
  }
  if (seen !== null && seen !== review.accepted)
    return new AppError('stale-version', { recovery: 'resync', params: { seen, accepted: review.accepted } });
  return new AppError('file-no-rows', { params: { rejected: review.rejected, duplicate: review.duplicate } });
};
