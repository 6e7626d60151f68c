import { Pencil, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrationRoutes, type TeamRow } from '../../../src-shared/contract/administration.ts';
import { useErrorWords } from '../../app/error-words.ts';
import { useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { FormDialog } from './form-dialog.tsx';

/** The teams, under the table of their members. */
export const TeamsBar = ({ teams }: { readonly teams: readonly TeamRow[] }) => {
  const { t } = useTranslation('settings');
  const words = useErrorWords();
  const toasts = useToasts();
  const [open, setOpen] = useState<TeamRow | 'new' | null>(null);
  const drop = useWrite(administrationRoutes.dropTeam, [administrationRoutes.listUsers]);
  return (
    <div className="settings-teams">
      <b className="small">{t('users.teams')}</b>
      {teams.length === 0 ? <span className="small muted">{t('users.noTeams')}</span> : null}
      {teams.map((team) => (
        <span key={team.id} className="settings-team">
          {team.name} <span className="muted">{t('users.members', { count: team.members })}</span>
          <IconButton
            size="s"
            label={t('users.rename', { name: team.name })}
            icon={<Pencil />}
            onPress={() => setOpen(team)}
          />
          <IconButton
            size="s"
            label={t('users.remove', { name: team.name })}
            icon={<X />}
            isDisabled={team.members > 0}
            onPress={() =>
              drop.mutate({ params: { teamId: team.id } }, { onError: (error) => toasts.bad(words(error)) })
            }
          />
        </span>
      ))}
      <Button size="s" variant="quiet" icon={<Plus aria-hidden="true" />} onPress={() => setOpen('new')}>
        {t('users.newTeam')}
      </Button>
      {open === null ? null : <TeamDialog team={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </div>
  );
};

const TeamDialog = ({ team, onClose }: { readonly team: TeamRow | null; readonly onClose: () => void }) => {
  const { t } = useTranslation('settings');
  const words = useErrorWords();
  const [name, setName] = useState(team?.name ?? '');
  const [tried, setTried] = useState(false);
  const create = useWrite(administrationRoutes.createTeam, [administrationRoutes.listUsers]);
  const save = useWrite(administrationRoutes.saveTeam, [administrationRoutes.listUsers]);
  const { error } = team === null ? create : save;
  const confirm = (): void => {
    setTried(true);
    if (name.trim() === '') return;
    if (team === null) create.mutate({ body: { name } }, { onSuccess: onClose });
    else save.mutate({ params: { teamId: team.id }, body: { name } }, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={team === null ? t('users.newTeam') : t('users.rename', { name: team.name })}
      size="s"
      onClose={onClose}
      onConfirm={confirm}
      isPending={create.isPending || save.isPending}
    >
      <TextField
        label={t('users.teamName')}
        value={name}
        onChange={setName}
        maxLength={80}
        autoFocus
        error={tried && name.trim() === '' ? t('required') : null}
      />
      {error === null ? null : <Notice tone="bad" live title={words(error)} />}
    </FormDialog>
  );
};
