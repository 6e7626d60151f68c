import { ScrollText, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrationRoutes } from '../../../src-shared/contract/administration.ts';
import type { Answer } from '../../app/api.ts';
import { useApp } from '../../app/context.tsx';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useRead, useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { ExportButton } from '../../ui/data-table/export-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ComboBox } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { failedOf, Sheet } from '../sheet.tsx';
import { PeriodFields } from '../period-fields.tsx';
import { useReadOn } from '../read-on.ts';
import { useSettled } from '../settled.ts';
import { useActionWords, useFamilyWords } from './action-words.ts';
import { useAuditColumns } from './audit-columns.tsx';

const PAGE = 200;
const ANY = '*';
const entriesOf = ({ entries }: Answer<typeof administrationRoutes.listAudit>) => entries;

type Filter = {
  readonly userId: string;
  readonly action: string;
  readonly caseNumber: string;
  readonly from: string | null;
  readonly to: string | null;
};
const NO_FILTER: Filter = { userId: ANY, action: ANY, caseNumber: '', from: null, to: null };

const queryOf = ({ userId, action, caseNumber, from, to }: Filter) => ({
  limit: PAGE,
  ...(userId === ANY ? {} : { userId }),
  ...(action === ANY ? {} : { action }),
  ...(caseNumber.trim() === '' ? {} : { caseNumber: caseNumber.trim() }),
  ...(from === null ? {} : { from }),
  ...(to === null ? {} : { to }),
});

/** Registro accessi: who did and who viewed what, page by page as it is scrolled. */
export const AuditTab = () => {
  const { t } = useTranslation('settings');
  const { api, session } = useApp();
  const role = session((state) => state.user?.role);
  const [filter, setFilter] = useState(NO_FILTER);
  const query = queryOf(useSettled(filter));
  const columns = useAuditColumns();
  const { read, rows, table } = useReadOn(
    [administrationRoutes.listAudit.id, query],
    (page, options) => api.call(administrationRoutes.listAudit, { query: { ...query, ...page } }, options),
    entriesOf,
  );
  return (
    <Sheet
      title={t('tabs.audit')}
      failed={failedOf(read)}
      aside={
        <>
          {role === 'leader' ? <span className="muted">{t('audit.leader')}</span> : <Verify />}
          <ExportButton name="audit" columns={columns} rows={rows} />
        </>
      }
      tools={<Filters filter={filter} onChange={setFilter} actions={read.data?.pages[0]?.actions ?? []} />}
    >
      <DataTable
        id="audit"
        label={t('tabs.audit')}
        columns={columns}
        {...table}
        rowKey={(row) => String(row.seq)}
        empty={
          <EmptyState icon={<ScrollText />} title={t('audit.empty')}>
            {t('audit.emptyText')}
          </EmptyState>
        }
      />
    </Sheet>
  );
};

const Filters = ({
  filter,
  onChange,
  actions,
}: {
  readonly filter: Filter;
  readonly onChange: (filter: Filter) => void;
  readonly actions: readonly string[];
}) => {
  const { t } = useTranslation('settings');
  const users = useRead(administrationRoutes.listUsers, {}).data?.users ?? [];
  const set = (change: Partial<Filter>): void => onChange({ ...filter, ...change });
  const words = useActionWords();
  const familyWords = useFamilyWords();
  // `payment.` stands for every action that begins so.
  const families = [...new Set(actions.filter((action) => action.includes('.')).map((a) => `${a.split('.')[0]}.`))];
  return (
    <>
      <ComboBox
        label={t('audit.user')}
        value={filter.userId}
        onChange={(userId) => set({ userId })}
        options={[
          { id: ANY, label: t('audit.anyone') },
          ...users.map(({ id, name, login }) => ({ id, label: name, detail: login })),
        ]}
      />
      <ComboBox
        label={t('audit.action')}
        value={filter.action}
        onChange={(action) => set({ action })}
        options={[
          { id: ANY, label: t('audit.anyAction') },
          ...families.map((id) => ({ id, label: t('audit.allOf', { family: familyWords(id.slice(0, -1)) }) })),
          ...actions.map((id) => ({ id, label: words(id) })),
        ]}
      />
      <TextField
        label={t('audit.case')}
        value={filter.caseNumber}
        onChange={(caseNumber) => set({ caseNumber })}
        maxLength={80}
        mono
      />
      <PeriodFields period={filter} labels={{ from: t('audit.from'), to: t('audit.to') }} onChange={set} />
    </>
  );
};

const Verify = () => {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const words = useErrorWords();
  const verify = useWrite(administrationRoutes.verifyAudit);
  const result = verify.data;
  return (
    <>
      {verify.isError ? <Notice tone="bad" live title={words(verify.error)} /> : null}
      {result === undefined ? null : result.brokenAt === null ? (
        <Notice tone="good" live title={t('audit.verified', { count: result.entries })}>
          {t('audit.at', { time: format.time(result.at) })}
        </Notice>
      ) : (
        <Notice tone="bad" live title={t('audit.broken', { seq: result.brokenAt })}>
          {t('audit.brokenText')}
        </Notice>
      )}
      <Button
        size="s"
        icon={<ShieldCheck aria-hidden="true" />}
        isPending={verify.isPending}
        onPress={() => verify.mutate({})}
      >
        {t('audit.verify')}
      </Button>
    </>
  );
};
