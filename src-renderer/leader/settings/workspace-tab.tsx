import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { administrationRoutes, type WorkspaceDetail } from '../../../src-shared/contract/administration.ts';
import { isZone } from '../../../src-shared/domain/civil-date.ts';
import { useApp } from '../../app/context.tsx';
import { useErrorWords } from '../../app/error-words.ts';
import { useRead, useWrite } from '../../app/query.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { ComboBox } from '../../ui/select.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { failedOf, Sheet } from './sheet.tsx';

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

const WorkspaceForm = ({ workspace }: { readonly workspace: WorkspaceDetail }) => {
  const { t } = useTranslation('settings');
  const words = useErrorWords();
  const toasts = useToasts();
  const { session } = useApp();
  const keeps = session((state) => state.user?.role === 'administrator');
  const [name, setName] = useState(workspace.name);
  const [zone, setZone] = useState(workspace.zone);
  const [wrapUp, setWrapUp] = useState<number | null>(workspace.wrapUpSeconds);
  const save = useWrite(administrationRoutes.saveWorkspace, [administrationRoutes.readWorkspace]);
  const zones = [...new Set([workspace.zone, ...Intl.supportedValuesOf('timeZone')])];
  const wrong = name.trim() === '' || !isZone(zone) || wrapUp === null;
  const submit = (): void => {
    if (wrong || wrapUp === null) return;
    save.mutate(
      { body: { revision: workspace.revision, name, zone, wrapUpSeconds: wrapUp } },
      { onSuccess: () => toasts.good(t('workspace.saved')) },
    );
  };
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {workspace.sample ? <Notice title={t('workspace.sample')} /> : null}
      {keeps ? null : <Notice title={t('workspace.readOnly')} />}
      <TextField
        label={t('workspace.name')}
        value={name}
        onChange={setName}
        maxLength={80}
        isDisabled={!keeps}
        error={name.trim() === '' ? t('required') : null}
      />
      <ComboBox
        label={t('workspace.zone')}
        help={t('workspace.zoneHelp')}
        value={zone}
        onChange={setZone}
        isDisabled={!keeps}
        options={zones.map((id) => ({ id, label: id }))}
        error={isZone(zone) ? null : t('workspace.zoneError')}
      />
      <NumberField
        label={t('workspace.wrapUp')}
        help={t('workspace.wrapUpHelp')}
        value={wrapUp}
        onChange={setWrapUp}
        min={0}
        max={600}
        unit={t('workspace.seconds')}
        className="settings-short"
        isDisabled={!keeps}
        error={wrapUp === null ? t('required') : null}
      />
      {save.isError ? <Notice tone="bad" live title={words(save.error)} /> : null}
      {keeps ? (
        <div>
          <Button variant="primary" type="submit" isPending={save.isPending} isDisabled={wrong}>
            {t('save')}
          </Button>
        </div>
      ) : null}
    </form>
  );
};
