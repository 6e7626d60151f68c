import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Draft, ReviewRow } from '../../../src-shared/contract/intake.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useToasts } from '../../ui/toast.tsx';
import { useCorrect } from './use-correct.ts';

type Props = { readonly draft: Draft; readonly row: ReviewRow; readonly column: number; readonly heading: string };

/** A wrong cell: press it, type what is right, Enter. Escape leaves it as it was. */
export const CellEditor = ({ draft, row, column, heading }: Props) => {
  const { t } = useTranslation('intake');
  const words = useErrorWords();
  const toasts = useToasts();
  const value = row.cells[column] ?? '';
  const [text, setText] = useState<string | null>(null);
  const correct = useCorrect(draft, row);
  const save = useMutation({
    mutationFn: (next: string) => correct([{ column, value: next }]),
    onError: (error) => toasts.bad(words(error)),
    onSettled: () => setText(null),
  });
  if (text === null) {
    return (
      <button
        type="button"
        className="intake-cell clip"
        tabIndex={-1}
        aria-label={t('review.correct', { column: heading, value: value === '' ? t('review.empty') : value })}
        onClick={() => setText(value)}
      >
        {value === '' ? '—' : value}
      </button>
    );
  }
  const done = (): void => {
    // Enter saves and takes the focus away, which would save again.
    if (save.isPending) return;
    if (text === value) setText(null);
    else save.mutate(text);
  };
  return (
    <input
      className="intake-cell-input"
      aria-label={heading}
      autoFocus
      value={text}
      readOnly={save.isPending}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') done();
        if (event.key === 'Escape') setText(null);
      }}
    />
  );
};
