import { useTranslation } from 'react-i18next';
import type { AssignmentOperator } from '../../../src-shared/contract/assignment.ts';
import { useFormat } from '../../app/format.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Panel } from '../../ui/panel.tsx';
import type { Filter } from './filter.ts';

/** What each operator has in the queue; pressing one shows his cases. Sizes of queues, nothing about how he works. */
export const OperatorsPanel = ({
  operators,
  filter,
  onChange,
}: {
  readonly operators: readonly AssignmentOperator[];
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
}) => {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  const most = Math.max(1, ...operators.map(({ holds }) => holds.cases));
  return (
    <Panel title={t('operatorsPanel.title')} fill className="assignment-side">
      {operators.length === 0 ? (
        <EmptyState title={t('operatorsPanel.empty')} />
      ) : (
        <ul className="assignment-list">
          {operators.map((operator) => {
            const on = filter.operatorId === operator.id;
            const { cases, debtors, residual } = operator.holds;
            return (
              <li key={operator.id}>
                <button
                  type="button"
                  className="assignment-item"
                  aria-pressed={on}
                  onClick={() =>
                    onChange({
                      ...filter,
                      operatorId: on ? null : operator.id,
                      standing: on ? 'unassigned' : 'assigned',
                    })
                  }
                >
                  <span className="grow">
                    <strong className="clip">{operator.name}</strong>
                    <span className="xs muted clip">
                      {operator.disabled
                        ? t('operatorsPanel.disabled')
                        : t('operatorsPanel.holds', {
                            cases: t('cases', { count: cases }),
                            debtors: t('debtors', { count: debtors }),
                          })}
                    </span>
                  </span>
                  <span className="end">
                    <span className="num">{format.euros(residual)}</span>
                    <span className="assignment-load" aria-hidden="true">
                      <i style={{ width: `${(cases / most) * 100}%` }} />
                    </span>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
};
