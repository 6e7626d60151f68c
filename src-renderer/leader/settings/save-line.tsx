import { useTranslation } from 'react-i18next';
import type { Unsaved } from '../../app/remembered.ts';
import { Button } from '../../ui/button.tsx';

/** Under a form that is kept while it is not saved: saving it, or throwing away what was written. */
export const SaveLine = ({
  draft,
  isPending,
  isDisabled,
}: {
  readonly draft: Pick<Unsaved<unknown>, 'dirty' | 'forget'>;
  readonly isPending: boolean;
  readonly isDisabled: boolean;
}) => {
  const { t } = useTranslation('settings');
  return (
    <div className="row">
      <Button variant="primary" type="submit" isPending={isPending} isDisabled={isDisabled}>
        {t('save')}
      </Button>
      {draft.dirty ? (
        <>
          <Button variant="quiet" onPress={draft.forget}>
            {t('outcomes.discard')}
          </Button>
          <span className="small muted">{t('outcomes.dirty')}</span>
        </>
      ) : null}
    </div>
  );
};
