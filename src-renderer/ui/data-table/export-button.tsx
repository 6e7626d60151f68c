import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { Button } from '../button.tsx';
import { Menu } from '../menu.tsx';
import type { Column } from './column.ts';
import { saveFile, tableAsCsv } from './export-csv.ts';
import { tableAsXlsx } from './export-xlsx.ts';

export type ExportButtonProps<Row> = {
  /** The file's name without its ending. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
};

/** Saves the table's rows, in the order and with the filters that are on the screen, as CSV or as a workbook. */
export const ExportButton = <Row,>({ name, columns, rows }: ExportButtonProps<Row>) => {
  const { t } = useTranslation('ui');
  const { lang } = useFormat();
  const csv = (): Blob => new Blob([tableAsCsv(columns, rows, lang)], { type: 'text/csv;charset=utf-8' });
  return (
    <Menu
      label={t('export')}
      trigger={
        <Button size="s" icon={<Download aria-hidden="true" />} isDisabled={rows.length === 0}>
          {t('export')}
        </Button>
      }
      groups={[
        {
          id: 'formats',
          actions: [
            { id: 'csv', label: t('exportCsv'), onAction: () => saveFile(`${name}.csv`, csv()) },
            {
              id: 'xlsx',
              label: t('exportXlsx'),
              onAction: () => saveFile(`${name}.xlsx`, tableAsXlsx(columns, rows, name)),
            },
          ],
        },
      ]}
    />
  );
};
