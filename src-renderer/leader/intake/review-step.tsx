import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { intakeRoutes, type Draft, type Review, type RowFilter } from '../../../src-shared/contract/intake.ts';
import type { RuleId } from '../../../src-shared/contract/intake-rules.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { FilterChips } from '../../ui/chips.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Columns } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DiscardButton } from './discard-button.tsx';
import { LayoutPanel } from './layout-panel.tsx';
import { RejectsButton } from './rejects-button.tsx';
import { ReviewNumbers } from './review-numbers.tsx';
import { ReviewTable } from './review-table.tsx';
import { RulesPanel } from './rules-panel.tsx';

type Props = { readonly draft: Draft; readonly onEdit: () => void; readonly onGone: () => void };

/** What would load and what would not, before anything does. */
export const ReviewStep = ({ draft, onEdit, onGone }: Props) =>
  draft.review === null ? null : <Reviewed draft={draft} review={draft.review} onEdit={onEdit} onGone={onGone} />;

const firstFilter = ({ listed }: Review): RowFilter =>
  listed.errors > 0 ? 'errors' : listed.blocked > 0 ? 'blocked' : listed.warnings > 0 ? 'warnings' : 'all';

const Reviewed = ({ draft, review, onEdit, onGone }: Props & { readonly review: Review }) => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const words = useErrorWords();
  const [filter, setFilter] = useState<RowFilter>(() => firstFilter(review));
  const [rule, setRule] = useState<RuleId | null>(null);
  const load = useWrite(intakeRoutes.loadDraft, [intakeRoutes.readDraft, intakeRoutes.listBatches]);
  const batchId = draft.batch.id;
  const refused = review.refusedBy.length > 0;
  const { rowsIn, accepted, rejected, duplicate, ignored } = review;
  const wrong = review.controls.filter(({ agrees }) => agrees === false);
  // Header and trailer usually say the same.
  const gaps = new Set(
    wrong.map(({ what, expected, found }) => {
      const said = what === 'total' ? format.money : format.number;
      return t(`review.gap.${what}`, { expected: said(expected), found: said(found) });
    }),
  );
  return (
    <>
      {refused ? (
        <Notice
          tone="bad"
          live
          title={t('review.refused', {
            rules: format.list(review.refusedBy.map((id) => t(id, { ns: 'intakeRules' }))),
          })}
        >
          {[
            ...gaps,
            review.refusedBy.includes('IN-02') && review.corrections > 0
              ? t('review.refusedCorrected', { count: review.corrections })
              : t('review.refusedNext'),
          ].join(' ')}
        </Notice>
      ) : null}
      {load.isError ? <Notice tone="bad" live title={words(load.error)} /> : null}
      <ReviewNumbers review={review} />
      <Columns>
        <Panel
          fill
          title={t('review.rows')}
          aside={
            <FilterChips
              label={t('review.filter')}
              value={filter}
              onChange={(next) => {
                setFilter(next);
                setRule(null);
              }}
              options={[
                { id: 'errors', label: t('filter.errors'), count: review.listed.errors },
                { id: 'blocked', label: t('filter.blocked'), count: review.listed.blocked },
                { id: 'warnings', label: t('filter.warnings'), count: review.listed.warnings },
                { id: 'duplicates', label: t('filter.duplicates'), count: review.listed.duplicates },
                { id: 'all', label: t('filter.all') },
              ]}
            />
          }
          footer={
            <>
              <RejectsButton batchId={batchId} count={rejected} />
              <Button onPress={onEdit}>{t('review.layout')}</Button>
              <span className="grow small muted num">
                {t('review.identity', {
                  rowsIn: format.number(rowsIn),
                  accepted: format.number(accepted),
                  rejected: format.number(rejected),
                  duplicate: format.number(duplicate),
                  ignored: format.number(ignored),
                })}
              </span>
              <DiscardButton batchId={batchId} onGone={onGone} />
              <Button
                variant="primary"
                isDisabled={refused || accepted === 0}
                isPending={load.isPending}
                onPress={() => load.mutate({ params: { batchId }, body: { accepted } })}
              >
                {t('review.load', { count: review.cases })}
              </Button>
            </>
          }
        >
          <ReviewTable draft={draft} filter={filter} rule={rule} />
        </Panel>
        <div className="intake-aside">
          <RulesPanel
            review={review}
            chosen={rule}
            onChoose={(next) => {
              setRule(next);
              setFilter('all');
            }}
          />
          <LayoutPanel draft={draft} />
        </div>
      </Columns>
    </>
  );
};
