import { Download } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { intakeRoutes } from '../../../src-shared/contract/intake.ts';
import { useApp } from '../../app/context.tsx';
import { useErrorWords } from '../../app/error-words.ts';
import { Button } from '../../ui/button.tsx';
import { saveFile } from '../../ui/data-table/export-csv.ts';
import { useToasts } from '../../ui/toast.tsx';

/** The refused rows in the file's own layout, with rule and reason: what goes back to the creditor. */
export const RejectsButton = ({ batchId, count }: { readonly batchId: string; readonly count: number }) => {
  const { t } = useTranslation('intake');
  const { api } = useApp();
  const toasts = useToasts();
  const words = useErrorWords();
  const fetching = useMutation({
    mutationFn: () => api.download(intakeRoutes.downloadRejects, { params: { batchId } }),
    onSuccess: ({ name, content }) => saveFile(name, content),
    onError: (error) => toasts.bad(words(error)),
  });
  return (
    <Button
      icon={<Download aria-hidden="true" />}
      isDisabled={count === 0}
      isPending={fetching.isPending}
      onPress={() => fetching.mutate()}
    >
      {t('review.rejects')}
    </Button>
  );
};
