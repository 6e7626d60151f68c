import { useMutation } from '@tanstack/react-query';
import { closingRoutes } from '../../../src-shared/contract/closing.ts';
import { useApp } from '../../app/context.tsx';
import { useErrorWords } from '../../app/error-words.ts';
import { saveFile } from '../../ui/data-table/export-csv.ts';
import { useToasts } from '../../ui/toast.tsx';

type Wanted =
  | { readonly route: typeof closingRoutes.returnFile; readonly params: { readonly fileId: string } }
  | { readonly route: typeof closingRoutes.draftReturnFile; readonly params: { readonly mandateId: string } };

/** Fetches a file of the closing and hands it to the person. */
export const useDownload = () => {
  const { api } = useApp();
  const toasts = useToasts();
  const words = useErrorWords();
  return useMutation({
    mutationFn: (wanted: Wanted) =>
      wanted.route.id === closingRoutes.returnFile.id
        ? api.download(closingRoutes.returnFile, { params: wanted.params as { fileId: string } })
        : api.download(closingRoutes.draftReturnFile, { params: wanted.params as { mandateId: string } }),
    onSuccess: ({ name, content }) => saveFile(name, content),
    onError: (error) => toasts.bad(words(error)),
  });
};
