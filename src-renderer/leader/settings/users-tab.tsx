import { Plus, Users } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrationRoutes, type TeamRow, type UserRow } from '../../../src-shared/contract/administration.ts';
import { useApp } from '../../app/context.tsx';
import { useFormat } from '../../app/format.ts';
import { useRead } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import type { Column } from '../../ui/data-table/column.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tag } from '../../ui/tag.tsx';
import { failedOf, Sheet } from '../sheet.tsx';
import { type Given, PasswordDialog } from './given-password.tsx';
import { TeamsBar } from './teams-bar.tsx';
import { UserDialog } from './user-dialog.tsx';

const NO_USERS: readonly UserRow[] = [];
const NO_TEAMS: readonly TeamRow[] = [];

/** Utenti: who may do what. The administrator keeps them; a leader sees the own team. */
export const UsersTab = () => {
  const { t } = useTranslation('settings');
  const { session } = useApp();
  const keeps = session((state) => state.user?.role === 'administrator');
  const read = useRead(administrationRoutes.listUsers, {});
  const [open, setOpen] = useState<UserRow | 'new' | null>(null);
  const [given, setGiven] = useState<Given | null>(null);
  const teams = read.data?.teams ?? NO_TEAMS;
  const columns = useColumns(teams);
  const add = (
    <Button variant="primary" size="s" icon={<Plus aria-hidden="true" />} onPress={() => setOpen('new')}>
      {t('users.new')}
    </Button>
  );
  return (
    <Sheet
      title={t('tabs.users')}
      aside={keeps ? add : <span className="muted">{t('users.readOnly')}</span>}
      failed={failedOf(read)}
    >
      <DataTable
        id="users"
        label={t('tabs.users')}
        columns={columns}
        rows={read.data?.users ?? NO_USERS}
        rowKey={(row) => row.id}
        {...(keeps ? { onOpen: setOpen } : {})}
        isLoading={read.isPending}
        empty={
          <EmptyState icon={<Users />} title={t('users.empty')} {...(keeps ? { action: add } : {})}>
            {t('users.emptyText')}
          </EmptyState>
        }
      />
      {keeps ? <TeamsBar teams={teams} /> : null}
      {open === null ? null : (
        <UserDialog
          user={open === 'new' ? null : open}
          teams={teams}
          onClose={() => setOpen(null)}
          onGiven={(next) => {
            setOpen(null);
            setGiven(next);
          }}
        />
      )}
      {given === null ? null : <PasswordDialog given={given} onClose={() => setGiven(null)} />}
    </Sheet>
  );
};

const useColumns = (teams: readonly TeamRow[]): readonly Column<UserRow>[] => {
  const { t } = useTranslation(['settings', 'shell']);
  const format = useFormat();
  return useMemo(() => {
    const names = new Map(teams.map(({ id, name }) => [id, name]));
    const teamOf = (row: UserRow): string => (row.teamId === null ? '' : (names.get(row.teamId) ?? ''));
    const roleOf = (row: UserRow): string => t(`role.${row.role}`, { ns: 'shell' });
    return [
      {
        id: 'name',
        header: t('users.name'),
        cell: (row) => (row.disabledAt === null ? <b>{row.name}</b> : <span className="muted">{row.name}</span>),
        sort: (row) => row.name,
        width: 180,
        grow: 2,
        isRowHeader: true,
      },
      {
        id: 'login',
        header: t('users.login'),
        cell: (row) => <span className="mono">{row.login}</span>,
        sort: (row) => row.login,
      },
      { id: 'role', header: t('users.role'), cell: roleOf, sort: roleOf, width: 130, grow: 1 },
      {
        id: 'team',
        header: t('users.team'),
        cell: (row) => teamOf(row) || '—',
        sort: (row) => teamOf(row) || null,
        width: 130,
        grow: 1,
      },
      {
        id: 'status',
        header: t('users.status'),
        cell: (row) => (
          <>
            {row.disabledAt === null ? <Tag tone="good">{t('users.active')}</Tag> : <Tag>{t('users.disabled')}</Tag>}{' '}
            {row.passwordGiven && row.disabledAt === null ? <Tag tone="warn">{t('users.given')}</Tag> : null}
          </>
        ),
        sort: (row) => (row.disabledAt === null ? 0 : 1),
        width: 200,
        grow: 1,
      },
      {
        id: 'holds',
        header: t('users.holds'),
        cell: (row) => (row.role === 'operator' || row.holds > 0 ? format.number(row.holds) : '—'),
        sort: (row) => row.holds,
        align: 'end',
        width: 120,
      },
      {
        id: 'since',
        header: t('users.since'),
        cell: (row) => format.date(row.createdAt.slice(0, 10)),
        sort: (row) => row.createdAt,
        width: 116,
      },
    ];
  }, [t, format, teams]);
};
