import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { intakeRoutes, type Draft } from '../../../src-shared/contract/intake.ts';
import type { LayoutSpec } from '../../../src-shared/contract/layout.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useRead, useWrite } from '../../app/query.ts';
import { useUnsaved } from '../../app/remembered.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Columns } from '../../ui/page-header.tsx';
import { Panel } from '../../ui/panel.tsx';
import { DiscardButton } from './discard-button.tsx';
import { useFieldWords } from './field-words.ts';
import { LayoutSettings, type Keep } from './layout-settings.tsx';
import { MappingTable } from './mapping-table.tsx';
import { PreviewTable } from './preview-table.tsx';

type Props = { readonly draft: Draft; readonly onChecked: () => void; readonly onGone: () => void };

/** Which column is which field, with the first rows as they would be read. */
export const MappingStep = ({ draft, onChecked, onGone }: Props) => {
  const { t } = useTranslation('intake');
  const format = useFormat();
  const words = useErrorWords();
  const fieldWords = useFieldWords();
  const suggested = draft.layout;
  const written = useUnsaved<LayoutSpec | null>(
    `layout.${draft.batch.id}`,
    JSON.stringify(suggested?.spec ?? null),
    suggested?.spec ?? null,
  );
  const { value: spec, set: setSpec } = written;
  const [keep, setKeep] = useState<Keep>({
    save: suggested?.origin !== 'recognised',
    comment: t('mapping.comment', { file: draft.batch.fileName }),
  });
  const batchId = draft.batch.id;
  const preview = useRead(
    intakeRoutes.previewLayout,
    { params: { batchId }, body: { spec: spec ?? EMPTY } },
    { enabled: spec !== null, keep: true },
  );
  const check = useWrite(intakeRoutes.checkDraft, [
    intakeRoutes.readDraft,
    intakeRoutes.listRows,
    intakeRoutes.listLayouts,
  ]);
  if (spec === null || draft.file === null) return null;
  const columns = draft.file.columns.length > 0 ? draft.file.columns : spec.columns;
  const missing = preview.data?.missing ?? [];
  const run = (): void =>
    check.mutate(
      {
        params: { batchId },
        body: { spec, save: keep.save && keep.comment.trim() !== '' ? { comment: keep.comment } : null },
      },
      {
        onSuccess: () => {
          written.forget();
          onChecked();
        },
      },
    );
  return (
    <>
      {suggested?.origin === 'recognised' ? (
        <Notice tone="info" title={t('mapping.recognised', { name: spec.name, version: suggested.version ?? 1 })} />
      ) : null}
      {missing.length > 0 ? (
        <Notice tone="bad" live title={t('mapping.missing', { fields: format.list(missing.map(fieldWords)) })} />
      ) : null}
      {preview.isError ? <Notice tone="bad" live title={words(preview.error)} /> : null}
      {check.isError ? <Notice tone="bad" live title={words(check.error)} /> : null}
      <Columns>
        <Panel
          fill
          title={t('mapping.title')}
          aside={<span className="muted">{t('mapping.count', { count: columns.length })}</span>}
          footer={
            <>
              <DiscardButton batchId={batchId} onGone={onGone} />
              <span className="grow" />
              <Button
                variant="primary"
                isDisabled={missing.length > 0 || spec.name.trim() === '' || preview.isPending}
                isPending={check.isPending}
                onPress={run}
              >
                {t('mapping.check', { count: draft.file.lines })}
              </Button>
            </>
          }
        >
          <MappingTable
            spec={spec}
            columns={columns}
            suggestions={suggested?.suggestions ?? []}
            preview={preview.data}
            onChange={setSpec}
          />
        </Panel>
        <div className="intake-aside">
          <LayoutSettings spec={spec} onChange={setSpec} keep={keep} onKeep={setKeep} />
          <PreviewTable spec={spec} preview={preview.data} isLoading={preview.isPending} />
        </div>
      </Columns>
    </>
  );
};

/** Never sent: the read is off until there is a layout. */
const EMPTY: LayoutSpec = {
  name: '-',
  encoding: null,
  delimiter: ';',
  quote: '"',
  headerRow: true,
  columns: [],
  decimal: ',',
  dateFormat: 'dd/MM/yyyy',
  phoneCountry: 'IT',
  records: null,
  mappings: [{ column: 1, field: 'case.number', transforms: [] }],
  constants: [],
  required: [],
  positionKey: [],
  tolerance: 1,
};
