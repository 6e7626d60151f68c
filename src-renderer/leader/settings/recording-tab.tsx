import { useTranslation } from 'react-i18next';
import { administrationRoutes } from '../../../src-shared/contract/administration.ts';
import {
  RecordingPolicyInput,
  recordingRoutes,
  type RecordingPolicyDetail,
} from '../../../src-shared/contract/recording.ts';
import { RETENTION_DAYS } from '../../../src-shared/domain/recording-policy.ts';
import { useRead, useWrite } from '../../app/query.ts';
import { useUnsaved } from '../../app/remembered.ts';
import { Checkbox, RadioGroup } from '../../ui/checkbox.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useToasts } from '../../ui/toast.tsx';
import { failedOf, Sheet } from '../sheet.tsx';
import { SettingsForm } from './settings-form.tsx';

/** Registrazioni: whether calls may be recorded, of which mandates, for how long, and who listens. */
export const RecordingTab = () => {
  const { t } = useTranslation(['recording', 'ui']);
  const read = useRead(recordingRoutes.readRecordingPolicy, {});
  return (
    <Sheet title={t('policy.title')} failed={failedOf(read)}>
      <div className="settings-scroll">
        {read.data === undefined ? (
          <SkeletonRows rows={6} height={48} label={t('loading', { ns: 'ui' })} />
        ) : (
          <PolicyForm key={read.data.revision} detail={read.data} />
        )}
      </div>
    </Sheet>
  );
};

type Fields = Omit<RecordingPolicyInput, 'retentionDays'> & { readonly retentionDays: number | null };

const PolicyForm = ({ detail }: { readonly detail: RecordingPolicyDetail }) => {
  const { t } = useTranslation(['recording', 'settings']);
  const toasts = useToasts();
  const draft = useUnsaved<Fields>('recording', String(detail.revision), detail.policy);
  const { enabled, mandateIds, retentionDays, operatorsListen, question } = draft.value;
  const set = (change: Partial<Fields>): void => draft.set({ ...draft.value, ...change });
  const save = useWrite(recordingRoutes.saveRecordingPolicy, [recordingRoutes.readRecordingPolicy]);
  const checked = RecordingPolicyInput.safeParse(draft.value);
  const nobody = enabled && mandateIds?.length === 0;
  const short = (text: string): string | null =>
    RecordingPolicyInput.shape.question.shape.it.safeParse(text).success ? null : t('policy.questionShort');
  const submit = (): void => {
    if (!checked.success || nobody) return;
    save.mutate(
      { body: { revision: detail.revision, policy: checked.data } },
      {
        onSuccess: ({ policy }) => {
          draft.forget();
          toasts.good(t(policy.enabled ? 'policy.saved' : 'policy.savedOff'));
        },
      },
    );
  };
  const size = t('policy.megabytes', { n: Math.ceil(detail.bytes / 1024 / 1024) });
  return (
    <SettingsForm draft={draft} save={save} onSave={submit} isWrong={!checked.success || nobody}>
      <Notice tone={enabled ? 'warn' : 'info'} title={t('policy.first')}>
        {t('policy.lead')}
      </Notice>
      <Checkbox isSelected={enabled} onChange={(on) => set({ enabled: on })}>
        {t('policy.enabled')}
      </Checkbox>
      {enabled ? <Mandates chosen={mandateIds} onChange={(ids) => set({ mandateIds: ids })} /> : null}
      {nobody ? <Notice tone="warn" title={t('policy.noMandates')} /> : null}
      <NumberField
        label={t('policy.days')}
        help={t('policy.daysHelp')}
        value={retentionDays}
        onChange={(days) => set({ retentionDays: days })}
        min={RETENTION_DAYS.min}
        max={RETENTION_DAYS.max}
        unit={t('policy.daysUnit')}
        className="settings-short"
        error={retentionDays === null ? t('required', { ns: 'settings' }) : null}
      />
      <fieldset className="settings-group">
        <legend>{t('policy.listen')}</legend>
        <p className="small muted">{t('policy.leaders')}</p>
        <Checkbox isSelected={operatorsListen} onChange={(on) => set({ operatorsListen: on })}>
          {t('policy.operators')}
        </Checkbox>
      </fieldset>
      {(['it', 'en'] as const).map((lang) => (
        <TextArea
          key={lang}
          label={t(lang === 'it' ? 'policy.questionIt' : 'policy.questionEn')}
          help={lang === 'it' ? t('policy.questionHelp') : undefined}
          value={question[lang]}
          onChange={(text) => set({ question: { ...question, [lang]: text } })}
          maxLength={1000}
          rows={3}
          error={short(question[lang])}
        />
      ))}
      <p className="small muted">{t('policy.kept', { count: detail.kept, size })}</p>
    </SettingsForm>
  );
};

/** All mandates, or those that are ticked; open ones, and any that was chosen while it was open. */
const Mandates = ({
  chosen,
  onChange,
}: {
  readonly chosen: readonly string[] | null;
  readonly onChange: (ids: string[] | null) => void;
}) => {
  const { t } = useTranslation('recording');
  const mandates = useRead(administrationRoutes.listMandates, { query: {} }).data?.mandates ?? [];
  const shown = mandates.filter(({ id, status }) => status === 'open' || chosen?.includes(id) === true);
  return (
    <fieldset className="settings-group">
      <RadioGroup
        label={t('policy.mandates')}
        value={chosen === null ? 'all' : 'some'}
        onChange={(which) => onChange(which === 'all' ? null : [])}
        options={[
          { id: 'all', label: t('policy.allMandates') },
          { id: 'some', label: t('policy.someMandates') },
        ]}
      />
      {chosen === null
        ? null
        : shown.map(({ id, creditor, code, title }) => (
            <Checkbox
              key={id}
              isSelected={chosen.includes(id)}
              onChange={(on) => onChange(on ? [...chosen, id] : chosen.filter((one) => one !== id))}
            >
              {[creditor, code, title].filter((part) => part !== '').join(' · ')}
            </Checkbox>
          ))}
    </fieldset>
  );
};
