import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Draft, ReviewRow } from '../../../src-shared/contract/intake.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useCorrect } from './use-correct.ts';

type Props = { readonly draft: Draft; readonly row: ReviewRow; readonly onClose: () => void };

/** The whole row, cell by cell, with what is wrong beside the cell where it is wrong. */
export const CorrectDialog = ({ draft, row, onClose }: Props) => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const words = useErrorWords();
  const [cells, setCells] = useState<readonly string[]>(row.cells);
  const correct = useCorrect(draft, row);
  const headings = draft.file?.columns ?? [];
  const changes = cells.flatMap((value, column) => (value === row.cells[column] ? [] : [{ column, value }]));
  const save = useMutation({ mutationFn: () => correct(changes), onSuccess: onClose });
  const about = row.findings.filter(({ column }) => column === null);
  const editable = draft.step === 'review';
  return (
    <Dialog
      title={t('correct.title', { line: format.number(row.line) })}
      isOpen
      onClose={onClose}
      holds
      size="l"
      footer={
        <>
          <span className="grow small muted">{t(`verdict.${row.verdict}`)}</span>
          <Button onPress={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button
            variant="primary"
            isDisabled={changes.length === 0 || !editable}
            isPending={save.isPending}
            onPress={() => save.mutate()}
          >
            {t('correct.save', { count: changes.length })}
          </Button>
        </>
      }
    >
      <div className="stack">
        {save.isError ? <Notice tone="bad" live title={words(save.error)} /> : null}
        {about.map(({ rule }) => (
          <Notice key={rule} tone="warn" title={t(rule, { ns: 'intakeRules' })} />
        ))}
        <div className="intake-cells">
          {cells.map((value, column) => (
            <TextField
              key={column}
              label={headings[column] ?? t('mapping.nameless', { n: column + 1 })}
              value={value}
              onChange={(next) => setCells(cells.map((cell, at) => (at === column ? next : cell)))}
              error={
                value === row.cells[column]
                  ? row.findings
                      .filter((finding) => finding.column === column)
                      .map(({ rule }) => t(rule, { ns: 'intakeRules' }))
                      .join(' · ')
                  : ''
              }
            />
          ))}
        </div>
      </div>
    </Dialog>
  );
};
