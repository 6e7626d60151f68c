import { useTranslation } from 'react-i18next';
import type { AssignmentMandate, Standing } from '../../../src-shared/contract/assignment.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Bar } from '../../ui/progress-bar.tsx';
import type { Filter } from './filter.ts';

/** Mandates with their batches; pressing one narrows the list to it, pressing it again widens. */
export const BatchesPanel = ({
  mandates,
  filter,
  onChange,
}: {
  readonly mandates: readonly AssignmentMandate[];
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}) => {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const choose = (mandateId: string | null, batchId: string | null): void =>
    onChange({ ...filter, mandateId, batchId, product: null });
  return (
    <Panel title={t('batchesPanel.title')} fill className="assignment-side">
      {mandates.length === 0 ? (
        <EmptyState
          title={t('batchesPanel.empty')}
          action={<a href="#/placements">{t('batchesPanel.toPlacements')}</a>}
        >
          {t('batchesPanel.emptyHint')}
        </EmptyState>
      ) : (
        <ul className="assignment-list">
          {mandates.map((mandate) => {
            const chosen = filter.mandateId === mandate.id && filter.batchId === null;
            return (
              <li key={mandate.id}>
                <button
                  type="button"
                  className="assignment-item"
                  aria-pressed={chosen}
                  onClick={() => choose(chosen ? null : mandate.id, null)}
                >
                  <span className="grow">
                    <strong className="clip">{mandate.creditor}</strong>
                    <span className="xs muted clip">
                      {`${mandate.title} · ${t('batchesPanel.ends', { date: format.date(mandate.endsOn) })}`}
                    </span>
                  </span>
                </button>
                <ul>
                  {mandate.batches.map((batch) => {
                    const on = filter.batchId === batch.id;
                    return (
                      <li key={batch.id}>
                        <button
                          type="button"
                          className="assignment-item assignment-batch"
                          aria-pressed={on}
                          onClick={() => (on ? choose(null, null) : choose(mandate.id, batch.id))}
                        >
                          <span className="grow">
                            <span className="clip">{batch.name}</span>
                            <Left standing={batch.standing} />
                          </span>
                          <span className="assignment-share">
                            <Bar
                              value={shareOf(batch.standing)}
                              label={t('batchesPanel.share', { name: batch.name })}
                            />
                          </span>
                        </button>
                      </li>
                    );
                  })}
                </ul>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
};

const shareOf = ({ all, assigned, elsewhere }: Standing): number =>
  all.cases === 0 ? 0 : (assigned.cases + elsewhere.cases) / all.cases;

const Left = ({ standing }: { readonly standing: Standing }) => {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const { unassigned, all } = standing;
  return (
    <span className="xs muted">
      {unassigned.cases === 0
        ? `${t('cases', { count: all.cases })} · ${t('batchesPanel.done')}`
        : `${t('batchesPanel.toAssign', { count: unassigned.cases })} / ${format.number(all.cases)} · ${format.euros(unassigned.residual)}`}
    </span>
  );
};
