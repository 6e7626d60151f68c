import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { administrationRoutes } from '../../../src-shared/contract/administration.ts';
import { AppError } from '../../../src-shared/contract/errors.ts';
import { PAYMENT_FIELDS, paymentRoutes } from '../../../src-shared/contract/payments.ts';
import { useApp } from '../../app/context.tsx';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileButton } from '../../ui/file-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Select } from '../../ui/select.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { FileReport } from './file-report.tsx';

/** A payment file: choose it, look at every line, then record the good ones. */
export const FileDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation('payments');
  const { api } = useApp();
  const format = useFormat();
  const toasts = useToasts();
  const client = useQueryClient();
  const creditors = useRead(administrationRoutes.listCreditors, {});
  const options = (creditors.data?.creditors ?? []).map(({ id, name }) => ({ id, label: name }));
  const [chosenCreditor, setCreditor] = useState<string | null>(null);
  const creditorId = chosenCreditor ?? (options.length === 1 ? (options[0]?.id ?? null) : null);
  const preview = useMutation({
    mutationFn: ({ file, creditor }: { readonly file: File; readonly creditor: string }) =>
      api
        .upload(paymentRoutes.previewPaymentFile, { query: { creditorId: creditor, fileName: file.name } }, file)
        .then((report) => ({ file, creditor, report })),
  });
  const post = useMutation({
    mutationFn: ({ file, creditor, report }: NonNullable<typeof preview.data>) =>
      api.upload(
        paymentRoutes.postPaymentFile,
        { query: { creditorId: creditor, fileName: file.name, sha256: report.sha256 } },
        file,
      ),
    onSuccess: async ({ posted, amount }) => {
      toasts.good(t('file.done', { count: posted }), {
        detail: t('file.doneDetail', { amount: format.money(amount) }),
      });
      await Promise.all(
        [paymentRoutes.payments, paymentRoutes.paymentClaims].map(({ id }) =>
          client.invalidateQueries({ queryKey: [id] }),
        ),
      );
      onClose();
    },
  });
  const sentence = useFileErrorWords();
  const report = preview.data?.report;
  const pick = (creditor: string): void => {
    setCreditor(creditor);
    // The same file against another creditor's cases is another reading.
    if (preview.data !== undefined) preview.mutate({ file: preview.data.file, creditor });
  };
  return (
    <Dialog
      title={t('file.title')}
      isOpen
      onClose={onClose}
      holds
      size="l"
      footer={
        <>
          <span className="grow small muted">{report === undefined ? '' : report.fileName}</span>
          <Button onPress={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button
            variant="primary"
            isDisabled={report === undefined || report.ready === 0 || preview.isPending}
            isPending={post.isPending}
            onPress={() => (preview.data === undefined ? undefined : post.mutate(preview.data))}
          >
            {t('file.post', { count: report?.ready ?? 0 })}
          </Button>
        </>
      }
    >
      <div className="stack">
        <div className="row payments-file-pick">
          <Select
            label={t('file.creditor')}
            value={creditorId}
            onChange={pick}
            options={options}
            className="grow"
            {...(creditors.isSuccess && options.length === 0 ? { help: t('file.noCreditors') } : {})}
          />
          <FileButton
            label={t('file.choose')}
            isDisabled={creditorId === null}
            onChoose={(file) => (creditorId === null ? undefined : preview.mutate({ file, creditor: creditorId }))}
          >
            {t(report === undefined ? 'file.choose' : 'file.other')}
          </FileButton>
        </div>
        {preview.isIdle ? <p className="small muted">{t('file.hint')}</p> : null}
        {preview.isPending ? <ProgressBar label={t('file.reading')} /> : null}
        {preview.isError ? <Notice tone="bad" live title={sentence(preview.error)} /> : null}
        {post.isError ? <Notice tone="bad" live title={sentence(post.error)} /> : null}
        {report === undefined || preview.isPending ? null : <FileReport report={report} />}
      </div>
    </Dialog>
  );
};

/** A missing column is named in the reader's words, not by its id. */
const useFileErrorWords = (): ((error: unknown) => string) => {
  const { t } = useTranslation('payments');
  const words = useErrorWords();
  const format = useFormat();
  return (error) => {
    if (!(error instanceof AppError) || error.code !== 'layout-incomplete') return words(error);
    const missing = String(error.params['fields'] ?? '').split(', ');
    const fields = PAYMENT_FIELDS.filter((field) => missing.includes(field)).map((field) => t(`fields.${field}`));
    return t('file.missingColumns', { fields: format.list(fields) });
  };
};
