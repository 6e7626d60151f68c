import { useTranslation } from 'react-i18next';
import { administrationRoutes, type WorkspaceDetail } from '../../../src-shared/contract/administration.ts';
import { isZone } from '../../../src-shared/domain/civil-date.ts';
import { useApp } from '../../app/context.tsx';
import { useRead, useWrite } from '../../app/query.ts';
import { useUnsaved } from '../../app/remembered.ts';
import { Notice } from '../../ui/notice.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { ComboBox } from '../../ui/select.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { failedOf, Sheet } from '../sheet.tsx';
import { SettingsForm } from './settings-form.tsx';

/** Spazio di lavoro: its name, the zone of its days, the time after a call. */
export const WorkspaceTab = () => {
  const { t } = useTranslation(['settings', 'ui']);
  const read = useRead(administrationRoutes.readWorkspace, {});
  return (
    <Sheet title={t('workspace.general')} failed={failedOf(read)}>
      <div className="settings-scroll">
        {read.data === undefined ? (
          <SkeletonRows rows={3} height={54} label={t('loading', { ns: 'ui' })} />
        ) : (
          // A newer revision is a new form: what was typed over an older one must not be saved over it.
          <WorkspaceForm key={read.data.revision} workspace={read.data} />
        )}
      </div>
    </Sheet>
  );
};

type Fields = { readonly name: string; readonly zone: string; readonly wrapUp: number | null };

const WorkspaceForm = ({ workspace }: { readonly workspace: WorkspaceDetail }) => {
  const { t } = useTranslation('settings');
  const toasts = useToasts();
  const { session } = useApp();
  const keeps = session((state) => state.user?.role === 'administrator');
  const draft = useUnsaved<Fields>('workspace', String(workspace.revision), {
    name: workspace.name,
    zone: workspace.zone,
    wrapUp: workspace.wrapUpSeconds,
  });
  const { name, zone, wrapUp } = draft.value;
  const set = (change: Partial<Fields>): void => draft.set({ ...draft.value, ...change });
  const save = useWrite(administrationRoutes.saveWorkspace, [administrationRoutes.readWorkspace]);
  const zones = [...new Set([workspace.zone, ...Intl.supportedValuesOf('timeZone')])];
  const wrong = name.trim() === '' || !isZone(zone) || wrapUp === null;
  const submit = (): void => {
    if (wrong || wrapUp === null) return;
    save.mutate(
      { body: { revision: workspace.revision, name, zone, wrapUpSeconds: wrapUp } },
      {
        onSuccess: () => {
          draft.forget();
          toasts.good(t('workspace.saved'));
        },
      },
    );
  };
  return (
    <SettingsForm draft={draft} save={save} onSave={submit} isWrong={wrong} readOnly={!keeps}>
      {workspace.sample ? <Notice title={t('workspace.sample')} /> : null}
      {keeps ? null : <Notice title={t('workspace.readOnly')} />}
      <TextField
        label={t('workspace.name')}
        value={name}
        onChange={(text) => set({ name: text })}
        maxLength={80}
        isDisabled={!keeps}
        error={name.trim() === '' ? t('required') : null}
      />
      <ComboBox
        label={t('workspace.zone')}
        help={t('workspace.zoneHelp')}
        value={zone}
        onChange={(id) => set({ zone: id })}
        isDisabled={!keeps}
        options={zones.map((id) => ({ id, label: id }))}
        error={isZone(zone) ? null : t('workspace.zoneError')}
      />
      <NumberField
        label={t('workspace.wrapUp')}
        help={t('workspace.wrapUpHelp')}
        value={wrapUp}
        onChange={(seconds) => set({ wrapUp: seconds })}
        min={0}
        max={600}
        unit={t('workspace.seconds')}
        className="settings-short"
        isDisabled={!keeps}
        error={wrapUp === null ? t('required') : null}
      />
    </SettingsForm>
  );
};
