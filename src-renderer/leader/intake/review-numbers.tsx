import { useTranslation } from 'react-i18next';
import type { ControlCheck, Review } from '../../../src-shared/contract/intake.ts';
import { useFormat } from '../../app/format.ts';
import { Kpi, KpiRow } from '../../ui/kpi.tsx';
import { Tag } from '../../ui/tag.tsx';

/** The five numbers of the review: ready, to correct, with warnings, already there, and whether the totals agree. */
export const ReviewNumbers = ({
  review,
  loaded = false,
}: {
  readonly review: Review;
  /** After the load the same numbers say what was done, no longer what would be. */
  readonly loaded?: boolean;
}) => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  return (
    <KpiRow>
      <Kpi
        label={t(loaded ? 'kpi.loaded' : 'kpi.ready')}
        value={format.number(review.accepted)}
        note={`${t('kpi.parties', { count: review.parties })} · ${t('kpi.cases', { count: review.cases })}`}
        explain={t('kpi.readyExplain')}
      />
      <Kpi
        label={t(loaded ? 'kpi.rejected' : 'kpi.wrong')}
        value={format.number(review.rejected)}
        tone={review.rejected > 0 ? 'bad' : 'plain'}
        note={t(loaded ? 'kpi.rejectedNote' : 'kpi.wrongNote')}
      />
      <Kpi
        label={t('kpi.warned')}
        value={format.number(review.warnings)}
        tone={review.warnings > 0 ? 'warn' : 'plain'}
        note={
          review.blocked > 0
            ? t('kpi.blockedNote', { count: review.blocked })
            : t(loaded ? 'kpi.warnedLoaded' : 'kpi.warnedNote')
        }
      />
      <Kpi label={t('kpi.known')} value={format.number(review.duplicate)} note={t('kpi.knownNote')} />
      <Kpi
        label={t('kpi.control')}
        value={<span className="intake-total">{format.money(review.totals.total)}</span>}
        explain={t('kpi.controlExplain')}
        note={<Control controls={review.controls} />}
      />
    </KpiRow>
  );
};

const Control = ({ controls }: { readonly controls: readonly ControlCheck[] }) => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const wrong = controls.filter(({ agrees }) => agrees === false);
  if (controls.length === 0) return <Tag>{t('control.none')}</Tag>;
  if (wrong.length === 0) {
    // A count that agrees proves nothing of a sum that nobody could compare.
    if (controls.some(({ agrees }) => agrees === null)) return <Tag tone="warn">{t('control.open')}</Tag>;
    return <Tag tone="good">{t(controls.some(({ asSent }) => asSent) ? 'control.asSent' : 'control.agrees')}</Tag>;
  }
  return wrong.map(({ kind, what, expected, found }) => (
    <Tag key={`${kind}-${what}`} tone="bad">
      {t(`control.${kind}`, {
        difference: what === 'total' ? format.money(found - expected) : format.number(found - expected),
      })}
    </Tag>
  ));
};
