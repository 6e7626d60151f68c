import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Draft } from '../../../src-shared/contract/intake.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Columns } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { LayoutPanel } from './layout-panel.tsx';
import { RejectsButton } from './rejects-button.tsx';
import { ReviewNumbers } from './review-numbers.tsx';
import { RulesPanel } from './rules-panel.tsx';
import { UndoDialog } from './undo-dialog.tsx';

/** What a load did, where to go next, and the way back while nobody has worked it. */
export const ResultStep = ({ draft }: { readonly draft: Draft }) => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const [, navigate] = useLocation();
  const [undoing, setUndoing] = useState(false);
  const { batch, review } = draft;
  const undone = batch.status === 'undone';
  return (
    <>
      <Notice
        tone={undone ? 'plain' : 'good'}
        live
        title={
          undone
            ? t('result.undone', { at: batch.undoneAt === null ? '' : format.dateTime(batch.undoneAt) })
            : t('result.loaded', { count: batch.cases })
        }
        actions={
          undone ? null : (
            <>
              <Button onPress={() => setUndoing(true)} isDisabled={batch.worked > 0}>
                {t('result.undo')}
              </Button>
              <Button variant="primary" onPress={() => navigate('/assignment')}>
                {t('result.assign')}
              </Button>
            </>
          )
        }
      >
        {undone
          ? t('result.undoneNext')
          : batch.worked > 0
            ? t('result.worked', { count: batch.worked })
            : t('result.next')}
      </Notice>
      {review === null ? null : (
        <>
          <ReviewNumbers review={review} loaded={!undone} />
          <Columns>
            <Panel
              padded
              title={t('result.identityTitle')}
              footer={undone ? undefined : <RejectsButton batchId={batch.id} count={review.rejected} />}
            >
              <div className="intake-came-in">
                <dl className="ui-facts">
                  {(['accepted', 'rejected', 'duplicate', 'ignored', 'rowsIn'] as const).map((key) => (
                    <div key={key} data-sum={key === 'rowsIn' || undefined}>
                      <dt>{t(`identity.${key}`)}</dt>
                      <dd className="num">{format.number(review[key])}</dd>
                    </div>
                  ))}
                  {review.corrections > 0 ? (
                    <div>
                      <dt>{t('identity.corrections')}</dt>
                      <dd className="num">{format.number(review.corrections)}</dd>
                    </div>
                  ) : null}
                </dl>
                <dl className="ui-facts">
                  {(['principal', 'interest', 'fees', 'other', 'total'] as const).map((key) => (
                    <div key={key} data-sum={key === 'total' || undefined}>
                      <dt>{t(`identity.${key}`)}</dt>
                      <dd className="num">{format.money(review.totals[key])}</dd>
                    </div>
                  ))}
                </dl>
              </div>
            </Panel>
            <div className="intake-aside">
              <RulesPanel review={review} chosen={null} onChoose={() => undefined} />
              <LayoutPanel draft={draft} />
            </div>
          </Columns>
        </>
      )}
      {undoing ? <UndoDialog batchId={batch.id} name={batch.name} onClose={() => setUndoing(false)} /> : null}
    </>
  );
};
