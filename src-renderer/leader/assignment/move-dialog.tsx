import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  assignmentRoutes,
  type AssignmentOperator,
  type MovePlan,
  type Selection,
} from '../../../src-shared/contract/assignment.ts';
import { codeOf, useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { useLongWrite } from '../long-write.ts';
import { LeftOutNotice } from './left-out.tsx';

/** Moves chosen cases to an operator, or takes them out of the queues (`take`), after saying what that changes. */
export const MoveDialog = ({
  selection,
  count,
  take,
  operators,
  onClose,
  onDone,
}: {
  readonly selection: Selection;
  readonly count: number;
  readonly take: boolean;
  readonly operators: readonly AssignmentOperator[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) => {
  const { t } = useTranslation('assignment');
  const words = useErrorWords();
  const toasts = useToasts();
  const [to, setTo] = useState<string | null>(null);
  const [wholeDebtor, setWholeDebtor] = useState(true);
  const ready = take || to !== null;
  const order = { selection, to: take ? null : to, wholeDebtor };
  const preview = useRead(assignmentRoutes.previewMove, { body: order }, { enabled: ready, keep: true });
  const move = useLongWrite(assignmentRoutes.move, [
    assignmentRoutes.assignmentOverview,
    assignmentRoutes.assignmentCases,
  ]);
  const plan = ready && !preview.isError ? preview.data : undefined;
  const title = take ? t('move.takeTitle', { count }) : t('move.title', { count });
  const moving = plan?.moves.cases ?? count;
  const confirm = (): void => {
    if (plan === undefined) return;
    move.mutate(
      { body: { ...order, fingerprint: plan.fingerprint } },
      {
        onSuccess: ({ moved }) => {
          toasts.good(t('move.done', { count: moved }), { detail: t('share.doneDetail') });
          onDone();
        },
        onError: () => void preview.refetch(),
      },
    );
  };
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <span className="grow" />
          <Button onPress={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button
            variant="primary"
            isDisabled={plan === undefined || preview.isPlaceholderData}
            isPending={move.isPending}
            onPress={confirm}
          >
            {take ? t('move.takeConfirm', { count: moving }) : t('move.confirm', { count: moving })}
          </Button>
        </>
      }
    >
      <div className="stack">
        {take ? null : (
          <Select
            label={t('move.to')}
            value={to}
            onChange={setTo}
            options={operators
              .filter(({ disabled }) => !disabled)
              .map(({ id, name, holds }) => ({
                id,
                label: name,
                detail: t('move.toHelp', { cases: t('cases', { count: holds.cases }) }),
              }))}
          />
        )}
        <Switch isSelected={wholeDebtor} onChange={setWholeDebtor}>
          {t('move.whole')}
        </Switch>
        {move.isPending ? <ProgressBar label={t('share.running')} text={t('cases', { count: moving })} /> : null}
        {move.isError ? (
          <Notice
            tone="bad"
            live
            title={codeOf(move.error) === 'stale-version' ? t('share.stale') : words(move.error)}
          />
        ) : null}
        {ready && preview.isError ? (
          <Notice
            tone="warn"
            title={codeOf(preview.error) === 'assignment-empty' ? t('move.nothing') : words(preview.error)}
          />
        ) : null}
        {ready && !preview.isError ? <Changes plan={plan} /> : null}
      </div>
    </Dialog>
  );
};

const Changes = ({ plan }: { readonly plan: MovePlan | undefined }) => {
  const { t } = useTranslation('assignment');
  const format = useFormat();
  if (plan === undefined) return <Skeleton height={120} />;
  const facts = [
    { label: t('move.moves'), value: `${format.number(plan.moves.cases)} · ${format.money(plan.moves.residual)}` },
    ...plan.from.map(({ id, name, cases }) => ({
      label: t('move.from', { name: id === null ? t('nobody') : name }),
      value: format.number(cases),
    })),
    plan.siblings === 0 ? null : { label: t('move.siblings'), value: format.number(plan.siblings) },
    plan.alreadyThere === 0 ? null : { label: t('move.already'), value: format.number(plan.alreadyThere) },
    plan.worked === 0 ? null : { label: t('move.worked'), value: format.number(plan.worked) },
    plan.openPromises === 0 ? null : { label: t('move.promises'), value: format.number(plan.openPromises) },
  ].filter((fact) => fact !== null);
  return (
    <>
      <dl className="ui-facts">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <LeftOutNotice leftOut={plan.leftOut} />
    </>
  );
};
