import type { ReactNode } from 'react';
import { useErrorWords } from '../../app/error-words.ts';
import type { Unsaved } from '../../app/remembered.ts';
import { Notice } from '../../ui/notice.tsx';
import { SaveLine } from './save-line.tsx';

/** The form of a sheet, kept while it is not saved: Enter in a field saves, and what went wrong is said over the line that saves. */
export const SettingsForm = ({
  draft,
  save,
  onSave,
  isWrong,
  readOnly = false,
  children,
}: {
  readonly draft: Pick<Unsaved<unknown>, 'dirty' | 'forget'>;
  readonly save: { readonly isPending: boolean; readonly isError: boolean; readonly error: unknown };
  readonly onSave: () => void;
  /** What is written cannot be saved as it stands. */
  readonly isWrong: boolean;
  /** For whoever may only look. */
  readonly readOnly?: boolean;
  readonly children: ReactNode;
}) => {
  const words = useErrorWords();
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSave();
      }}
    >
      {children}
      {save.isError ? <Notice tone="bad" live title={words(save.error)} /> : null}
      {readOnly ? null : <SaveLine draft={draft} isPending={save.isPending} isDisabled={isWrong} />}
    </form>
  );
};
