import { useId, useRef, useState } from 'react';
import { FileText } from 'lucide-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { administrationRoutes } from '../../../src-shared/contract/administration.ts';
import { intakeRoutes } from '../../../src-shared/contract/intake.ts';
import { useApp } from '../../app/context.tsx';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Select } from '../../ui/select.tsx';

/** A new placement: for whom, under which mandate, and the file. The rest is read from the file. */
export const NewPlacementDialog = ({
  onClose,
  onBegun,
}: {
  readonly onClose: () => void;
  readonly onBegun: (batchId: string) => void;
}) => {
  const { t } = useTranslation('intake');
  const { api } = useApp();
  const format = useFormat();
  const words = useErrorWords();
  const [creditorChoice, setCreditor] = useState<string | null>(null);
  const [mandateChoice, setMandate] = useState<string | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [sent, setSent] = useState(0);
  const creditors = useRead(administrationRoutes.listCreditors, {});
  const mandates = useRead(administrationRoutes.listMandates, { query: {} });
  const creditorOptions = (creditors.data?.creditors ?? []).map(({ id, name }) => ({ id, label: name }));
  const creditorId = creditorChoice ?? (creditorOptions.length === 1 ? (creditorOptions[0]?.id ?? null) : null);
  const open = (mandates.data?.mandates ?? []).filter((m) => m.creditorId === creditorId && m.status === 'open');
  const mandateId =
    open.find(({ id }) => id === mandateChoice)?.id ?? (open.length === 1 ? (open[0]?.id ?? null) : null);
  const stop = useRef<AbortController | null>(null);
  const upload = useMutation({
    mutationFn: (chosen: { readonly file: File; readonly creditorId: string; readonly mandateId: string }) => {
      stop.current = new AbortController();
      return api.upload(
        intakeRoutes.uploadPlacement,
        { query: { creditorId: chosen.creditorId, mandateId: chosen.mandateId, fileName: chosen.file.name } },
        chosen.file,
        (done) => setSent(done),
        stop.current.signal,
      );
    },
    onSuccess: ({ batchId }) => onBegun(batchId),
  });
  const ready = file !== null && creditorId !== null && mandateId !== null;
  const close = (): void => {
    stop.current?.abort();
    onClose();
  };
  return (
    <Dialog
      title={t('new.title')}
      isOpen
      onClose={close}
      holds
      footer={
        <>
          <span className="grow" />
          <Button onPress={close}>{t('cancel', { ns: 'ui' })}</Button>
          <Button
            variant="primary"
            isDisabled={!ready}
            isPending={upload.isPending}
            onPress={() => {
              if (ready) upload.mutate({ file, creditorId, mandateId });
            }}
          >
            {t('new.read')}
          </Button>
        </>
      }
    >
      <div className="stack">
        <div className="intake-pair">
          <Select
            label={t('new.creditor')}
            value={creditorId}
            onChange={setCreditor}
            options={creditorOptions}
            {...(creditors.isSuccess && creditorOptions.length === 0 ? { help: t('new.noCreditors') } : {})}
          />
          <Select
            label={t('new.mandate')}
            value={mandateId}
            onChange={setMandate}
            isDisabled={creditorId === null}
            options={open.map(({ id, title, endsOn }) => ({
              id,
              label: title,
              detail: t('new.ends', { date: format.date(endsOn) }),
            }))}
            {...(creditorId !== null && mandates.isSuccess && open.length === 0 ? { help: t('new.noMandates') } : {})}
          />
        </div>
        <FileDrop file={file} onChoose={setFile} />
        {upload.isPending && file !== null ? (
          <ProgressBar
            label={t('new.sending')}
            value={file.size === 0 ? 1 : sent / file.size}
            text={t('new.sent', {
              sent: format.number(Math.round(sent / 1024)),
              total: format.number(Math.ceil(file.size / 1024)),
            })}
          />
        ) : null}
        {upload.isError ? <Notice tone="bad" live title={words(upload.error)} /> : null}
      </div>
    </Dialog>
  );
};

const FileDrop = ({ file, onChoose }: { readonly file: File | null; readonly onChoose: (file: File) => void }) => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const inputId = useId();
  const [over, setOver] = useState(false);
  return (
    <label
      htmlFor={inputId}
      className="intake-drop"
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const dropped = event.dataTransfer.files[0];
        if (dropped !== undefined) onChoose(dropped);
      }}
    >
      <FileText aria-hidden="true" />
      <span className="grow">
        <strong className="clip">{file === null ? t('new.drop') : file.name}</strong>
        <span className="small muted">
          {file === null ? t('new.kinds') : t('new.size', { size: format.number(Math.ceil(file.size / 1024)) })}
        </span>
      </span>
      <input
        id={inputId}
        type="file"
        aria-label={t('new.file')}
        className="visually-hidden"
        accept=".csv,.txt,.asc,.dat,.tsv,text/csv,text/plain"
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen !== undefined) onChoose(chosen);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
};
