import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../src-shared/contract/administration.ts';
import { useAuthorWords } from '../../app/author-words.ts';
import { useFormat } from '../../app/format.ts';
import type { Column } from '../../ui/data-table/column.ts';
import { useActionWords, useListWords } from './action-words.ts';
import { useDetailWords } from './detail-words.ts';

/** What an entry says beyond its action, as it was written: an export is read by programs and by lawyers. */
const detailText = (detail: AuditEntry['detail']): string =>
  Object.entries(detail)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(' · ');

export const useAuditColumns = (): readonly Column<AuditEntry>[] => {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const words = useActionWords();
  const lists = useListWords();
  const details = useDetailWords();
  const author = useAuthorWords();
  return useMemo(() => {
    const subject = (row: AuditEntry): string => {
      if (row.caseId === null) return row.about || lists(row.subject);
      return row.caseNumber ?? t('audit.hidden');
    };
    const user = (row: AuditEntry): string => row.user || (row.userId === '' ? t('audit.system') : author(row.userId));
    return [
      {
        id: 'seq',
        header: t('audit.seq'),
        cell: (row) => format.number(row.seq),
        text: (row) => row.seq,
        align: 'end',
        width: 80,
      },
      {
        id: 'at',
        header: t('audit.when'),
        cell: (row) => format.dateTime(row.at),
        text: (row) => row.at,
        width: 150,
        isRowHeader: true,
      },
      { id: 'user', header: t('audit.user'), cell: user, text: user, width: 160, grow: 1 },
      {
        id: 'action',
        header: t('audit.action'),
        cell: (row) => words(row.action),
        text: (row) => row.action,
        width: 180,
        grow: 1,
      },
      {
        id: 'subject',
        header: t('audit.subject'),
        cell: (row) => <span className="clip">{subject(row)}</span>,
        text: subject,
        width: 170,
        grow: 1,
      },
      {
        id: 'detail',
        header: t('audit.detail'),
        cell: (row) => {
          const said = details(row.detail);
          return (
            <span className="clip" title={said}>
              {said}
            </span>
          );
        },
        text: (row) => detailText(row.detail),
        width: 220,
        grow: 3,
      },
    ];
  }, [t, format, words, lists, details, author]);
};
