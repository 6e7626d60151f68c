import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  assignmentRoutes,
  type AssignmentOperator,
  type Selection,
  type ShareOrder,
} from '../../../src-shared/contract/assignment.ts';
import { codeOf, useErrorWords } from '../../app/error-words.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, RadioGroup, Switch } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { useLongWrite } from '../long-write.ts';
import { SharePreview } from './share-preview.tsx';

/** Deals the chosen cases to the chosen operators: the numbers first, then the button that says them again. */
export const ShareDialog = ({
  selection,
  count,
  operators,
  includesHeld,
  onClose,
  onDone,
}: {
  readonly selection: Selection;
  readonly count: number;
  readonly operators: readonly AssignmentOperator[];
  /** Some of the cases have an operator: offer to deal them again. */
  readonly includesHeld: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) => {
  const { t } = useTranslation('assignment');
  const words = useErrorWords();
  const toasts = useToasts();
  const working = operators.filter(({ disabled }) => !disabled);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(working.map(({ id }) => id)));
  const [by, setBy] = useState<ShareOrder['by']>('number');
  const [countHeld, setCountHeld] = useState(false);
  const [again, setAgain] = useState(false);
  const order = { selection, operatorIds: [...chosen].toSorted(), by, countHeld, again };
  const preview = useRead(assignmentRoutes.previewShare, { body: order }, { enabled: chosen.size > 0, keep: true });
  const share = useLongWrite(assignmentRoutes.share, [
    assignmentRoutes.assignmentOverview,
    assignmentRoutes.assignmentCases,
  ]);
  const plan = chosen.size > 0 && !preview.isError ? preview.data : undefined;
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const confirm = (): void => {
    if (plan === undefined) return;
    share.mutate(
      { body: { ...order, fingerprint: plan.fingerprint } },
      {
        onSuccess: ({ moved }) => {
          toasts.good(t('share.done', { count: moved }), { detail: t('share.doneDetail') });
          onDone();
        },
        onError: () => void preview.refetch(),
      },
    );
  };
  return (
    <Dialog
      title={t('share.title', { count })}
      isOpen
      onClose={onClose}
      size="l"
      footer={
        <>
          <span className="grow small muted">{t('share.rule')}</span>
          <Button onPress={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button
            variant="primary"
            isDisabled={plan === undefined || preview.isPlaceholderData}
            isPending={share.isPending}
            onPress={confirm}
          >
            {t('share.confirm', { count: plan?.total.cases ?? 0 })}
          </Button>
        </>
      }
    >
      <div className="assignment-share-dialog">
        <div className="stack">
          <fieldset className="assignment-who">
            <legend>{t('share.who')}</legend>
            <Checkbox
              isSelected={chosen.size === working.length && working.length > 0}
              isIndeterminate={chosen.size > 0 && chosen.size < working.length}
              onChange={(all) => setChosen(new Set(all ? working.map(({ id }) => id) : []))}
            >
              {t('share.everybody')}
            </Checkbox>
            <div className="assignment-who-list">
              {working.map(({ id, name, holds }) => (
                <Checkbox key={id} isSelected={chosen.has(id)} onChange={() => toggle(id)}>
                  {name}{' '}
                  <span className="xs muted">{t('share.holds', { cases: t('cases', { count: holds.cases }) })}</span>
                </Checkbox>
              ))}
            </div>
          </fieldset>
          <RadioGroup
            label={t('share.how')}
            value={by}
            onChange={setBy}
            options={[
              { id: 'number', label: t('share.number') },
              { id: 'value', label: t('share.value') },
            ]}
          />
          <Switch isSelected={countHeld} onChange={setCountHeld}>
            {t('share.countHeld')}
          </Switch>
          {includesHeld ? (
            <Switch isSelected={again} onChange={setAgain}>
              {t('share.again')}
            </Switch>
          ) : null}
        </div>
        <div className="stack assignment-share-preview">
          {share.isPending ? (
            <ProgressBar label={t('share.running')} text={t('cases', { count: plan?.total.cases ?? count })} />
          ) : null}
          {share.isError ? (
            <Notice
              tone="bad"
              live
              title={codeOf(share.error) === 'stale-version' ? t('share.stale') : words(share.error)}
            />
          ) : null}
          {chosen.size === 0 ? <EmptyState title={t('share.chooseSomebody')} /> : null}
          {chosen.size > 0 && preview.isError ? (
            <EmptyState title={t('share.nothing')}>{words(preview.error)}</EmptyState>
          ) : null}
          {chosen.size > 0 && !preview.isError ? <SharePreview plan={plan} /> : null}
        </div>
      </div>
    </Dialog>
  );
};
