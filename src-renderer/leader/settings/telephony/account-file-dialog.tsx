import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import {
  ACCOUNT_COLUMNS,
  type AccountMapping,
  type AccountPreview,
  telephonySettingsRoutes,
} from '../../../../src-shared/contract/telephony-settings.ts';
import { useApp } from '../../../app/context.tsx';
import { useErrorWords } from '../../../app/error-words.ts';
import { useFormat } from '../../../app/format.ts';
import { useWrite } from '../../../app/query.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FileButton } from '../../../ui/file-button.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { Select } from '../../../ui/select.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { useToasts } from '../../../ui/toast.tsx';

/** As spreadsheets write it: in UTF-8, or in the letters of Windows. */
const textOf = async (file: File): Promise<string> => {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};

/** Accounts from a file: which column is which, which line is whose, what is wrong; then all of them or none. */
export const AccountFileDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation(['telephony', 'ui']);
  const { api } = useApp();
  const words = useErrorWords();
  const toasts = useToasts();
  const preview = useMutation({
    mutationFn: async (asked: {
      readonly name: string;
      readonly text: string;
      readonly columns: AccountMapping | null;
    }) => {
      const { text, columns } = asked;
      const read = await api.call(telephonySettingsRoutes.previewAccounts, { body: { text, columns } });
      return { ...asked, read };
    },
  });
  const take = useWrite(telephonySettingsRoutes.importAccounts, [telephonySettingsRoutes.read]);
  const shown = preview.data;
  const lines = shown?.read.lines ?? [];
  const wrong = lines.filter(({ problem }) => problem !== null).length;
  const changing = lines.filter(({ change, problem }) => problem === null && change !== 'same').length;
  const ready = shown !== undefined && wrong === 0 && shown.read.missing.length === 0 && changing > 0;
  const confirm = (): void => {
    if (shown === undefined || !ready) return;
    take.mutate(
      { body: { text: shown.text, columns: shown.read.columns } },
      {
        onSuccess: ({ saved }) => {
          toasts.good(t('file.done', { count: saved }));
          onClose();
        },
      },
    );
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
          <span className="grow small muted clip">{shown?.name ?? ''}</span>
          <Button onPress={onClose}>{t('cancel', { ns: 'ui' })}</Button>
          <Button
            variant="primary"
            isDisabled={!ready || preview.isPending}
            isPending={take.isPending}
            onPress={confirm}
          >
            {t('file.take', { count: changing })}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p className="small muted">{t('file.hint')}</p>
        <div>
          <FileButton
            label={t('file.choose')}
            onChoose={(file) =>
              void textOf(file).then((text) => preview.mutate({ name: file.name, text, columns: null }))
            }
          >
            {t(shown === undefined ? 'file.choose' : 'file.other')}
          </FileButton>
        </div>
        {preview.isPending ? <ProgressBar label={t('file.reading')} /> : null}
        {preview.isError ? <Notice tone="bad" live title={words(preview.error)} /> : null}
        {take.isError ? <Notice tone="bad" live title={words(take.error)} /> : null}
        {shown === undefined ? null : (
          <>
            <Columns
              read={shown.read}
              onChange={(columns) => preview.mutate({ name: shown.name, text: shown.text, columns })}
            />
            <Verdict read={shown.read} wrong={wrong} />
            {lines.length === 0 ? null : <Lines read={shown.read} />}
          </>
        )}
      </div>
    </Dialog>
  );
};

const NONE = '-';

const Columns = (props: { readonly read: AccountPreview; readonly onChange: (columns: AccountMapping) => void }) => {
  const { read, onChange } = props;
  const { t } = useTranslation('telephony');
  const options = [
    { id: NONE, label: t('file.noColumn') },
    ...read.header.map((name, at) => ({ id: String(at), label: name || `${at + 1}` })),
  ];
  return (
    <fieldset className="settings-group">
      <legend>{t('file.columns')}</legend>
      <div className="telephony-columns">
        {ACCOUNT_COLUMNS.map((column) => (
          <Select
            key={column}
            label={t(`file.column.${column}`)}
            value={String(read.columns[column] ?? NONE)}
            onChange={(id) => onChange({ ...read.columns, [column]: id === NONE ? null : Number(id) })}
            options={options}
          />
        ))}
      </div>
    </fieldset>
  );
};

const Verdict = ({ read, wrong }: { readonly read: AccountPreview; readonly wrong: number }) => {
  const { t } = useTranslation('telephony');
  const format = useFormat();
  if (read.missing.length > 0) {
    const columns = format.list(read.missing.map((column) => t(`file.column.${column}`)));
    return <Notice tone="bad" live title={t('file.missing', { columns })} />;
  }
  if (read.lines.length === 0) return <Notice tone="warn" live title={t('file.nothing')} />;
  return wrong > 0 ? (
    <Notice tone="bad" live title={t('file.wrong', { count: wrong })} />
  ) : (
    <Notice tone="good" live title={t('file.good', { count: read.lines.length })} />
  );
};

const Lines = ({ read }: { readonly read: AccountPreview }) => {
  const { t } = useTranslation('telephony');
  return (
    <div className="telephony-lines" tabIndex={0} role="group" aria-label={t('file.title')}>
      <table className="settings-list">
        <thead>
          <tr>
            <th scope="col">{t('file.line')}</th>
            <th scope="col">{t('file.inFile')}</th>
            <th scope="col">{t('file.who')}</th>
            <th scope="col">{t('file.column.username')}</th>
            <th scope="col">{t('file.what')}</th>
          </tr>
        </thead>
        <tbody>
          {read.lines.map(({ line, operator, name, username, change, problem }) => (
            <tr key={line}>
              <th scope="row" className="num">
                {line}
              </th>
              <td>{operator || '—'}</td>
              <td>{name || '—'}</td>
              <td className="mono">{username || '—'}</td>
              <td>
                {problem === null ? (
                  <Tag tone={change === 'same' ? 'plain' : 'good'}>{t(`file.change.${change}`)}</Tag>
                ) : (
                  <Tag tone="bad">{t(`file.problem.${problem}`)}</Tag>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
