import { FlaskConical } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  EXCHANGES,
  type PracticeState,
  type TelephonyOperator,
  type TelephonySettings,
  telephonySettingsRoutes,
} from '../../../../src-shared/contract/telephony-settings.ts';
import { useErrorWords } from '../../../app/error-words.ts';
import { useWrite } from '../../../app/query.ts';
import { useUnsaved } from '../../../app/remembered.ts';
import { Button } from '../../../ui/button.tsx';
import { RadioGroup } from '../../../ui/checkbox.tsx';
import { Notice } from '../../../ui/notice.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { TextArea } from '../../../ui/text-field.tsx';
import { useToasts } from '../../../ui/toast.tsx';
import { SaveLine } from '../save-line.tsx';
import { type ExchangeFields, fieldsOf, inputOf, isRight, problemsOf } from './exchange-fields.ts';
import { ServerFields } from './server-fields.tsx';
import { TrialDialog } from './trial-dialog.tsx';

const PRACTICE_TONES = { off: 'plain', starting: 'info', running: 'good', failed: 'bad' } as const;

/** Which exchange, and how numbers are dialled through it. */
export const ExchangeForm = ({
  settings,
  operators,
  practice,
}: {
  readonly settings: TelephonySettings;
  readonly operators: readonly TelephonyOperator[];
  readonly practice: PracticeState;
}) => {
  const { t } = useTranslation('telephony');
  const words = useErrorWords();
  const toasts = useToasts();
  const draft = useUnsaved('telephony', String(settings.revision), fieldsOf(settings));
  // A password stays on this page only, and only until it is saved.
  const [credentials, setCredentials] = useState<Readonly<Record<string, string>>>({});
  const [tried, setTried] = useState(false);
  const [testing, setTesting] = useState(false);
  const save = useWrite(telephonySettingsRoutes.save, [telephonySettingsRoutes.read]);
  const fields = draft.value;
  const set = (change: Partial<ExchangeFields>): void => draft.set({ ...fields, ...change });
  const problems = problemsOf(fields, settings, credentials);
  const submit = (): void => {
    setTried(true);
    if (!isRight(problems)) return;
    save.mutate(
      { body: inputOf(fields, settings, credentials) },
      {
        onSuccess: () => {
          draft.forget();
          toasts.good(t('exchange.saved'));
        },
      },
    );
  };
  const canTest =
    fields.exchange === 'server'
      ? problems.server === null && !problems.domain
      : fields.exchange === 'practice' && practice === 'running';
  return (
    <form
      className="settings-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <RadioGroup
        label={t('exchange.label')}
        value={fields.exchange}
        onChange={(exchange) => set({ exchange })}
        options={EXCHANGES.map((id) => ({ id, label: t(`exchange.${id}`), detail: t(`exchange.${id}Text`) }))}
      />
      {fields.exchange === 'practice' ? (
        <Notice
          title={t('practice.title')}
          actions={
            settings.exchange === 'practice' ? (
              <span role="status">
                <span className="visually-hidden">{t('practice.state')} </span>
                <Tag tone={PRACTICE_TONES[practice]}>{t(`practice.${practice}`)}</Tag>
              </span>
            ) : undefined
          }
        >
          {t('practice.text')}
        </Notice>
      ) : null}
      {fields.exchange === 'server' ? (
        <ServerFields
          settings={settings}
          fields={fields}
          onChange={set}
          credentials={credentials}
          onCredentials={setCredentials}
          problems={problems}
          tried={tried}
        />
      ) : null}
      {fields.exchange === 'none' ? null : (
        <TextArea
          label={t('fields.refused')}
          help={t('fields.refusedHelp')}
          value={fields.refused}
          onChange={(refused) => set({ refused })}
          rows={3}
          maxLength={3_000}
          error={problems.refused === null ? null : t('errors.refused', { line: problems.refused })}
        />
      )}
      {fields.exchange === 'server' ? <p className="small muted">{t('exchange.guide')}</p> : null}
      {save.isError ? <Notice tone="bad" live title={words(save.error)} /> : null}
      <div className="telephony-save">
        <SaveLine draft={draft} isPending={save.isPending} isDisabled={false} />
        {fields.exchange === 'none' ? null : (
          <Button icon={<FlaskConical aria-hidden="true" />} isDisabled={!canTest} onPress={() => setTesting(true)}>
            {t('trial.open')}
          </Button>
        )}
      </div>
      {testing ? (
        <TrialDialog
          target={
            fields.exchange === 'server'
              ? { exchange: 'server', server: fields.server.trim(), domain: fields.domain.trim() }
              : { exchange: 'practice' }
          }
          operators={operators}
          onClose={() => setTesting(false)}
        />
      ) : null}
    </form>
  );
};
