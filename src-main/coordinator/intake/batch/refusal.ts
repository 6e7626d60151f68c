import { AppError } from '../../../../src-shared/contract/errors.ts';
import type { Review } from '../../../../src-shared/contract/intake.ts';
import type { RuleId } from '../../../../src-shared/contract/intake-rules.ts';

const RULE_OF = { count: 'IN-01', total: 'IN-02' } as const satisfies Record<string, RuleId>;

/** The first line that broke one of these rules; 0 where it is about no line at all. */
const lineOf = ({ rules }: Review, ids: readonly string[]): number =>
  rules.find(({ id }) => ids.includes(id))?.examples[0]?.row ?? 0;

/** Why a file that was looked at did not load after all. */
export const refusalOf = (review: Review, seen: number | null): AppError => {
  if (review.refusedBy.includes('IN-03')) return new AppError('file-repeated', { params: { file: review.file } });
  const wrong = review.controls.find(
    ({ agrees, what }) => agrees === false && review.refusedBy.includes(RULE_OF[what]),
  );
  const rules = review.refusedBy.join(', ');
  if (wrong !== undefined) {
    const code = wrong.what === 'total' ? 'file-control-totals' : 'file-control-count';
    const { expected, found } = wrong;
    return new AppError(code, { params: { rules, line: lineOf(review, [RULE_OF[wrong.what]]), expected, found } });
  }
  if (review.refusedBy.length > 0) {
    return new AppError('file-control-records', { params: { rules, line: lineOf(review, review.refusedBy) } });
  }
  if (seen !== null && seen !== review.accepted)
    return new AppError('stale-version', { recovery: 'resync', params: { seen, accepted: review.accepted } });
  return new AppError('file-no-rows', { params: { rejected: review.rejected, duplicate: review.duplicate } });
};
