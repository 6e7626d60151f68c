import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../app/format.ts';
import { Button } from '../button.tsx';
import type { Column } from './column.ts';
import { saveFile, tableAsCsv } from './export-csv.ts';

/** Saves the table's rows as CSV, in the order and with the filters that are on the screen. */
export const ExportButton = <Row,>({
  name,
  columns,
  rows,
}: {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
}) => {
  const { t } = useTranslation('ui');
  const { lang } = useFormat();
  return (
    <Button
      size="s"
      icon={<Download aria-hidden="true" />}
      isDisabled={rows.length === 0}
      onPress={() =>
        saveFile(`${name}.csv`, new Blob([tableAsCsv(columns, rows, lang)], { type: 'text/csv;charset=utf-8' }))
      }
    >
      {t('exportCsv')}
    </Button>
  );
};
