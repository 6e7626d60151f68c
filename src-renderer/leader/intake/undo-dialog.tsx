import { useTranslation } from 'react-i18next';
import { intakeRoutes } from '../../../src-shared/contract/intake.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useRead, useWrite } from '../../app/query.ts';
import { ConfirmDialog } from '../../ui/dialog.tsx';

type Props = { readonly batchId: string; readonly name: string; readonly onClose: () => void };

/** Asks before a load is taken back, with what goes with it. */
export const UndoDialog = ({ batchId, name, onClose }: Props) => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const words = useErrorWords();
  const what = useRead(intakeRoutes.undoConsequence, { params: { batchId } });
  const undo = useWrite(intakeRoutes.undoBatch, [intakeRoutes.readDraft, intakeRoutes.listBatches]);
  const numbers = what.data;
  const held = numbers !== undefined && (numbers.worked > 0 || numbers.paid > 0);
  const silent = numbers !== undefined && numbers.silentDevices > 0;
  const error = undo.isError ? words(undo.error) : what.isError ? words(what.error) : null;
  return (
    <ConfirmDialog
      title={t('undo.title', { name })}
      isOpen
      onClose={onClose}
      consequence={
        numbers === undefined
          ? t('undo.counting')
          : held
            ? t('undo.held', { worked: format.number(numbers.worked), paid: format.number(numbers.paid) })
            : [t('undo.consequence', { count: numbers.cases, name }), silent ? t('undo.silentText') : '']
                .join(' ')
                .trim()
      }
      facts={
        numbers === undefined
          ? []
          : [
              { label: t('undo.parties'), value: format.number(numbers.parties) },
              { label: t('undo.assigned'), value: format.number(numbers.assigned) },
              { label: t('undo.total'), value: format.money(numbers.total) },
              ...(!silent ? [] : [{ label: t('undo.silent'), value: format.number(numbers.silentDevices) }]),
            ]
      }
      confirmLabel={t('undo.confirm')}
      keepLabel={t('undo.keep')}
      isPending={undo.isPending || what.isPending}
      error={error}
      onConfirm={() => {
        if (numbers !== undefined && !held) {
          undo.mutate({ params: { batchId }, body: { cases: numbers.cases } }, { onSuccess: onClose });
        }
      }}
    />
  );
};
