import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { closingRoutes, type ClosingMandate, type ReturnFileRow } from '../../../src-shared/contract/closing.ts';
import { useAuthorWords } from '../../app/author-words.ts';
import { useFormat } from '../../app/format.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useDownload } from './use-download.ts';

/** The stored return files with their fingerprints: the same bytes, as often as they are asked for. */
export const FilesPanel = ({
  files,
  late,
}: {
  readonly files: readonly ReturnFileRow[];
  readonly late: ClosingMandate['late'];
}) => {
  const { t } = useTranslation('closing');
  const format = useFormat();
  const author = useAuthorWords();
  const download = useDownload();
  return (
    <Panel title={t('files.title')} padded>
      {files.length === 0 ? <p className="small muted">{t('files.none')}</p> : null}
      {late.reversals === 0 ? null : (
        <Notice tone="warn" title={t('files.late', { count: late.reversals, amount: format.money(late.amount) })}>
          {t('files.lateHint')}
        </Notice>
      )}
      {files.map((file) => (
        <div key={file.id} className="stack closing-file">
          <div className="row">
            <strong className="grow clip">{file.fileName}</strong>
            <Button
              size="s"
              icon={<Download aria-hidden="true" />}
              isPending={download.isPending}
              onPress={() => download.mutate({ route: closingRoutes.returnFile, params: { fileId: file.id } })}
            >
              {t('files.download')}
            </Button>
          </div>
          <div className="xs muted">
            {t('files.by', {
              by: author(file.createdBy),
              when: format.dateTime(file.createdAt),
            })}
          </div>
          <div className="xs muted num">
            {t('files.size', {
              lines: t('lines.count', { count: file.totals.cases }),
              size: format.number(Math.ceil(file.size / 1024)),
            })}
          </div>
          <div className="xs">
            <span className="muted">{t('files.hash')} </span>
            <span className="mono closing-hash">{file.sha256}</span>
          </div>
        </div>
      ))}
    </Panel>
  );
};
