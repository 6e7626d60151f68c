import { useInfiniteQuery } from '@tanstack/react-query';
import { ScrollText, ShieldCheck } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrationRoutes, type AuditEntry } from '../../../src-shared/contract/administration.ts';
import { useApp } from '../../app/context.tsx';
import { useErrorWords } from '../../app/error-words.ts';
import { useFormat } from '../../app/format.ts';
import { useRead, useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { ExportButton } from '../../ui/data-table/export-button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { ComboBox } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useSettled } from '../settled.ts';
import { useActionWords, useFamilyWords } from './action-words.ts';
import { useAuditColumns } from './audit-columns.tsx';
import { failedOf, Sheet } from './sheet.tsx';

const PAGE = 200;
const ANY = '*';
const NO_ENTRIES: readonly AuditEntry[] = [];

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
  const read = useInfiniteQuery({
    queryKey: [administrationRoutes.listAudit.id, query],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.call(
        administrationRoutes.listAudit,
        { query: { ...query, ...(pageParam === undefined ? {} : { before: pageParam }) } },
        { signal },
      ),
    getNextPageParam: ({ entries, more }) => (more ? entries.at(-1)?.seq : undefined),
  });
  const rows = useMemo(() => read.data?.pages.flatMap(({ entries }) => entries) ?? NO_ENTRIES, [read.data]);
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
        rows={rows}
        rowKey={(row) => String(row.seq)}
        isLoading={read.isPending}
        sort={null}
        onSortChange={() => undefined}
        onEndReached={() => {
          if (read.hasNextPage && !read.isFetchingNextPage) void read.fetchNextPage();
        }}
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
      <DateField
        label={t('audit.from')}
        value={filter.from}
        onChange={(from) => set({ from })}
        max={filter.to ?? undefined}
      />
      <DateField
        label={t('audit.to')}
        value={filter.to}
        onChange={(to) => set({ to })}
        min={filter.from ?? undefined}
      />
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
